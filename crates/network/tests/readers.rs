//! Files as people bring them: canonical ones are read, damaged ones get a sentence that names the member and the byte, and nothing panics.

use descent_network::data::{self, Data, Values, limits};
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |c, b| {
        (0..8).fold(c ^ u32::from(*b), |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 })
    })
}

/// An array of bytes as NumPy writes it.
fn npy(version: u8, descr: &str, shape: &str, numbers: &[u8]) -> Vec<u8> {
    let head = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n");
    let mut out = b"\x93NUMPY".to_vec();
    out.extend([version, 0]);
    let length = (head.len() as u32).to_le_bytes();
    out.extend(&length[..if version == 1 { 2 } else { 4 }]);
    out.extend(head.as_bytes());
    out.extend(numbers);
    out
}

/// A zip archive; every other member is deflated.
fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (i, (name, bytes)) in members.iter().enumerate() {
        let packed = if i % 2 == 0 { bytes.clone() } else { compress_to_vec(bytes, 6) };
        let mut fields = vec![20, 0, 0, 0, if i % 2 == 0 { 0 } else { 8 }, 0, 0, 0, 0, 0];
        fields.extend(crc32(bytes).to_le_bytes());
        fields.extend((packed.len() as u32).to_le_bytes());
        fields.extend((bytes.len() as u32).to_le_bytes());
        fields.extend([name.len() as u8, 0, 0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(packed);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([members.len() as u8, 0, members.len() as u8, 0]);
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Six pictures of 2 × 3 to train on, two to test on.
fn npz() -> Vec<u8> {
    let pixels: Vec<u8> = (0..36).map(|i| i * 7).collect();
    let labels: Vec<u8> = [0i64, 1, 2, 3, 1, 2].iter().flat_map(|l| l.to_le_bytes()).collect();
    zip(&[
        ("x_test.npy", npy(2, "|u1", "(2, 2, 3)", &pixels[..12])),
        ("x_train.npy", npy(1, "|u1", "(6, 2, 3)", &pixels)),
        ("y_train.npy", npy(3, "<i8", "(6,)", &labels)),
        ("y_test.npy", npy(1, "|u1", "(2,)", &[3, 0])),
    ])
}

fn idx(shape: &[u32], numbers: &[u8]) -> Vec<u8> {
    let mut out = vec![0, 0, 8, shape.len() as u8];
    out.extend(shape.iter().flat_map(|n| n.to_be_bytes()));
    out.extend(numbers);
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3];
    out.extend(b"a name\0");
    out.extend(compress_to_vec(bytes, 6));
    out.extend(crc32(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

/// The same data as [`npz`].
fn four() -> [(&'static str, Vec<u8>); 4] {
    let pixels: Vec<u8> = (0..36).map(|i| i * 7).collect();
    [
        ("t10k-labels-idx1-ubyte", idx(&[2], &[3, 0])),
        ("train-images-idx3-ubyte.gz", gzip(&idx(&[6, 2, 3], &pixels))),
        ("train-labels-idx1-ubyte", idx(&[6], &[0, 1, 2, 3, 1, 2])),
        ("t10k-images-idx3-ubyte.gz", gzip(&idx(&[2, 2, 3], &pixels[..12]))),
    ]
}

fn read(files: &[(&str, Vec<u8>)]) -> Result<Data, String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
    data::read(&files).map_err(|fault| fault.to_string())
}

fn says(files: &[(&str, Vec<u8>)], sentence: &str) {
    assert_eq!(read(files).unwrap_err(), sentence);
}

#[test]
fn kerass_archive_and_mnists_four_files_are_the_same_data() {
    let data = read(&[("mnist.npz", npz())]).unwrap();
    assert_eq!((data.train.len(), data.test.len(), data.shape, data.classes), (6, 2, [2, 3, 1], 4));
    assert_eq!(data.train.labels(), [0, 1, 2, 3, 1, 2]);
    assert_eq!(data.train.values(), &Values::Bytes((0..36).map(|i| i * 7).collect()));
    assert_eq!(read(&four()), Ok(data));
}

#[test]
fn networks_see_grey_levels_from_0_to_1() {
    let data = read(&four()).unwrap();
    let (mut x, mut labels) = ([0.0; 6], [9]);
    data.train.gather([5].into_iter(), &mut x, &mut labels);
    assert_eq!((x[0], x[5], labels[0]), (210.0 / 255.0, 245.0 / 255.0, 2));
}

#[test]
fn tables_have_their_labels_where_the_head_says_so_else_in_the_first_column() {
    let head = read(&[("a.csv", b"x,label,y\n1.5,0,2\n3,1,-4\n5,2,6\n".to_vec())]).unwrap();
    assert_eq!((head.train.labels(), head.test.labels(), head.classes), (&[0, 1][..], &[2][..], 3));
    assert_eq!(head.train.values(), &Values::Floats(vec![1.5, 2.0, 3.0, -4.0]));
    let two = [("train.csv", b"1;255;0\n0;3;4".to_vec()), ("test.csv", b"1;0;1\r\n".to_vec())];
    let two = read(&two).unwrap();
    assert_eq!((two.train.labels(), two.test.labels()), (&[1, 0][..], &[1][..]));
}

#[test]
fn what_is_wrong_is_said_with_its_member_and_its_byte() {
    says(&[], "The data: there is no file.");
    let pixels = vec![9; 12];
    let labels = || ("y_train.npy", npy(1, "|u1", "(2,)", &[0, 1]));
    let with = |x: Vec<u8>| [("m.npz", zip(&[("x_train.npy", x), labels(), labels(), labels()]))];
    says(&[("m.npz", zip(&[labels()]))], "m.npz: it has no member x_train.npy; its members are y_train.npy.");
    says(&with(b"none of it".to_vec()), "x_train.npy, byte 0: it is no npy file: those begin with \\x93NUMPY.");
    let cut = npy(1, "|u1", "(2, 2, 3)", &pixels[..11]);
    let end = cut.len() - 11;
    says(
        &with(cut),
        &format!("x_train.npy, byte {end}: the file ends within the numbers: 12 bytes are needed, there are 11."),
    );
    let most = limits::BYTES >> 20;
    let huge = "(99999999, 99999999, 99999999)".to_owned();
    let fault = read(&with(npy(1, "|u1", &huge, &pixels))).unwrap_err();
    assert!(fault.ends_with(&format!("is too large: {most} MiB are allowed.")), "{fault}");
    let mut files = four();
    files[1].1 = idx(&[6, 2, 3], &[0; 35]);
    says(
        &files,
        "train-images-idx3-ubyte.gz, byte 16: the file ends within the numbers: 36 bytes are needed, there are 35.",
    );
    let mut files = four();
    files[2].1 = idx(&[6], &[0, 1, 2, 200, 1, 2]);
    says(&files, "train-labels-idx1-ubyte, byte 11: 200 is not a label: whole numbers from 0 to 99 are.");
    says(&[("a.csv", b"1,2\n3,four\n".to_vec())], "a.csv, byte 6: \"four\" is not a number.");
    says(&[("a.csv", b"1,2\n3\n".to_vec())], "a.csv, byte 4: this line has 1 columns, the first one has 2.");
}

#[test]
fn a_bomb_is_stopped_at_what_it_claims() {
    let mut archive = npz();
    let member = b"x_train.npy";
    let at = archive.windows(member.len()).rposition(|w| w == member).unwrap();
    // The size that the directory gives for it: 22 bytes before its name.
    archive[at - 22..at - 18].copy_from_slice(&20u32.to_le_bytes());
    let fault = read(&[("m.npz", archive.clone())]).unwrap_err();
    assert!(
        fault.starts_with("x_train.npy, byte ") && fault.ends_with("more than 20 bytes come out of it."),
        "{fault}"
    );
    archive[at - 22..at - 18].copy_from_slice(&u32::MAX.to_le_bytes());
    let fault = read(&[("m.npz", archive)]).unwrap_err();
    assert!(fault.contains("it claims 4294967295 bytes; 512 MiB are allowed."), "{fault}");
}

#[test]
fn every_cut_and_every_changed_byte_of_an_archive_is_noticed_or_harmless() {
    let good = npz();
    // The last two bytes are the length of a comment that nobody needs.
    for length in 0..good.len() - 2 {
        assert!(read(&[("m.npz", good[..length].to_vec())]).is_err(), "{length}");
    }
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        // What is not covered by a checksum may change without harm.
        let _ = read(&[("m.npz", bad)]);
    }
}

proptest! {
    #[test]
    fn no_bytes_stop_the_readers(bytes in proptest::collection::vec(any::<u8>(), 0..300), lead in 0usize..5) {
        let leads: [&[u8]; 5] = [b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"\0\0\x08\x01", b"label,a\n"];
        let file = [leads[lead], &bytes].concat();
        let _ = read(&[("train", file.clone())]);
        let mut files = four();
        files[0].1 = file;
        let _ = read(&files);
    }

    #[test]
    fn no_damage_to_the_four_files_stops_the_readers(file in 0usize..4, at in 0usize..60, byte: u8, cut in 0usize..60) {
        let mut files = four();
        let bytes = &mut files[file].1;
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&files);
        files[file].1.truncate(cut);
        let _ = read(&files);
    }

    #[test]
    fn no_damage_to_npy_heads_stops_the_readers(version in 0u8..5, descr in "[<>|=]?[biufcO]?[0-9]{0,3}", shape in "[(), 0-9]{0,14}") {
        let labels = || npy(1, "|u1", "(2,)", &[0, 1]);
        let x = npy(version, &descr, &shape, &[1; 16]);
        let _ = read(&[("m.npz", zip(&[("x_train.npy", x.clone()), ("y_train.npy", labels()), ("x_test.npy", x), ("y_test.npy", labels())]))]);
    }
}
