//! What a run's parameters are over the steps, and how a schedule describes itself.

use crate::catalog::{Form, Param, Values};
use crate::curve::{Handle, Sums};

/// A parameter's number over the steps: a value, or a value that a schedule changes.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The value that the schedule starts from.
    pub base: f64,
    schedule: Option<(&'static Schedule, Values)>,
}

impl Scheduled {
    /// The same value at every step.
    pub fn constant(base: f64) -> Scheduled {
        Scheduled { base, schedule: None }
    }

    /// A value that follows `schedule`.
    pub fn following(base: f64, schedule: &'static Schedule, values: Values) -> Scheduled {
        Scheduled { base, schedule: Some((schedule, values)) }
    }

    /// The value in force when `k` steps have been made.
    pub fn at(&self, k: u32) -> f64 {
        match &self.schedule {
            None => self.base,
            Some((schedule, values)) => (schedule.value)(self.base, k, values),
        }
    }

    /// Whether the value is the same at every step.
    pub fn is_constant(&self) -> bool {
        self.schedule.is_none()
    }
}

/// A schedule as it describes itself: one file in `schedules/`.
#[derive(Debug)]
pub struct Schedule {
    /// The id used in links.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// The value as a formula: k steps made, v the parameter's own value.
    pub rule: &'static str,
    /// What it does, and whether its rates meet the conditions of Robbins and Monro (1951, eq. 6 and 26): the sum diverges,
    /// the sum of squares converges. They matter only under persistent noise.
    pub about: &'static str,
    /// Its parameters.
    pub params: &'static [Param],
    /// The value after `k` steps of a parameter whose own value is the first argument.
    pub value: fn(f64, u32, &Values) -> f64,
    /// Where its curve can be taken hold of.
    pub handles: fn() -> Vec<Handle>,
    /// What its values sum to, from the parameter's own value.
    pub sums: fn(f64, &Values) -> Sums,
    /// The same in Python: the body of a function of `v`, `k` and the parameters by their keys, with `np`.
    pub python: &'static [&'static str],
}

/// A method's parameters as one run has them: complete, in range, with their schedules.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The values, defaults filled in.
    pub values: Values,
    /// The schedules, by the key of the parameter that follows them.
    pub schedules: Vec<(&'static str, &'static Schedule, Values)>,
    /// Whether the method takes care of weight decay itself.
    pub decoupled: bool,
}

impl Setting {
    /// Whether a parameter changes from step to step.
    pub fn is_scheduled(&self, key: &str) -> bool {
        self.schedules.iter().any(|(other, ..)| *other == key)
    }

    /// The convention in force.
    pub fn form(&self) -> Form {
        self.values.form
    }

    /// The value of the parameter `key`, as it stands without a schedule.
    pub fn get(&self, key: &str) -> f64 {
        self.values.get(key)
    }

    /// The parameter `key` over the steps.
    pub fn scheduled(&self, key: &str) -> Scheduled {
        let base = self.values.get(key);
        match self.schedules.iter().find(|(k, ..)| *k == key) {
            None => Scheduled::constant(base),
            Some((_, schedule, values)) => Scheduled::following(base, schedule, values.clone()),
        }
    }
}

impl Scheduled {
    /// The sums of the values at the first `steps` steps, and of their squares.
    pub fn partial(&self, steps: u32) -> [f64; 2] {
        (0..steps).map(|k| self.at(k)).fold([0.0; 2], |[sum, squares], v| [sum + v, squares + v * v])
    }
}
