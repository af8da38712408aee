//! Data sets: examples with labels, a part to train on and a part to test on.
//!
//! What people bring: `mnist.npz` (Keras's layout), the four IDX files, gzipped or not, or tables as CSV. Nothing is trusted: sizes are limited,
//! rooms grow with what is really there, and a [`Fault`] names the member and the byte.

mod array;
mod bytes;
mod csv;
pub mod digits;
mod fault;
mod gzip;
mod idx;
mod inflate;
mod npy;
mod zip;

pub use array::Values;
use array::{Array, by};
use bytes::Bytes;
pub use fault::Fault;

/// Bounds of what is read.
pub mod limits {
    /// Bytes of a file or member, unpacked: those of MNIST's images as 8-byte numbers and half as much again.
    pub const BYTES: usize = 512 << 20;
    /// Numbers of an example.
    pub const FEATURES: usize = 1 << 14;
    /// Classes.
    pub const CLASSES: usize = 100;
}

/// Examples with their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    features: usize,
    values: Values,
    labels: Vec<u8>,
}

impl Set {
    /// The number of examples.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no example.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The labels.
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// The numbers of all examples, one after the other.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Writes what a network sees of the examples `rows` into the beginning of `x` (`[rows, features]`) and their labels into that of `labels` (`[rows]`).
    /// Grey levels are divided by 255.
    pub fn gather(&self, rows: impl Iterator<Item = usize>, x: &mut [f32], labels: &mut [u8]) {
        for ((x, label), row) in x.chunks_exact_mut(self.features).zip(labels).zip(rows) {
            let here = row * self.features..(row + 1) * self.features;
            match &self.values {
                Values::Bytes(list) => {
                    x.iter_mut().zip(&list[here]).for_each(|(x, v)| *x = f32::from(*v) / 255.0);
                }
                Values::Floats(list) => x.copy_from_slice(&list[here]),
            }
            *label = self.labels[row];
        }
    }
}

/// A data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// What to train on, the part that is held out for validation included.
    pub train: Set,
    /// What to test on.
    pub test: Set,
    /// The height, the width and the channels of an example as a picture.
    pub shape: [usize; 3],
    /// The number of classes: labels are below it.
    pub classes: usize,
}

impl Data {
    /// The numbers of an example.
    pub fn features(&self) -> usize {
        self.train.features
    }

    fn new(train: Set, test: Set, shape: [usize; 3]) -> Data {
        let labels = train.labels.iter().chain(&test.labels);
        let classes = labels.map(|label| usize::from(*label) + 1).max().unwrap_or(0).max(2);
        Data { train, test, shape, classes }
    }
}

/// The data set in some files, given by name and content: an npz archive alone, four IDX files, or one or two tables. Of a single table the last
/// seventh is the test set.
pub fn read(files: &[(&str, &[u8])]) -> Result<Data, Fault> {
    let mut unpacked = Vec::new();
    for (name, bytes) in files {
        if bytes.len() > limits::BYTES {
            return Err(Fault::of(
                name,
                format!("it has {} bytes; {} MiB are allowed.", bytes.len(), limits::BYTES >> 20),
            ));
        }
        unpacked.push(if gzip::is(bytes) { Some(gzip::unpack(name, bytes)?) } else { None });
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().zip(&unpacked).map(|((name, bytes), out)| (*name, out.as_deref().unwrap_or(bytes))).collect();
    match files[..] {
        [] => Err(Fault::of("The data", "there is no file.")),
        [(name, bytes)] if zip::is(bytes) => npz(name, bytes),
        _ => {
            if let Some((name, _)) = files.iter().find(|(_, bytes)| zip::is(bytes)) {
                return Err(Fault::of(name, "an archive has to come alone, not with other files."));
            }
            if files.iter().any(|(_, bytes)| idx::is(bytes)) { four(&files) } else { tables(&files) }
        }
    }
}

/// Keras's `mnist.npz`: the members x_train, y_train, x_test and y_test.
fn npz(name: &str, bytes: &[u8]) -> Result<Data, Fault> {
    let members = zip::members(name, bytes)?;
    let get = |key: &str| {
        let file = format!("{key}.npy");
        let Some(member) = members.iter().find(|m| m.name == file) else {
            let known: Vec<&str> = members.iter().take(8).map(|m| m.name.as_str()).collect();
            let there = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Fault::of(name, format!("it has no member {file}; its members are {there}.")));
        };
        Ok((file.clone(), npy::read(&file, &zip::unpack(bytes, member)?)?))
    };
    arrays([get("x_train")?, get("y_train")?, get("x_test")?, get("y_test")?])
}

/// MNIST's four files: images and labels to train on and to test on, told apart by their names and dimensions.
fn four(files: &[(&str, &[u8])]) -> Result<Data, Fault> {
    let mut found: [Option<(String, Array)>; 4] = Default::default();
    const WHAT: [&str; 4] = ["training images", "training labels", "test images", "test labels"];
    for (name, bytes) in files {
        if !idx::is(bytes) {
            return Err(Fault::at(name, 0, "it is no IDX file like the others: those begin with two zeros."));
        }
        let lower = name.to_ascii_lowercase();
        let test = if lower.contains("t10k") || lower.contains("test") {
            2
        } else if lower.contains("train") {
            0
        } else {
            return Err(Fault::of(name, "its name has to say train, or t10k or test."));
        };
        let array = idx::read(name, bytes)?;
        let place = test + usize::from(array.shape.len() == 1);
        if let Some((other, _)) = found[place].replace(((*name).to_owned(), array)) {
            return Err(Fault::of(name, format!("it has {}, and so has {other}.", WHAT[place])));
        }
    }
    let missing = found.iter().position(Option::is_none).map_or("", |place| WHAT[place]);
    let [Some(a), Some(b), Some(c), Some(d)] = found else {
        return Err(Fault::of("The data", format!("there is no file of {missing}; four IDX files are needed.")));
    };
    arrays([a, b, c, d])
}

fn arrays(list: [(String, Array); 4]) -> Result<Data, Fault> {
    let [x_train, y_train, x_test, y_test] = list;
    let [_, shape @ ..] = &x_train.1.shape[..] else {
        return Err(Fault::of(&x_train.0, "it is empty."));
    };
    let shape = match *shape {
        [height, width] => [height, width, 1],
        [height, width, channels] => [height, width, channels],
        [features] => square(features),
        _ => {
            let message = format!(
                "the shape {} is not one of examples: examples × height × width, or examples × numbers.",
                by(&x_train.1.shape)
            );
            return Err(Fault::of(&x_train.0, message));
        }
    };
    if x_train.1.shape[1..] != x_test.1.shape[1..] {
        let shapes = (by(&x_test.1.shape), by(&x_train.1.shape));
        return Err(Fault::of(
            &x_test.0,
            format!("its shape {} does not go with {} in {}.", shapes.0, shapes.1, x_train.0),
        ));
    }
    let (train, test) = alike(set(x_train, y_train)?, set(x_test, y_test)?);
    Ok(Data::new(train, test, shape))
}

/// An example of `features` numbers as a picture.
fn square(features: usize) -> [usize; 3] {
    let side = features.isqrt();
    if side * side == features { [side, side, 1] } else { [1, features, 1] }
}

fn set((name, x): (String, Array), (label_name, y): (String, Array)) -> Result<Set, Fault> {
    let examples = x.shape[0];
    if y.values.len() != examples || y.shape[0] != examples {
        let shape = by(&y.shape);
        return Err(Fault::of(
            &label_name,
            format!("its shape {shape} is not that of labels: {name} has {examples} examples."),
        ));
    }
    let (start, size) = y.place;
    let number: Box<dyn Fn(usize) -> f32> = match &y.values {
        Values::Bytes(list) => Box::new(|i| f32::from(list[i])),
        Values::Floats(list) => Box::new(|i| list[i]),
    };
    let labels = (0..examples).map(|i| label(&label_name, number(i), start + i * size)).collect::<Result<_, _>>()?;
    let (start, size) = x.place;
    whole(&name, x.values, examples, labels, |i| start + i * size)
}

/// The examples, if there are not too many numbers to each and all of them are finite; `place` is the byte of a number.
fn whole(
    name: &str,
    values: Values,
    examples: usize,
    labels: Vec<u8>,
    place: impl Fn(usize) -> usize,
) -> Result<Set, Fault> {
    let features = values.len() / examples;
    if features > limits::FEATURES {
        return Err(Fault::of(name, format!("an example has {features} numbers; {} are allowed.", limits::FEATURES)));
    }
    if let Values::Floats(list) = &values
        && let Some(bad) = list.iter().position(|x| !x.is_finite())
    {
        return Err(Fault::at(
            name,
            place(bad),
            format!("the number {} of example {} is not finite.", bad % features, bad / features),
        ));
    }
    Ok(Set { features, values, labels })
}

fn label(name: &str, value: f32, byte: usize) -> Result<u8, Fault> {
    let label = value as u8;
    if f32::from(label) == value && usize::from(label) < limits::CLASSES {
        return Ok(label);
    }
    let most = limits::CLASSES - 1;
    Err(Fault::at(name, byte, format!("{value} is not a label: whole numbers from 0 to {most} are.")))
}

/// One or two tables.
fn tables(files: &[(&str, &[u8])]) -> Result<Data, Fault> {
    let one = |(name, bytes): (&str, &[u8])| {
        let table = csv::read(name, bytes)?;
        let labels =
            table.labels.iter().map(|(value, byte)| label(name, *value, *byte)).collect::<Result<Vec<_>, _>>()?;
        whole(name, table.values, labels.len(), labels, |i| table.labels[i / table.features].1)
    };
    match *files {
        [file] => {
            let set = one(file)?;
            let tested = set.len().div_ceil(7);
            if tested == set.len() {
                return Err(Fault::of(
                    file.0,
                    "there is one example in it; some to train on and some to test on are needed.",
                ));
            }
            let (train, test) = parted(set, tested);
            let shape = square(train.features);
            Ok(Data::new(train, test, shape))
        }
        [a, b] => {
            let is_test = |name: &str| name.to_ascii_lowercase().contains("test");
            let (a, b) = match (is_test(a.0), is_test(b.0)) {
                (false, true) => (a, b),
                (true, false) => (b, a),
                _ => return Err(Fault::of(b.0, "the name of one of two tables has to say test.")),
            };
            let (train, test) = (one(a)?, one(b)?);
            if train.features != test.features {
                let message =
                    format!("its examples have {} numbers, those of {} have {}.", test.features, a.0, train.features);
                return Err(Fault::of(b.0, message));
            }
            let shape = square(train.features);
            let (train, test) = alike(train, test);
            Ok(Data::new(train, test, shape))
        }
        _ => Err(Fault::of("The data", format!("{} tables are too many: one or two are read.", files.len()))),
    }
}

/// The set without its last `count` examples, and those.
fn parted(mut set: Set, count: usize) -> (Set, Set) {
    let at = set.len() - count;
    let labels = set.labels.split_off(at);
    let values = match &mut set.values {
        Values::Bytes(list) => Values::Bytes(list.split_off(at * set.features)),
        Values::Floats(list) => Values::Floats(list.split_off(at * set.features)),
    };
    let rest = Set { features: set.features, values, labels };
    (set, rest)
}

/// Both as floats unless both have grey levels: what a set looks like may not depend on the luck of its numbers.
fn alike(a: Set, b: Set) -> (Set, Set) {
    let floats = |set: Set| {
        let values = match set.values {
            Values::Bytes(list) => Values::Floats(list.into_iter().map(f32::from).collect()),
            floats => floats,
        };
        Set { values, ..set }
    };
    match (&a.values, &b.values) {
        (Values::Bytes(_), Values::Floats(_)) | (Values::Floats(_), Values::Bytes(_)) => (floats(a), floats(b)),
        _ => (a, b),
    }
}
