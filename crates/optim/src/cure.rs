//! What can be tried for a run that leaps from a wall or does not leave a flat place: the same run with one thing changed.

use crate::experiment::RunSpec;
use crate::functions::Nature;
use crate::race::Entry;
use crate::transforms::CLIP_NORM;
use crate::vector::norm;
use crate::verdict::Verdict;

/// A change that may help.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cure {
    /// The norm of the gradient is limited to this.
    Clip(f64),
    /// Normal noise of this standard deviation is added to the gradient.
    Noise(f64),
}

/// Gradients are clipped to this length, after which a step is as long as the rate.
const LENGTH: f64 = 1.0;
/// Noise of this deviation leaves saddles and flat places within a few hundred steps of usual rates.
const DEVIATION: f64 = 0.3;
/// A step longer than this share of the view's diagonal is a leap.
const LEAP: f64 = 0.5;
/// A gradient smaller than this says no way.
const FLAT: f64 = 1e-12;

/// What may help a run of a first-order method that has ended with this verdict, in a view of this `diagonal`.
pub fn cure(entry: &Entry, verdict: &Verdict, diagonal: f64) -> Option<Cure> {
    entry.method.param(CLIP_NORM.key)?;
    let path = entry.trajectory();
    let last = path.steps();
    let leaps = || {
        (0..last).any(|k| {
            let steps = path.iterate(k + 1).iter().zip(path.iterate(k)).map(|(to, from)| to - from);
            norm(steps) > LEAP * diagonal
        })
    };
    match verdict {
        // On a quadratic a smaller rate is the cure, and on one without a least value there is none.
        Verdict::Unstable { .. } | Verdict::Unbounded | Verdict::Undefined | Verdict::Held { .. } => None,
        Verdict::At { point, arrived: true } if point.nature != Nature::Minimum => stuck(entry),
        Verdict::Moving if path.grad_norm[last] <= FLAT => stuck(entry),
        _ if entry.setting.get(CLIP_NORM.key).is_nan() && leaps() => Some(Cure::Clip(LENGTH)),
        _ => None,
    }
}

/// Noise, where there is nothing random yet.
fn stuck(entry: &Entry) -> Option<Cure> {
    (!entry.is_random).then_some(Cure::Noise(DEVIATION))
}

impl Cure {
    /// The run with the change.
    pub fn applied(self, spec: &RunSpec) -> RunSpec {
        let mut spec = RunSpec { label: None, ..spec.clone() };
        match self {
            Cure::Clip(length) => {
                spec.set.insert(CLIP_NORM.key.to_owned(), length);
            }
            // The tolerance is held against the exact gradient, which is zero here: it would end the run before its first step.
            Cure::Noise(deviation) => (spec.noise, spec.tol) = (Some(deviation), Some(0.0)),
        }
        spec
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::critical;
    use crate::experiment::link;
    use crate::race::Race;
    use crate::verdict::verdict;

    /// What is offered to the first run of a link, and the run with it in the same race.
    fn offered(text: &str) -> Option<(Cure, Race)> {
        let mut experiment = link::read(text).experiment;
        let raced = |experiment: &_| {
            let mut race = Race::new(experiment).unwrap();
            while !race.advance(1000) {}
            race
        };
        let race = raced(&experiment);
        let area = experiment.view();
        let points = critical::points(&*race.objective, area, race.function.map_or(&[], |f| f.points));
        let diagonal = norm([area[1] - area[0], area[3] - area[2]].into_iter());
        let entry = &race.entries[0];
        let cure = cure(entry, &verdict(entry, &*race.objective, &points, diagonal), diagonal)?;
        experiment.o[0] = cure.applied(&experiment.o[0]);
        Some((cure, raced(&experiment)))
    }

    fn least(race: &Race) -> f64 {
        race.entries[0].trajectory().f.iter().copied().fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn clipping_is_offered_beside_a_leap_and_saves_it() {
        let (cure, race) = offered("#v=1&f=rnncliff&x0=1.2,0.7&o=gd~rate=0.05&n=200&tol=0").unwrap();
        assert_eq!(cure, Cure::Clip(1.0));
        assert!(least(&race) < 0.01, "{}", least(&race));
        assert!(offered("#v=1&f=rosenbrock&x0=-1.2,1&o=gd~rate=0.01&n=200&tol=0").is_some());
    }

    #[test]
    fn noise_is_offered_where_the_gradient_is_zero_and_leads_out() {
        for text in [
            "#v=1&f=boundedsaddle&x0=1,0&o=gd~rate=0.1&n=400&tol=0",
            "#v=1&f=boundedmonkey&x0=0,0&o=gd~rate=0.1&n=400",
            "#v=1&f=sixhump&x0=0,0&o=adam~rate=0.01&n=400",
        ] {
            let (cure, race) = offered(text).unwrap_or_else(|| panic!("nothing is offered: {text}"));
            assert_eq!(cure, Cure::Noise(0.3), "{text}");
            assert!(least(&race) < -0.5, "{text}: {}", least(&race));
        }
    }

    #[test]
    fn nothing_is_offered_where_nothing_of_it_helps() {
        for text in [
            "#v=1&f=quadratic&o=gd~rate=0.1&n=200",
            // Its rate is above the limit: a smaller one is the cure, and the page says so.
            "#v=1&f=quadratic&x0=-4,4&o=gd~rate=1.3&n=60&tol=0",
            "#v=1&f=rnncliff&x0=1.2,0.7&o=gd~rate=0.05~clip_norm=1&n=200&tol=0",
            "#v=1&f=boundedsaddle&x0=1,0.5&o=newton~alpha=0&n=10&tol=0",
            "#v=1&f=boundedsaddle&x0=1,0&o=gd~rate=0.1&n=60&tol=0&noise=0.1",
            "#v=1&f=saddle&x0=1,0.5&o=gd~rate=0.1&n=400&tol=0",
        ] {
            assert_eq!(offered(text).map(|(cure, _)| cure), None, "{text}");
        }
    }
}
