//! Reading more activities than one question answers: page by page, each from the moment on at which the one before was cut.
//!
//! Promises: no activity is there twice, and none is left out without saying so.

use ombud_query::ActivityRow;

use super::gather::Activities;

/// What comes after a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// Ask for what is not after this moment.
    Until(String),
    Done,
}

/// Activities that are being read, the newest first.
pub(super) struct Pages {
    found: Activities,
    /// How many one question answers at most.
    page: usize,
    /// How many are wanted at most.
    most: usize,
}

impl Pages {
    pub(super) fn new(page: usize, most: usize) -> Self {
        Self {
            found: Activities::default(),
            page,
            most,
        }
    }

    /// Takes the answer to the last question.
    pub(super) fn take(&mut self, page: Vec<ActivityRow>) -> Next {
        let is_last = page.len() < self.page;
        let rows = &mut self.found.rows;
        rows.extend(page);
        if is_last || rows.len() >= self.most {
            self.found.complete = is_last && rows.len() <= self.most;
            rows.truncate(self.most);
            return Next::Done;
        }
        let Some(cut) = rows.last().map(|row| row.time.clone()) else {
            return Next::Done;
        };
        // Of the moment of the cut there may be more: all of it is read again.
        let before = rows.iter().rposition(|row| row.time != cut);
        let kept = before.map_or(0, |last| last + 1);
        if rows.len() - kept >= self.page {
            // More at one moment than a question answers.
            return Next::Done;
        }
        rows.truncate(kept);
        Next::Until(cut)
    }

    pub(super) fn all(self) -> Activities {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Activities at these moments, the newest first; their places tell them apart.
    fn history(moments: &[u8]) -> Vec<ActivityRow> {
        let row = |(place, moment): (usize, &u8)| ActivityRow {
            time: format!("{moment:03}"),
            object: place.to_string(),
            ..ActivityRow::default()
        };
        moments.iter().enumerate().map(row).collect()
    }

    fn read(history: &[ActivityRow], page: usize, most: usize) -> Activities {
        let mut pages = Pages::new(page, most);
        let mut until = "999".to_owned();
        loop {
            let matching = history.iter().filter(|row| row.time <= until);
            match pages.take(matching.take(page).cloned().collect()) {
                Next::Until(cut) => until = cut,
                Next::Done => return pages.all(),
            }
        }
    }

    #[test]
    fn every_activity_is_read_once_wherever_pages_are_cut() {
        let history = history(&[9, 9, 8, 7, 7, 7, 6, 5, 5, 4, 3, 3, 3, 2]);
        for page in 4..20 {
            let all = read(&history, page, 100);
            assert!(all.complete && all.rows == history, "{page}");
        }
        for most in 1..history.len() {
            let some = read(&history, 4, most);
            assert!(
                !some.complete && some.rows == history[..most],
                "{most}: {:?}",
                some.rows
            );
        }
        assert!(read(&[], 4, 10).complete);
    }

    #[test]
    fn more_at_one_moment_than_a_question_answers_is_said() {
        let history = history(&[9, 8, 8, 8, 8, 7]);
        let some = read(&history, 3, 100);
        assert!(!some.complete);
        assert_eq!(some.rows, history[..4]);
    }
}
