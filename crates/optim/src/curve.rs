//! What can be seen of a schedule: where its curve can be taken hold of, and whether its values sum to something finite.

use crate::catalog::Values;

/// A point of a schedule's curve that can be moved, and what moving it changes.
#[derive(Clone, Copy, Debug)]
pub struct Handle {
    /// What it is, for those who cannot see where it stands: "end of the warm-up".
    pub name: &'static str,
    /// Where it stands, steps made and value, for the parameter's own value and the schedule's.
    pub at: fn(f64, &Values) -> [f64; 2],
    /// What changes when it is moved along the steps.
    pub along: Option<Grip>,
    /// What changes when it is moved along the values.
    pub up: Option<Grip>,
}

/// What a move of a handle along one axis changes.
#[derive(Clone, Copy, Debug)]
pub struct Grip {
    /// The parameter of the schedule; [`OWN`] for the value that the schedule starts from.
    pub key: &'static str,
    /// Its value when the handle stands at this step, or at this value.
    pub value: fn(f64, &Values, f64) -> f64,
}

/// The value that the schedule starts from, among the keys of its parameters.
pub const OWN: &str = "";

impl Grip {
    /// What the handle's own coordinate is.
    pub(crate) const fn of(key: &'static str) -> Grip {
        Grip { key, value: |_, _, coordinate| coordinate }
    }
}

impl Handle {
    /// The value at the first step.
    pub(crate) const FIRST: Handle =
        Handle { name: "value at first", at: |base, _| [0.0, base], along: None, up: Some(Grip::of(OWN)) };
}

/// What numbers that are not negative sum to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sum {
    /// Beyond every bound.
    Diverges,
    /// To this.
    Converges(f64),
}

impl Sum {
    /// Whether it grows beyond every bound.
    pub fn diverges(self) -> bool {
        self == Sum::Diverges
    }
}

/// The sums of Robbins and Monro (1951, equations 6 and 26): under persistent noise a run arrives where that of the rates diverges
/// and that of their squares converges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sums {
    /// Of the values at all steps, 0, 1, …
    pub values: Sum,
    /// Of their squares.
    pub squares: Sum,
    /// Why, in a sentence.
    pub why: &'static str,
}

impl Sums {
    /// Of a value that stays at `end` for ever.
    pub(crate) fn ending(base: f64, values: &Values, schedule: fn(f64, u32, &Values) -> f64, last: f64) -> Sums {
        let end = schedule(base, u32::MAX, values);
        if end > 0.0 {
            let why = "It ends at a value above 0 and stays there: both sums grow by the same at every step.";
            return Sums { values: Sum::Diverges, squares: Sum::Diverges, why };
        }
        let all = (0..last as u32).map(|k| schedule(base, k, values));
        let (sum, squares) = all.fold((0.0, 0.0), |(sum, squares), v| (sum + v, squares + v * v));
        Sums {
            values: Sum::Converges(sum),
            squares: Sum::Converges(squares),
            why: "It ends at 0: from there on nothing is added.",
        }
    }

    /// Of `times` times each power of `ratio`, from 0 to 1, times `base`.
    pub(crate) fn geometric(base: f64, ratio: f64, times: f64) -> Sums {
        if ratio >= 1.0 {
            return Sums::constant(base);
        }
        Sums {
            values: Sum::Converges(times * base / (1.0 - ratio)),
            squares: Sum::Converges(times * base * base / (1.0 - ratio * ratio)),
            why: "It falls like a geometric series, which has a finite sum.",
        }
    }

    /// Of the same value at every step.
    pub(crate) fn constant(base: f64) -> Sums {
        if base > 0.0 {
            let why = "It never falls: both sums grow by the same at every step.";
            return Sums { values: Sum::Diverges, squares: Sum::Diverges, why };
        }
        Sums { values: Sum::Converges(0.0), squares: Sum::Converges(0.0), why: "It is 0." }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Form;
    use crate::schedules::CATALOG;
    use crate::setting::{Schedule, Scheduled};

    /// The values of a schedule with these of its parameters given.
    fn values(schedule: &Schedule, given: &[(&str, f64)]) -> Values {
        Values::of(schedule.params, Form::Only, |key| given.iter().find(|(k, _)| *k == key).map(|(_, v)| *v))
    }

    /// Settings of each schedule that differ in what their sums do.
    fn settings() -> Vec<(&'static Schedule, Values)> {
        let with: &[&[(&str, f64)]] = &[
            &[],
            &[("end", 0.05), ("factor", 1.0), ("decay", 0.0)],
            &[("factor", 0.5), ("decay", 2.0), ("power", 0.0), ("mult", 2.0), ("warmup", 0.0), ("period", 7.0)],
            &[("power", 1.0), ("every", 3.0), ("warmup", 200.0), ("period", 300.0)],
        ];
        CATALOG.iter().flat_map(|s| with.iter().map(|given| (*s, values(s, given)))).collect()
    }

    #[test]
    fn sums_are_what_adding_up_comes_to() {
        for (schedule, values) in settings() {
            for base in [0.0, 0.3] {
                let sums = (schedule.sums)(base, &values);
                let scheduled = Scheduled::following(base, schedule, values.clone());
                let [a, b, c] = [1 << 15, 1 << 16, 1 << 17].map(|steps| scheduled.partial(steps));
                for (i, sum) in [sums.values, sums.squares].into_iter().enumerate() {
                    // From 2^15 to 2^16 steps and from there to 2^17: a series like 1/k adds the same twice, one like 1/k² half as much.
                    let (first, then) = (b[i] - a[i], c[i] - b[i]);
                    let what =
                        format!("{} {values:?} from {base}, sum {i}: {sum:?}, adds {first} and {then}", schedule.id);
                    assert_eq!(sum.diverges(), then > 0.75 * first && then > 1e-9, "{what}");
                    if let Sum::Converges(to) = sum {
                        let missing = to - c[i];
                        assert!(missing >= -1e-9 * to && missing <= then.max(1e-9 * to) * 1.1, "{what}, is {}", c[i]);
                    }
                }
            }
        }
    }

    #[test]
    fn squares_of_inverse_time_sum_to_the_value_of_zeta() {
        // The sum of 1/(1 + k)² is π²/6.
        let inverse = crate::schedules::find("inverse").unwrap();
        let sums = (inverse.sums)(1.0, &values(inverse, &[("decay", 1.0)]));
        let Sum::Converges(to) = sums.squares else { panic!("{sums:?}") };
        assert!((to - std::f64::consts::PI * std::f64::consts::PI / 6.0).abs() < 1e-12, "{to}");
    }

    #[test]
    fn handles_stand_on_their_curve_and_go_where_they_are_moved() {
        for (schedule, given) in settings() {
            for handle in (schedule.handles)() {
                let base = 0.3;
                let at = (handle.at)(base, &given);
                let [k, v] = at;
                if k.fract() == 0.0 && k < 1e6 && handle.name != "second restart" && handle.name != "where it ends" {
                    let on = (schedule.value)(base, k as u32, &given);
                    assert!((on - v).abs() < 1e-12, "{} {}: {on} {v}", schedule.id, handle.name);
                }
                for (axis, grip) in [handle.along, handle.up].into_iter().enumerate() {
                    let Some(grip) = grip else { continue };
                    let to = if axis == 0 { 42.0 } else { 0.125 };
                    let value = (grip.value)(base, &given, to);
                    let own = if grip.key == OWN { value } else { base };
                    let moved = values_with(schedule, &given, grip.key, value);
                    let there = (handle.at)(own, &moved)[axis];
                    let reached = (there - to).abs() < 1e-9
                        || !schedule.params.iter().any(|p| p.key == grip.key && p.allows(value));
                    assert!(reached || grip.key == OWN, "{} {}: {there} for {to}", schedule.id, handle.name);
                }
            }
        }
    }

    fn values_with(schedule: &Schedule, values: &Values, key: &str, value: f64) -> Values {
        Values::of(schedule.params, Form::Only, |k| Some(if k == key { value } else { values.get(k) }))
    }

    #[test]
    fn every_handle_moves_a_parameter_that_there_is() {
        for schedule in CATALOG {
            let handles = (schedule.handles)();
            assert!(!handles.is_empty(), "{}", schedule.id);
            for key in handles.iter().flat_map(|h| [h.along, h.up]).flatten().map(|grip| grip.key) {
                assert!(key == OWN || schedule.params.iter().any(|p| p.key == key), "{} has no {key}", schedule.id);
            }
            // Each of its parameters can be moved.
            for param in schedule.params {
                let mut keys = handles.iter().flat_map(|h| [h.along, h.up]).flatten().map(|grip| grip.key);
                assert!(keys.any(|key| key == param.key), "{} has no handle for {}", schedule.id, param.key);
            }
        }
    }
}
