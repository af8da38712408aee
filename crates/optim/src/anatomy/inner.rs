//! Conjugate gradients on H p = −g, told as lines of a rule: methods that solve Newton's equations so have them in a step.
//!
//! ```text
//! r ← g,  d ← −g
//! α ← rᵀr / dᵀH d,  z ← z + α d
//! β ← ‖r + α H d‖² / rᵀr,  r ← r + α H d,  d ← β d − r
//! ```

use super::told::{Role, Told};

/// In more iterations than these nobody looks at the numbers of each.
const MOST: usize = 6;

impl Told {
    /// Says so many iterations from z = 0, each of which moves z; whether the last one also turns d, because z goes on along it. The rule has
    /// then said g and H. Answers whether all of them are said, so that z is what they make.
    pub fn conjugate(&mut self, iterations: usize, turns: bool) -> bool {
        self.means("r", "what is left of the equations: H z + g", Role::Plain);
        self.means("d", "direction of the iteration", Role::Plain);
        self.say(&["r ← g,  d ← −g"]);
        if iterations > 0 {
            self.means("α", "step of the iteration", Role::Plain);
            self.means("z", "solution so far", Role::Plain);
        }
        for i in 0..iterations.min(MOST) {
            self.say(&["α ← rᵀr / dᵀH d", if i == 0 { "z ← α d" } else { "z ← z + α d" }]);
            let last = i + 1 == iterations;
            if !last || turns {
                self.means("β", "how much of the direction is kept", Role::Plain);
                self.say(&["β ← ‖r + α H d‖² / rᵀr", "r ← r + α H d,  d ← β d − r"]);
            } else {
                self.say(&["r ← r + α H d"]);
            }
        }
        if iterations > MOST {
            self.lines.push(format!("and so on, {iterations} iterations in all"));
        }
        iterations <= MOST
    }
}
