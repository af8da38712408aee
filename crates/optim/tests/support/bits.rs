// The bits of every built-in function, method and schedule, frozen: natively and in WebAssembly a link shows the same numbers, today and in
// two years. Included by a native test here and by the browser's tests of the page's module, so it must use nothing
// but the crate itself. When a function is added, its line is added from the message of the failing test; when a line
// changes, old links show other numbers, which needs a new version of the grammar.

use descent_optim::catalog::{Form, Values};
use descent_optim::data::{self, Data};
use descent_optim::experiment::link;
use descent_optim::formula::Program;
use descent_optim::functions::{CATALOG, Function};
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::{optimizers, schedules};
use nalgebra::DMatrix;

/// FNV-1a, 64 bits, over the bits of numbers; every NaN is the same, because its sign and payload are the platform's.
struct Hash(u64);

impl Hash {
    fn add(&mut self, value: f64) {
        let bits = if value.is_nan() { 0x7ff8_0000_0000_0000 } else { value.to_bits() };
        for byte in bits.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Value, gradient and Hessian of an objective at fixed points in and around a box, one by one and in blocks.
fn hash(objective: &dyn Objective, [x0, x1, y0, y1]: [f64; 4], hash: &mut Hash) {
    const COUNT: usize = 150;
    let part = |k: f64| k - k.floor();
    let mut xs = Vec::with_capacity(COUNT);
    let mut ys = Vec::with_capacity(COUNT);
    for i in 0..COUNT {
        let wide = if i % 10 == 0 { 20.0 } else { 1.2 };
        xs.push(x0 + (x1 - x0) * (0.5 + wide * (part(0.754_877_666_246_692_8 * i as f64) - 0.5)));
        ys.push(y0 + (y1 - y0) * (0.5 + wide * (part(0.569_840_290_998_053_2 * i as f64) - 0.5)));
    }
    let (mut gradient, mut hessian) = ([0.0; 2], DMatrix::zeros(2, 2));
    for (x, y) in xs.iter().zip(&ys) {
        hash.add(objective.value(&[*x, *y]));
        hash.add(objective.hessian(&[*x, *y], &mut gradient, &mut hessian));
        gradient.iter().chain(hessian.iter()).for_each(|part| hash.add(*part));
    }
    let [mut out, mut gx, mut gy] = [(); 3].map(|()| vec![0.0; COUNT]);
    objective.values(&xs, &ys, &mut out);
    out.iter().for_each(|part| hash.add(*part));
    objective.gradients(&xs, &ys, &mut out, &mut gx, &mut gy);
    out.iter().chain(&gx).chain(&gy).for_each(|part| hash.add(*part));
}

/// The hash of a function, of the built-in and of its text as typed, with the knobs at their defaults and elsewhere.
fn of(function: &Function) -> u64 {
    let mut all = Hash(0xcbf2_9ce4_8422_2325);
    for place in [None, Some(0.25)] {
        let knobs = Values::of(function.knobs, Form::Lecture, |key| {
            let knob = function.knobs.iter().find(|knob| knob.key == key)?;
            Some((knob.slider.0 + place? * (knob.slider.1 - knob.slider.0)).floor())
        });
        let pairs: Vec<(&str, f64)> = function.knobs.iter().map(|knob| (knob.key, knobs.get(knob.key))).collect();
        hash(&*(function.build)(&knobs), function.area, &mut all);
        let typed = Program::compile(function.formula).expect("a built-in's formula");
        hash(&typed.with(&pairs), function.area, &mut all);
    }
    all.0
}

/// Formulas that use what no built-in does.
const TYPED: &[(&str, &str)] = &[
    ("typed 1", "atan(x*y) + asin(x/9) - acos(y/9) + tan(x - y)"),
    ("typed 2", "sinh(x/3)*cosh(y/3) - log10(x^2 + 1) + abs(x)^1.5"),
    ("typed 3", "min(x^3, y)/max(y, 0.1) + sign(x)*floor(y) + abs(y)^x"),
    ("typed 4", "x^-3 + 2^y - y^7/(x^5 + a) + e^(x/y)"),
];

/// All names with their hashes.
fn found() -> Vec<(&'static str, u64)> {
    let built_in = CATALOG.iter().map(|function| (function.id, of(function)));
    let typed = TYPED.iter().map(|(name, text)| {
        let mut all = Hash(0xcbf2_9ce4_8422_2325);
        let objective = Program::compile(text).expect("a formula").with(&[("a", 0.3)]);
        hash(&objective, [-3.0, 3.0, -3.0, 3.0], &mut all);
        (*name, all.0)
    });
    let rules = optimizers::CATALOG.iter().map(|method| {
        let forms = method.forms.iter().map(|form| format!("{0}~form={1}", method.id, form.id()));
        (method.id, path(&forms.collect::<Vec<_>>().join(";"), ""))
    });
    let rates = schedules::CATALOG.iter().map(|s| (s.id, path(&format!("gd~rate.schedule={}", s.id), "")));
    let noise = [("noise", path("gd;adam;bfgs;newton;nelder-mead", "&noise=0.5&seed=7&seeds=3"))];
    let sums = data::CATALOG.iter().map(|data| (data.id, of_data(data)));
    built_in.chain(typed).chain(rules).chain(rates).chain(noise).chain(sums).collect()
}

/// The hash of a finite sum: of the whole, and of paths on its batches.
fn of_data(data: &Data) -> u64 {
    let mut all = Hash(0xcbf2_9ce4_8422_2325);
    let knobs = data.values(|key| (key == "n").then_some(250.0));
    hash(&data.build(data.model, &knobs, 9, &[]), data.area, &mut all);
    let runs = "gd;adam~batch=1;bfgs~batch=20;newton-cg";
    for replace in [0, 1] {
        all.add(f64::from_bits(raced(&format!(
            "data={}~replace={replace}&o={runs}&batch=2&noise=0.1&seed=5&seeds=2",
            data.id
        ))));
    }
    all.0
}

/// The hash of all iterates of these runs, with more keys of a link.
fn path(runs: &str, more: &str) -> u64 {
    raced(&format!("f=sixhump&x0=-1,-0.5&o={runs}{more}"))
}

/// The hash of all iterates of a race of 120 steps.
fn raced(text: &str) -> u64 {
    let mut all = Hash(0xcbf2_9ce4_8422_2325);
    let reading = link::read(&format!("v=1&{text}&n=120&tol=0"));
    assert_eq!(reading.notices, [], "{text}");
    let mut race = Race::new(&reading.experiment).expect("a valid experiment");
    race.advance(120);
    for entry in &race.entries {
        let path = entry.trajectory();
        path.x.iter().chain(&path.f).chain(&path.grad_norm).for_each(|part| all.add(*part));
    }
    all.0
}

/// Panics with the lines that differ from the frozen ones.
pub fn check() {
    let found = found();
    let different: Vec<String> = found
        .iter()
        .filter(|line| !FROZEN.contains(line))
        .map(|(name, hash)| format!("    (\"{name}\", {hash:#018x}),\n"))
        .collect();
    assert!(different.is_empty(), "these bits are not the frozen ones:\n{}", different.concat());
    assert_eq!(found.len(), FROZEN.len(), "a frozen line has gone");
}

const FROZEN: &[(&str, u64)] = &[
    ("quadratic", 0xf60a3ca0ea1355d5),
    ("sphere", 0x3d267c0c3c2aa2f5),
    ("illconditioned", 0x1fd46f9583b1b835),
    ("rosenbrock", 0x9f485217f95ab725),
    ("himmelblau", 0x42f9d861a4f088ed),
    ("sixhump", 0xa52369cd469c6de5),
    ("threehump", 0x7c054140e7b2a155),
    ("beale", 0xbb123c9d9928e3ed),
    ("booth", 0x522007b4fe141275),
    ("matyas", 0x4c69209f2929dc25),
    ("goldstein", 0xd65bdb4fc9c9302d),
    ("styblinski", 0xaeb296e760d3f665),
    ("ackley", 0xbdee7367dfc36735),
    ("rastrigin", 0x75a076b4cf88a26d),
    ("griewank", 0xd0188cf8dbdd19e5),
    ("levy", 0x4e7923b4755009f5),
    ("levy13", 0x0025407d34958d45),
    ("easom", 0x90fb7ceafede54ad),
    ("mccormick", 0x32642b9aa57b5f65),
    ("eggholder", 0x972d57f6b262fb7d),
    ("branin", 0x3bf4d2cabd9d733d),
    ("saddle", 0xe032d05dd3481765),
    ("boundedsaddle", 0x71a94a6273e38f45),
    ("monkey", 0x48010df92eeb43c5),
    ("boundedmonkey", 0xbf2d00cd9a520f25),
    ("plateau", 0x9e68892eed4be4ed),
    ("step", 0x0e8c1d0835a5e405),
    ("cliff", 0x95f2463291485ec5),
    ("rnncliff", 0x372cbeaf5b81b949),
    ("flower", 0x2054260223464b8d),
    ("typed 1", 0xf0a33f84ff117416),
    ("typed 2", 0x72236e481972b8c7),
    ("typed 3", 0x10b44370fe02886b),
    ("typed 4", 0x763b790135f97bcc),
    ("gd", 0x03e5372926e481e0),
    ("momentum", 0xf799cc79d276b1d8),
    ("nesterov", 0x8bd0ecf986a8ded0),
    ("adagrad", 0xb1fb946274024c25),
    ("adadelta", 0x6723b87ac6a72afe),
    ("rmsprop", 0x5517f78fec25dcb1),
    ("adam", 0x194f318e1d1ea784),
    ("amsgrad", 0xef3a543331acc4ec),
    ("adamw", 0x79cf4a325f7928a4),
    ("adamax", 0x4aa1f0dbaf3e9d56),
    ("nadam", 0xa0f972e76c5b86aa),
    ("radam", 0x44e7b9aff82d20ca),
    ("lion", 0x752861b3436ffac1),
    ("steepest", 0x7d25d9256247fb64),
    ("cg", 0x0b2011874ff0abb8),
    ("bfgs", 0xffb37878bb5c34a2),
    ("lbfgs", 0xc9c1d848a5c4df45),
    ("lbfgsb", 0x669f3242f1f138dd),
    ("newton", 0x072bfbec3c453f8a),
    ("newton-cg", 0x78526a4ab5413f08),
    ("trust-region", 0x76d1ac9f4bb8d2fb),
    ("nelder-mead", 0x1e3458da0364d801),
    ("powell", 0x7e6908f4e8e4b676),
    ("constant", 0x1491d00a4b90beae),
    ("step", 0xdd9e5d08eda5159e),
    ("exponential", 0x215debf297fb7dc7),
    ("inverse", 0x5bc0605937e1b71a),
    ("linear", 0x8eee51be424f6b22),
    ("polynomial", 0xd000d99a1a566c28),
    ("cosine", 0x9afb622c4fb964bd),
    ("warmup-cosine", 0xb006893af24c101b),
    ("restarts", 0xba49d50c21334a6a),
    ("noise", 0x459df641c6ee286f),
    ("line", 0x9ad5266fedee4676),
    ("scaled", 0x37aec68ec92756ad),
    ("logistic", 0xcc8baaadd36510c1),
    ("robust", 0x008b29597d7a4eb1),
    ("points", 0xc0f200ea732ca2e6),
];
