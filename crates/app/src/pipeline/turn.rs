//! Commits happen in the order of admission: a batch whose duplicates were judged against an earlier one must not be kept without it.

use parking_lot::{Condvar, Mutex};

/// Lets batches commit in the order of their tickets; once one fails, all later ones are refused.
#[derive(Default)]
pub(crate) struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next: u64,
    failed: bool,
}

/// An earlier batch of the same run could not be committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EarlierFailed;

impl Turns {
    /// Waits until it is `ticket`'s turn, then runs `work`. After an error nobody else has a turn.
    pub(crate) fn run<T, E: From<EarlierFailed>>(
        &self,
        ticket: u64,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut state = self.state.lock();
        self.changed
            .wait_while(&mut state, |state| state.next != ticket && !state.failed);
        let failed = state.failed;
        drop(state);
        let outcome = if failed {
            Err(EarlierFailed.into())
        } else {
            work()
        };
        let mut state = self.state.lock();
        state.next = ticket + 1;
        state.failed |= outcome.is_err();
        self.changed.notify_all();
        outcome
    }

    /// Refuses everybody who waits: a worker stopped before it drew its ticket's turn.
    pub(crate) fn fail(&self) {
        self.state.lock().failed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Stop {
        Earlier,
        Own,
    }

    impl From<EarlierFailed> for Stop {
        fn from(_: EarlierFailed) -> Self {
            Stop::Earlier
        }
    }

    #[test]
    fn tickets_are_served_in_order_and_a_failure_refuses_the_rest() {
        let (turns, served) = (Turns::default(), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for ticket in (0..6u64).rev() {
                let (turns, served) = (&turns, &served);
                scope.spawn(move || {
                    let outcome = turns.run(ticket, || {
                        served.lock().push(ticket);
                        if ticket == 3 { Err(Stop::Own) } else { Ok(()) }
                    });
                    let expected = match ticket {
                        0..3 => Ok(()),
                        3 => Err(Stop::Own),
                        _ => Err(Stop::Earlier),
                    };
                    assert_eq!(outcome, expected, "ticket {ticket}");
                });
            }
        });
        assert_eq!(*served.lock(), [0, 1, 2, 3]);
    }
}
