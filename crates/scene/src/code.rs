//! A race as a program: a few lines against the core, or a Python script that runs it again and shows it: NumPy for first-order rules, step by step, SciPy where it has a method of
//! the same name, Matplotlib for the picture. The same with PyTorch: its gradients, and its own optimizers wherever they make our iterates.
//!
//! Rules and schedules come from the descriptors. What a link says in its own words (title, labels) stands in comments and string literals
//! only, where no word of it can become code.

use crate::names::names;
use crate::theme::Theme;
use descent_optim::catalog::{Form, Values};
use descent_optim::data::Mean;
use descent_optim::experiment::Experiment;
use descent_optim::experiment::text::write;
use descent_optim::formula::python::{name, python};
use descent_optim::method::{Method, Python, Torch};
use descent_optim::race::{Entry, Race};
use descent_optim::random::Use;
use descent_optim::setting::Schedule;
use descent_optim::sort::order;
use std::fmt::Write;

/// The derivative of each function of the grammar that has one argument: its name in the script, the function, its slope at u.
const LIFTED: [(&str, &str, &str); 17] = [
    ("sin", "np.sin", "np.cos"),
    ("cos", "np.cos", "lambda u: -np.sin(u)"),
    ("tan", "np.tan", "lambda u: 1 + np.tan(u) ** 2"),
    ("asin", "np.arcsin", "lambda u: 1 / np.sqrt(1 - u * u)"),
    ("acos", "np.arccos", "lambda u: -1 / np.sqrt(1 - u * u)"),
    ("atan", "np.arctan", "lambda u: 1 / (1 + u * u)"),
    ("sinh", "np.sinh", "np.cosh"),
    ("cosh", "np.cosh", "np.sinh"),
    ("tanh", "np.tanh", "lambda u: 1 - np.tanh(u) ** 2"),
    ("exp", "np.exp", "np.exp"),
    ("log", "np.log", "lambda u: 1 / u"),
    ("log10", "np.log10", "lambda u: 1 / (u * np.log(10))"),
    ("sqrt", "np.sqrt", "lambda u: 0.5 / np.sqrt(u)"),
    ("abs_", "np.abs", "np.sign"),
    ("sign", "np.sign", "lambda u: 0 * u"),
    ("floor", "np.floor", "lambda u: 0 * u"),
    // Of models, not of the grammar.
    ("softplus", "lambda u: np.logaddexp(0 * u, u)", "lambda u: 1 / (1 + np.exp(-u))"),
];

const NUMBERS: &str = r#"
class Dual:
    """A number that carries its derivatives along x and y."""

    __array_ufunc__ = None

    def __init__(self, v, d):
        self.v, self.d = v, np.asarray(d, float)

    def __add__(self, other):
        other = dual(other)
        return Dual(self.v + other.v, self.d + other.d)

    def __mul__(self, other):
        other = dual(other)
        return Dual(self.v * other.v, self.v * other.d + other.v * self.d)

    def __truediv__(self, other):
        other = dual(other)
        return Dual(self.v / other.v, (self.d - self.v / other.v * other.d) / other.v)

    def __pow__(self, n):
        if isinstance(n, Dual):
            return exp_(log_(self) * n)
        return Dual(self.v**n, chain(n * self.v ** (n - 1) if n != 0 else 0, self.d))

    def __neg__(self):
        return Dual(-self.v, -self.d)

    def __sub__(self, other):
        return self + -dual(other)

    def __rsub__(self, other):
        return dual(other) - self

    def __rtruediv__(self, other):
        return dual(other) / self

    def __rpow__(self, base):
        return exp_(self * np.log(base))

    __radd__, __rmul__ = __add__, __mul__


def dual(u):
    return u if isinstance(u, Dual) else Dual(np.float64(u), [0, 0])


def chain(slope, d):
    """A derivative of 0 stays 0, however steep what follows is."""
    return np.where(d == 0, 0, slope * d)


def lifted(value, slope):
    def call(u):
        return Dual(value(u.v), chain(slope(u.v), u.d)) if isinstance(u, Dual) else value(u)

    return call


exp_, log_ = lifted(np.exp, np.exp), lifted(np.log, lambda u: 1 / u)
"#;

const LEAST: &str = r#"

def min_(a, b):
    if isinstance(a, Dual) or isinstance(b, Dual):
        a, b = dual(a), dual(b)
        return b if b.v < a.v else a
    return np.minimum(a, b)
"#;

const MOST: &str = r#"

def max_(a, b):
    if isinstance(a, Dual) or isinstance(b, Dual):
        a, b = dual(a), dual(b)
        return b if b.v > a.v else a
    return np.maximum(a, b)
"#;

const GRADIENT: &str = r#"

def gradient(x, *batch):
    return dual(f(Dual(x[0], [1, 0]), Dual(x[1], [0, 1]), *batch)).d
"#;

const TENSORS: &str = r#"
def either(number, tensor):
    """A function of numbers, of arrays, and of PyTorch's tensors."""
    return lambda u: tensor(u) if torch.is_tensor(u) else number(u)


def pick(a, b, takes_b):
    """a or b, wherever."""
    if not torch.is_tensor(a) and not torch.is_tensor(b):
        return np.where(takes_b, b, a)
    a, b = (torch.as_tensor(u) for u in (a, b))
    return torch.where(torch.as_tensor(takes_b), b, a)
"#;

const LEAST_TENSOR: &str = "\n\ndef min_(a, b):\n    return pick(a, b, b < a)\n";

const MOST_TENSOR: &str = "\n\ndef max_(a, b):\n    return pick(a, b, b > a)\n";

const AUTOGRAD: &str = r#"

def gradient(x, *batch):
    x = torch.tensor(np.array(x, float), requires_grad=True)
    # The sum is there for a constant f, which has no graph.
    return torch.autograd.grad(f(x[0], x[1], *batch) + 0 * x.sum(), x)[0].numpy()
"#;

const OVER: &str = r#"
def over(g, root):
    """g / root, and 0 where g is 0."""
    return np.divide(g, root, out=np.zeros_like(g), where=g != 0)


def path_of(rule, start, n, tol, xtol, form, clip_value=None, clip_norm=None, coupled=True, sample=None, **settings):
    """The iterates of a first-order rule, until it has to end. sample(k, x): the gradient that the step after k sees, where it is not the whole one."""
    x, s = np.array(start, float), SimpleNamespace(form=form)
    path = [x]

    def grad(point):
        g = sample(k, point) if sample else gradient(point)
        if clip_value is not None:
            g = np.clip(g, -clip_value, clip_value)
        if clip_norm is not None:
            length = np.hypot(*g) + (1e-6 if form == "pytorch" else 0)
            g = g / length * clip_norm if length > clip_norm else g
        return g + s.weight_decay * point if coupled and s.weight_decay != 0 else g

    for k in range(n):
        g = gradient(x) if tol > 0 or not sample else np.zeros(2)
        if not np.isfinite(f(*x)) or not np.all(np.isfinite(g)) or (tol > 0 and np.max(np.abs(g)) <= tol):
            break
        for key, setting in settings.items():
            setattr(s, key, setting(k) if callable(setting) else setting)
        to = x + rule(s, k, x, grad)
        if not np.all(np.isfinite(to)) or (xtol > 0 and np.hypot(*(to - x)) < xtol) or not np.isfinite(f(*to)):
            break
        x = to
        path.append(x)
    return np.array(path)
"#;

/// Descent's random numbers: Philox by seed, use, step and index, as in the core's `random` and `sampling`. NumPy's own Philox has other words.
const RANDOM: &str = r#"

def words(seed, use, k, i):
    """Two random words of 64 bits: Philox4x32-10 of Salmon, Moraes, Dror and Shaw (2011)."""
    a, b, c, d = i, k, 0, 0
    for _ in range(10):
        u, v = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = v >> 32 ^ b ^ seed, v & 0xFFFFFFFF, u >> 32 ^ d ^ use, u & 0xFFFFFFFF
        seed, use = seed + 0x9E3779B9 & 0xFFFFFFFF, use + 0xBB67AE85 & 0xFFFFFFFF
    return b << 32 | a, d << 32 | c
"#;

const NORMALS: &str = r#"

def normals(seed, k):
    """The noise of the step after k, of deviation 1: Box and Muller's method."""
    u, v = ((word >> 11) / 2**53 for word in words(seed, NOISE, k, 0))
    return np.sqrt(-2 * np.log(1 - u)) * np.array([np.cos(2 * np.pi * v), np.sin(2 * np.pi * v)])
"#;

const BATCHES: &str = r#"

@lru_cache(8)
def order(seed, epoch):
    """The examples by number in the order of an epoch: Fisher and Yates' shuffle, two places for two words."""
    n = len(DATA)
    order = list(range(n))
    for i in range(0, n - 1, 2):
        for j, word in zip((i, i + 1), words(seed, BATCH, epoch, i // 2)):
            other = j + (word * (n - j) >> 64)
            order[j], order[other] = order[other], order[j]
    return order


def batch(seed, k, size, replace=False):
    """The examples that the step after k sees."""
    n = len(DATA)
    if replace:
        numbers = [word * n >> 64 for i in range(-(-size // 2)) for word in words(seed, BATCH, k, i)][:size]
    else:
        steps = -(-n // size)
        at = k % steps * size
        numbers = order(seed, k // steps)[at : at + size]
    return [DATA[i] for i in numbers]
"#;

const SCIPY: &str = r#"
def path_of_scipy(method, start, n, tol, bounds=None):
    """SciPy's own iterates: another line search goes another way, to the same end."""
    from scipy.optimize import minimize

    path, more = [np.array(start, float)], {}
    if method not in ("Nelder-Mead", "Powell"):
        more["jac"] = gradient
    if method == "trust-exact":
        e = 1e-6 * np.eye(2)
        more["hess"] = lambda x: np.array([(gradient(x + h) - gradient(x - h)) / 2e-6 for h in e])
    keep = lambda x, *_: path.append(np.copy(x))
    minimize(lambda x: f(*x), start, method=method, tol=tol or None, bounds=bounds, callback=keep, options={"maxiter": n}, **more)
    return np.array(path)
"#;

const TORCH: &str = r#"
def path_of_torch(optimizer, options, start, n, tol, xtol, form, clip_value=None, clip_norm=None, **settings):
    """The iterates of one of PyTorch's optimizers, until it has to end."""
    x, s = torch.tensor(start, dtype=torch.float64, requires_grad=True), SimpleNamespace(form=form)
    path, own = [np.array(start, float)], None

    def closure():
        own.zero_grad()
        value = f(x[0], x[1]) + 0 * x.sum()
        value.backward()
        if clip_value is not None:
            torch.nn.utils.clip_grad_value_([x], clip_value)
        if clip_norm is not None:
            length = torch.hypot(*x.grad) + (1e-6 if form == "pytorch" else 0)
            if length > clip_norm:
                x.grad.mul_(clip_norm / length)
        return value

    for k in range(n):
        last, g = path[-1], gradient(path[-1])
        if not np.isfinite(f(*last)) or not np.all(np.isfinite(g)) or (tol > 0 and np.max(np.abs(g)) <= tol):
            break
        for key, setting in settings.items():
            setattr(s, key, setting(k) if callable(setting) else setting)
        if own is None:
            own = optimizer([x], **options(s))
        own.param_groups[0].update(options(s))
        own.step(closure)
        to = x.detach().numpy().copy()
        if not np.all(np.isfinite(to)) or (xtol > 0 and np.hypot(*(to - last)) < xtol) or not np.isfinite(f(*to)):
            break
        path.append(to)
    return np.array(path)
"#;

const SHOW: &str = r##"

def main():
    paths = [(name, color, path()) for name, color, path in RUNS]
    if "--json" in sys.argv:
        print(json.dumps([{"label": name, "x": path.tolist()} for name, _, path in paths]))
        return
    for name, _, path in paths:
        print(f"{name}: {len(path) - 1} steps, f = {f(*path[-1]):.6g} at ({path[-1][0]:.6g}, {path[-1][1]:.6g})")

    import matplotlib.pyplot as plt
    from matplotlib.animation import FuncAnimation

    figure, axes = plt.subplots(figsize=(9, 6.2))
    x, y = np.meshgrid(np.linspace(*BOX[:2], 300), np.linspace(*BOX[2:], 300))
    z = f(x, y) + 0 * x
    levels = np.unique(np.quantile(z[np.isfinite(z)], np.linspace(0.01, 0.97, 20)))
    if len(levels) > 1:
        axes.contourf(x, y, z, levels, cmap="Blues", extend="both", alpha=0.6)
        axes.contour(x, y, z, levels, colors="0.5", linewidths=0.5)
    axes.set(xlim=BOX[:2], ylim=BOX[2:], aspect="equal", title=TITLE, xlabel="x", ylabel="y")
    lines = [axes.plot([], [], color=color, label=name, linewidth=2)[0] for name, color, _ in paths]
    heads = [axes.plot([], [], "o", color=color, markeredgecolor="white")[0] for _, color, _ in paths]
    axes.legend(loc="upper left")
    last = max(len(path) for _, _, path in paths)

    def draw(k):
        for (_, _, path), line, head in zip(paths, lines, heads):
            seen = path[: k + 1]
            line.set_data(*seen.T)
            head.set_data(*seen[-1:].T)
        return lines + heads

    animation = FuncAnimation(figure, draw, frames=range(0, last, max(1, last // 400)), interval=60, blit=True)
    files = [word for word in sys.argv[1:] if not word.startswith("-")]
    if files and files[0].endswith((".png", ".svg", ".pdf")):
        draw(last)
        figure.savefig(files[0])
    elif files:
        animation.save(files[0])
    else:
        plt.show()


if __name__ == "__main__":
    main()
"##;

/// The race as a program against the core.
pub fn rust(experiment: &Experiment) -> String {
    let link = experiment.link();
    let fence =
        "#".repeat(1 + link.split('"').map(|part| part.chars().take_while(|c| *c == '#').count()).max().unwrap_or(0));
    format!(
        "// Cargo.toml: descent-optim, from Descent’s repository (crates/optim).\n\
         use descent_optim::{{experiment::link, race::Race}};\n\n\
         fn main() {{\n    let reading = link::read(r{fence}\"#{link}\"{fence});\n    \
         let mut race = Race::new(&reading.experiment).expect(\"a link that was read is valid\");\n    \
         while !race.advance(1000) {{}}\n    for entry in &race.entries {{\n        \
         let path = entry.trajectory();\n        let last = path.steps();\n        \
         println!(\"{{}}: {{last}} steps, f = {{}} at {{:?}}\", entry.method.name, path.f[last], path.iterate(last));\n    }}\n}}\n"
    )
}

/// What a script computes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// NumPy and SciPy: each rule is written out.
    NumPy,
    /// PyTorch: its gradients, and its optimizers where they make our iterates or have no other like them. What it has no optimizer for is written out.
    PyTorch,
}

/// The race as a Python script.
pub fn script(experiment: &Experiment, race: &Race, library: Library) -> String {
    let mut out = String::new();
    let title = experiment.title.clone().unwrap_or_else(|| heading(experiment, race));
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "# {}\n#\n# Made by Descent from this link:\n#   #{}\n#\n# python race.py             shows the race\n\
         # python race.py race.gif    writes it, or race.mp4, or its end as race.png, .svg or .pdf\n\
         # python race.py --json      prints all iterates\n#\n# It needs: pip install numpy matplotlib{}{}\n\
         import json\nimport sys\n{}from types import SimpleNamespace\n\nimport numpy as np\n{}np.seterr(all=\"ignore\")\n",
        comment(&title),
        comment(&experiment.link()),
        if race.entries.iter().any(|entry| matches!(way(entry, library), Way::Scipy(_))) { " scipy" } else { "" },
        if library == Library::PyTorch { " torch" } else { "" },
        if in_batches(experiment, race) { "from functools import lru_cache\n" } else { "" },
        if library == Library::PyTorch { "import torch\n\ntorch.set_default_dtype(torch.float64)\n" } else { "\n" },
    );
    objective(&mut out, experiment, race, library);
    random(&mut out, experiment, race);
    out.push_str("\n# The rules, with the numbers of this step in s.");
    rules(&mut out, race, library);
    runs(&mut out, experiment, race, library);
    let area = experiment.view().map(write).join(", ");
    let _ = write!(out, "\nBOX = [{area}]\nTITLE = {}\n{SHOW}", literal(&title));
    out
}

fn heading(experiment: &Experiment, race: &Race) -> String {
    let of_data = experiment.f.data().map(|data| data.name);
    race.function.map(|function| function.name).or(of_data).unwrap_or(experiment.f.text()).to_owned()
}

/// The noise and the batch size of a run, where its steps see such and the script draws them itself.
fn drawn(experiment: &Experiment, race: &Race, entry: &Entry) -> Option<(f64, Option<u32>)> {
    let spec = &experiment.o[entry.run];
    let of = race.objective.as_mean().map(|mean| mean.examples().len() as u32);
    let own = entry.is_random && matches!(entry.method.python, Python::Rule(_));
    own.then(|| (spec.noise.unwrap_or(experiment.noise), of.and_then(|of| experiment.batch_of(spec, of))))
}

/// Whether the script draws batches.
fn in_batches(experiment: &Experiment, race: &Race) -> bool {
    race.entries.iter().any(|entry| drawn(experiment, race, entry).is_some_and(|(_, batch)| batch.is_some()))
}

/// The random numbers that runs need.
fn random(out: &mut String, experiment: &Experiment, race: &Race) {
    let drawn: Vec<(f64, Option<u32>)> =
        race.entries.iter().filter_map(|entry| drawn(experiment, race, entry)).collect();
    if drawn.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\n\n# What random numbers are for.\nNOISE, BATCH = {}, {}\n",
        Use::Noise as u32,
        Use::Batch as u32
    );
    out.push_str(RANDOM);
    if drawn.iter().any(|(noise, _)| *noise > 0.0) {
        out.push_str(NORMALS);
    }
    if in_batches(experiment, race) {
        out.push_str(BATCHES);
    }
}

/// How a script finds a run's path.
enum Way {
    /// By an optimizer of PyTorch's.
    Torch(Torch),
    /// By the rule, written out.
    Rule(&'static [&'static str]),
    /// By SciPy's method of this name.
    Scipy(&'static str),
    /// Not at all: it brings the path, for this reason.
    AsItWas(&'static str),
}

fn way(entry: &Entry, library: Library) -> Way {
    let torch = (entry.method.torch)(&entry.setting).filter(|_| library == Library::PyTorch);
    match (entry.method.python, torch) {
        (Python::Rule(lines), _) if entry.is_random => Way::Rule(lines),
        _ if entry.is_random => Way::AsItWas("no library’s method sees the noise and the batches of a race"),
        (_, Some(torch)) => Way::Torch(torch),
        (Python::Rule(lines), _) => Way::Rule(lines),
        (Python::Scipy(name), _) => Way::Scipy(name),
        (Python::None, _) => Way::AsItWas("the method is too long for a script"),
    }
}

/// The function, for plain numbers, for arrays, and for numbers that carry derivatives.
fn objective(out: &mut String, experiment: &Experiment, race: &Race, library: Library) {
    let mean = race.objective.as_mean();
    let formula = race.function.map_or(experiment.f.text(), |function| function.formula);
    let (code, calls) = match mean {
        None => python(formula),
        Some(mean) => (String::new(), mean.model().calls.iter().map(|call| (*call).to_owned()).collect()),
    };
    let tensors = library == Library::PyTorch;
    let (numbers, least, most, gradient) =
        if tensors { (TENSORS, LEAST_TENSOR, MOST_TENSOR, AUTOGRAD) } else { (NUMBERS, LEAST, MOST, GRADIENT) };
    out.push_str(numbers);
    if tensors && !calls.is_empty() {
        out.push_str("\n\n");
    }
    for (call, value, slope) in LIFTED {
        if calls.iter().any(|name| name == call) {
            let _ = if tensors {
                writeln!(out, "{call} = either({value}, {})", value.replace("np.", "torch."))
            } else {
                writeln!(out, "{call} = lifted({value}, {slope})")
            };
        }
    }
    let has = |wanted: &str| calls.iter().any(|name| name == wanted);
    out.push_str(if has("min_") { least } else { "" });
    out.push_str(if has("max_") { most } else { "" });
    if let Some(mean) = mean {
        of_examples(out, mean, in_batches(experiment, race));
        out.push_str(gradient);
        return;
    }
    out.push_str("\n\ndef f(x, y):\n");
    let given: Vec<(String, f64)> = match race.function {
        Some(function) => function
            .knobs
            .iter()
            .map(|k| (k.key.to_owned(), experiment.p.get(k.key).copied().unwrap_or_else(|| k.default(Form::Lecture))))
            .collect(),
        None => experiment.p.iter().map(|(key, value)| (key.clone(), *value)).collect(),
    };
    for (key, value) in given {
        let _ = writeln!(out, "    {} = {}", name(&key), number(value));
    }
    let _ = writeln!(out, "    return {code}");
    out.push_str(gradient);
}

/// The mean loss over examples: input and output of each, by number where there are `batches` of them, else how often they come.
fn of_examples(out: &mut String, mean: &Mean, batches: bool) {
    let mut list: Vec<(f64, f64, usize)> = Vec::new();
    let examples = mean.examples();
    let by_place =
        |i: usize, j: usize| examples.t[i].total_cmp(&examples.t[j]).then(examples.v[i].total_cmp(&examples.v[j]));
    let order = order(examples.len(), &|i, j| if batches { i.cmp(&j) } else { by_place(i, j) });
    for i in order {
        let (t, v) = (examples.t[i], examples.v[i]);
        match list.last_mut() {
            Some((u, w, count)) if *u == t && *w == v && !batches => *count += 1,
            _ => list.push((t, v, 1)),
        }
    }
    out.push_str("\n\n# Input, output, and how often they come.\nDATA = [\n");
    for (t, v, count) in list {
        let _ = writeln!(out, "    ({}, {}, {count}),", number(t), number(v));
    }
    out.push_str("]\n\n\ndef loss(z, v, w):\n");
    indented(out, mean.model().python);
    let share = number(1.0 / examples.len() as f64);
    let (argument, data, share) =
        if batches { (", data=DATA", "data", "(1 / len(data))") } else { ("", "DATA", share.as_str()) };
    let _ = writeln!(
        out,
        "\ndef f(x, y{argument}):\n    return sum(loss(x * t + y, v, w) for t, v, w in {data}) * {share}"
    );
}

/// The functions of all rules and schedules in use, each once, and the loop.
fn rules(out: &mut String, race: &Race, library: Library) {
    let mut methods: Vec<(&Method, &[&str])> = Vec::new();
    let mut schedules: Vec<&Schedule> = Vec::new();
    for entry in &race.entries {
        if let Way::Rule(lines) = way(entry, library)
            && !methods.iter().any(|(method, _)| method.id == entry.method.id)
        {
            methods.push((entry.method, lines));
        }
        for (_, schedule, _) in &entry.setting.schedules {
            if !schedules.iter().any(|one| one.id == schedule.id) {
                schedules.push(schedule);
            }
        }
    }
    for (method, lines) in methods {
        let _ =
            writeln!(out, "\ndef {}(s, k, x, grad):\n    # {}", identifier(method.id), method.rule.join("\n    # "));
        indented(out, lines);
    }
    for schedule in schedules {
        let keys: String = schedule.params.iter().map(|p| format!(", {}", p.key)).collect();
        let _ = writeln!(out, "\ndef {}_schedule(v, k{keys}):\n    # {}", identifier(schedule.id), schedule.rule);
        indented(out, schedule.python);
    }
    let any = |what: fn(&Way) -> bool| race.entries.iter().any(|entry| what(&way(entry, library)));
    // The loops, each where it is used.
    let loops = [
        (OVER, any(|way| matches!(way, Way::Rule(_)))),
        (TORCH, any(|way| matches!(way, Way::Torch(_)))),
        (SCIPY, any(|way| matches!(way, Way::Scipy(_)))),
    ];
    for (i, (text, _)) in loops.into_iter().filter(|(_, used)| *used).enumerate() {
        out.push_str(if i > 0 { "\n" } else { "" });
        out.push_str(text);
    }
}

fn indented(out: &mut String, lines: &[&str]) {
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
    out.push('\n');
}

/// The list of what races.
fn runs(out: &mut String, experiment: &Experiment, race: &Race, library: Library) {
    let names = names(experiment);
    out.push_str("\n# Name, colour, and how its path is found.\nRUNS = [\n");
    for entry in &race.entries {
        let color = Theme::of(false).style(entry.run).color.css();
        let name = if race.seeds > 1 {
            format!("{}, seed {}", names[entry.run], entry.seed)
        } else {
            names[entry.run].clone()
        };
        let path = match way(entry, library) {
            Way::Torch(torch) => {
                let options = format!("torch.optim.{}, lambda s: dict({})", torch.class, torch.options);
                step_by_step(entry, &format!("path_of_torch({options}"), "")
            }
            Way::Rule(_) => {
                let sample = drawn(experiment, race, entry).map_or(String::new(), |drawn| sampled(entry, drawn, race));
                let call = step_by_step(entry, &format!("path_of({}", identifier(entry.method.id)), &sample);
                if entry.method.decoupled { call.replacen(", form=", ", coupled=False, form=", 1) } else { call }
            }
            Way::Scipy(method) => by_scipy(entry, method),
            Way::AsItWas(why) => {
                let _ = writeln!(out, "    # The path as Descent computed it, not run again here: {why}.");
                as_it_was(entry)
            }
        };
        let _ = writeln!(out, "    ({}, \"{color}\", lambda: {path}),", literal(&name));
    }
    out.push_str("]\n");
}

/// The gradient that a step sees, as an argument of a loop.
fn sampled(entry: &Entry, (noise, batch): (f64, Option<u32>), race: &Race) -> String {
    let replace = if race.objective.as_mean().is_some_and(Mean::replace) { ", replace=True" } else { "" };
    let data = batch.map_or(String::new(), |size| format!(", batch({}, k, {size}{replace})", entry.seed));
    let noise = if noise > 0.0 { format!(" + {} * normals({}, k)", number(noise), entry.seed) } else { String::new() };
    format!(", sample=lambda k, x: gradient(x{data}){noise}")
}

/// A call of one of the loops, with the start, the budget and the settings of a run.
fn step_by_step(entry: &Entry, begin: &str, sample: &str) -> String {
    let (setting, budget) = (&entry.setting, entry.budget);
    let mut call = format!(
        "{begin}, {}, n={}, tol={}, xtol={}, form=\"{}\"",
        start(entry),
        budget.steps,
        number(budget.tol),
        number(budget.xtol),
        setting.form().id()
    );
    call.push_str(sample);
    for param in entry.method.params {
        let value = setting.get(param.key);
        let schedule = setting.schedules.iter().find(|(key, ..)| *key == param.key);
        if let Some((_, schedule, values)) = schedule {
            let _ = write!(call, ", {}={}", param.key, scheduled(value, schedule, values));
        } else if !value.is_nan() {
            let _ = write!(call, ", {}={}", param.key, number(value));
        }
    }
    call.push(')');
    call
}

fn scheduled(value: f64, schedule: &Schedule, values: &Values) -> String {
    let more: String = schedule.params.iter().map(|p| format!(", {}", number(values.get(p.key)))).collect();
    format!("lambda k: {}_schedule({}, k{more})", identifier(schedule.id), number(value))
}

fn by_scipy(entry: &Entry, method: &str) -> String {
    let bounds = entry.bounds.as_ref().map_or(String::new(), |bounds| {
        let (low, high) = (bounds.lower(), bounds.upper());
        format!(", bounds=[({}, {}), ({}, {})]", number(low[0]), number(high[0]), number(low[1]), number(high[1]))
    });
    let budget = entry.budget;
    format!("path_of_scipy(\"{method}\", {}, n={}, tol={}{bounds})", start(entry), budget.steps, number(budget.tol))
}

/// The iterates as they were computed, for what is too long for a script, and where a race is random for what is not a rule.
fn as_it_was(entry: &Entry) -> String {
    let points = entry.trajectory().x.chunks(2).map(|x| format!("[{}, {}]", number(x[0]), number(x[1])));
    format!("np.array([{}])", points.collect::<Vec<_>>().join(", "))
}

fn start(entry: &Entry) -> String {
    let x = entry.trajectory().iterate(0);
    format!("[{}, {}]", number(x[0]), number(x[1]))
}

/// An id as a name in Python.
fn identifier(id: &str) -> String {
    id.replace('-', "_")
}

fn number(value: f64) -> String {
    match value {
        v if v.is_nan() => "np.nan".to_owned(),
        v if v.is_infinite() => if v > 0.0 { "np.inf" } else { "-np.inf" }.to_owned(),
        v => write(v),
    }
}

/// A text on one line of a comment: whatever could end the line, or turn it around, is a space.
fn comment(text: &str) -> String {
    text.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect()
}

/// A text as a string literal of Python.
fn literal(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_plain(c) => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
        }
    }
    out.push('"');
    out
}

/// Whether a character is seen as it is: no control, no separator of lines, no mark that changes the direction.
fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{061c}')
}
