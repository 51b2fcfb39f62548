//! Golden files: what was found is compared with what was recorded, or recorded anew with `CPRO_BLESS=1`.

use std::path::PathBuf;

/// Lines shown around a difference.
const CONTEXT: usize = 3;
/// Differences shown, and lines of each.
const SHOWN: (usize, usize) = (6, 12);

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cpro").join(name)
}

/// True where golden files are being written.
pub fn blessing() -> bool {
    std::env::var_os("CPRO_BLESS").is_some_and(|value| value == "1")
}

/// Compares `found` with the golden file, or writes it.
#[track_caller]
pub fn compare(group: &str, name: &str, found: &str) {
    let path = folder(group).join(format!("{name}.txt"));
    if blessing() {
        std::fs::create_dir_all(folder(group)).unwrap();
        std::fs::write(path, found).unwrap();
        return;
    }
    let shown = format!("tests/cpro/{group}/{name}.txt");
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{shown}: {error}; « CPRO_BLESS=1 cargo test --test cpro {group} » writes it"));
    if expected != found {
        panic!(
            "{shown} is no longer what the program says (- recorded, + found; CPRO_BLESS=1 records it anew):\n{}",
            differences(&expected, found)
        );
    }
}

/// The golden files of a group whose names `concern` the caller are those that were just made, and no other.
#[track_caller]
pub fn no_other(group: &str, made: &[String], concern: impl Fn(&str) -> bool) {
    for name in names(group).into_iter().filter(|name| concern(name) && !made.contains(name)) {
        if blessing() {
            std::fs::remove_file(folder(group).join(format!("{name}.txt"))).unwrap();
        } else {
            panic!("tests/cpro/{group}/{name}.txt is not made any more");
        }
    }
}

/// Names of the golden files of a group.
pub fn names(group: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder(group)).into_iter().flatten().map(|file| file.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

/// The first differing lines, with those around them.
fn differences(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let (mut at, mut to, mut shown) = (0, 0, String::new());
    for _ in 0..SHOWN.0 {
        while at < old.len() && to < new.len() && old[at] == new[to] {
            (at, to) = (at + 1, to + 1);
        }
        if at == old.len() && to == new.len() {
            return shown;
        }
        let (removed, added) = apart(&old[at..], &new[to..]);
        shown.push_str(&format!("@@ line {} @@\n", at + 1));
        lines(&mut shown, ' ', &old[at.saturating_sub(CONTEXT)..at]);
        lines(&mut shown, '-', &old[at..at + removed]);
        lines(&mut shown, '+', &new[to..to + added]);
        (at, to) = (at + removed, to + added);
        lines(&mut shown, ' ', &old[at..(at + CONTEXT).min(old.len())]);
    }
    shown.push_str("…\n");
    shown
}

fn lines(shown: &mut String, sign: char, lines: &[&str]) {
    lines.iter().take(SHOWN.1).for_each(|line| shown.push_str(&format!("{sign} {line}\n")));
    if lines.len() > SHOWN.1 {
        shown.push_str(&format!("{sign} … {} more lines\n", lines.len() - SHOWN.1));
    }
}

/// How many lines of each must be passed over before both say the same again.
fn apart(old: &[&str], new: &[&str]) -> (usize, usize) {
    for total in 1..old.len() + new.len() {
        for removed in total.saturating_sub(new.len())..=total.min(old.len()) {
            let added = total - removed;
            let same = |n: usize| old.get(removed + n) == new.get(added + n);
            let some = removed < old.len() && added < new.len();
            if some && same(0) && same(1) {
                return (removed, added);
            }
        }
    }
    (old.len(), new.len())
}

#[test]
fn a_difference_is_shown_where_it_is() {
    let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
    let found = differences(old, &old.replace("e\n", "E\n"));
    assert_eq!(found, "@@ line 5 @@\n  b\n  c\n  d\n- e\n+ E\n  f\n  g\n  h\n");
    assert_eq!(differences(old, &format!("{old}i\n")), "@@ line 9 @@\n  f\n  g\n  h\n+ i\n");
    assert_eq!(differences(old, &old.replace("b\n", "")), "@@ line 2 @@\n  a\n- b\n  c\n  d\n  e\n");
}
