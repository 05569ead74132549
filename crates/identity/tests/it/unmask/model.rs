//! The naive model: what must succeed and what must not.

use super::{Act, DAY, LAPSE, NAMES_A_DAY};

/// The rules again, in minutes and small numbers, written without a look at the code under test.
#[derive(Default)]
pub(super) struct Model {
    pub(super) wishes: Vec<Wish>,
    /// Who was shown a name, at which minute.
    pub(super) shown: Vec<(u64, i64)>,
}

pub(super) struct Wish {
    pub(super) viewer: u64,
    pub(super) person: usize,
    pub(super) needed: usize,
    pub(super) minutes: i64,
    asked: i64,
    approvals: Vec<(u64, i64)>,
    pub(super) over: bool,
}

impl Model {
    fn reaches(who: u64, person: usize) -> bool {
        match who {
            5 => true,
            3 => person == 1,
            _ => person == 0,
        }
    }

    /// Accounts 1 and 2 are one human being.
    pub(super) fn who_it_is(account: u64) -> u64 {
        if account == 2 { 1 } else { account }
    }

    fn is_human(who: u64) -> bool {
        who != 4
    }

    /// Whether the act must succeed; if so, it has happened.
    pub(super) fn takes(&mut self, act: Act, now: i64) -> bool {
        match act {
            Act::Request {
                who,
                person,
                two,
                minutes,
            } => {
                let ok = Self::is_human(who) && Self::reaches(who, person);
                if ok {
                    let needed = if two { 2 } else { 1 };
                    let minutes = i64::from(minutes);
                    self.wishes.push(Wish {
                        viewer: who,
                        person,
                        needed,
                        minutes,
                        asked: now,
                        approvals: vec![],
                        over: false,
                    });
                }
                ok
            }
            Act::Reveal { who, wish, person } => {
                let wish = &self.wishes[wish];
                let lately = self
                    .shown
                    .iter()
                    .filter(|(to, minute)| *to == who && *minute > now - DAY)
                    .count();
                let ok = who == wish.viewer
                    && person == wish.person
                    && wish
                        .live()
                        .is_some_and(|(from, until)| from <= now && now < until)
                    && lately < NAMES_A_DAY as usize;
                if ok {
                    self.shown.push((who, now));
                }
                ok
            }
            Act::Approve { wish, .. }
            | Act::Deny { wish, .. }
            | Act::Withdraw { wish, .. }
            | Act::Revoke { wish, .. }
            | Act::Expire { wish } => self.wishes[wish].takes(act, now),
        }
    }
}

impl Wish {
    pub(super) fn live(&self) -> Option<(i64, i64)> {
        let (_, from) = self.approvals.get(self.needed - 1)?;
        (!self.over).then_some((*from, from + self.minutes))
    }

    fn is_open(&self, now: i64) -> bool {
        !self.over && self.approvals.len() < self.needed && now < self.asked + LAPSE
    }

    fn takes(&mut self, act: Act, now: i64) -> bool {
        let another = |who: u64| {
            Model::is_human(who)
                && Model::who_it_is(who) != Model::who_it_is(self.viewer)
                && Model::reaches(who, self.person)
        };
        let ok = match act {
            Act::Approve { who, .. } => {
                let last = self
                    .approvals
                    .last()
                    .map_or(self.asked, |(_, minute)| *minute);
                self.is_open(now)
                    && another(who)
                    && now >= last
                    && self
                        .approvals
                        .iter()
                        .all(|(by, _)| Model::who_it_is(*by) != Model::who_it_is(who))
            }
            Act::Deny { who, .. } => self.is_open(now) && another(who),
            Act::Withdraw { who, .. } => self.is_open(now) && who == self.viewer,
            Act::Revoke { who, .. } => {
                Model::is_human(who) && self.live().is_some_and(|(_, until)| now < until)
            }
            _ => match self.live() {
                Some((_, until)) => now >= until,
                None => !self.over && now >= self.asked + LAPSE,
            },
        };
        match act {
            Act::Approve { who, .. } if ok => self.approvals.push((who, now)),
            _ => self.over |= ok,
        }
        ok
    }
}
