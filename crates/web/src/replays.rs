//! Runs that are run once more for those who look into their steps.

use descent_optim::anatomy::Anatomy;
use descent_optim::race::{Inspector, Race};
use std::cell::RefCell;
use std::rc::Rc;

/// The inspectors of the runs, each with the step that it was asked for last.
#[derive(Default)]
pub(crate) struct Replays(RefCell<Vec<Option<Replay>>>);

struct Replay {
    inspector: Inspector,
    last: Option<(usize, Option<Rc<Anatomy>>)>,
}

impl Replays {
    /// The step of the run number `entry` of a race from iterate `k`.
    pub(crate) fn anatomy(&self, race: &Race, entry: usize, k: usize) -> Option<Rc<Anatomy>> {
        let mut all = self.0.borrow_mut();
        all.resize_with(race.entries.len(), || None);
        let replay = all.get_mut(entry)?.get_or_insert_with(|| Replay { inspector: race.inspector(entry), last: None });
        if let Some((known, anatomy)) = &replay.last
            && *known == k
        {
            return anatomy.clone();
        }
        let anatomy = replay.inspector.step(race, k).map(Rc::new);
        replay.last = Some((k, anatomy.clone()));
        anatomy
    }
}
