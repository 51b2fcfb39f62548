//! A valid export changed in a way that must not matter gives the same base; changed in a way that must be noticed, it never
//! ends in silence. Two hundred of each, as many as `CPRO_PROPERTIES` says, or twenty thousand where it says `all`.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::env::TestEnv;

const HEADER: [&str; 8] =
    ["Nom de famille", "Prénom 1", "Date de naissance", "INE", "N° interne", "Division", "Code MEF", "Date de sortie"];
/// Columns that say who somebody is.
const IDENTITY: [usize; 5] = [0, 1, 2, 3, 4];
const PEOPLE: usize = 24;

type Rows = Vec<Vec<String>>;

fn people() -> Rows {
    let families = ["DUPONT", "LEFÈVRE", "D'ALMEIDA", "MARTIN", "GARÇON", "PETIT-ROY", "ÎLE", "ÆLRED"];
    let firsts = ["Léa", "Hugo", "Zoé", "Noël", "Anaïs", "Jean-Loup", "Œlla", "Björn", "Inès", "Marc", "Tao"];
    let row = |n: usize| {
        vec![
            families[n % 8].to_owned(),
            firsts[n * 5 % 11].to_owned(),
            format!("{:02}/{:02}/{}", 1 + n * 7 % 28, 1 + n * 5 % 12, 2008 + n % 3),
            format!("{:09}{}B", 81_234_500 + n, char::from(b'A' + (n % 8) as u8)),
            format!("{:05}990001", 3000 + n),
            format!("2NDE{}", n % 3 + 1),
            format!("2472551021{}", n % 2),
            String::new(),
        ]
    };
    (0..PEOPLE).map(row).collect()
}

fn cases() -> u32 {
    match std::env::var("CPRO_PROPERTIES").as_deref() {
        Ok("all") => 20_000,
        Ok(wanted) => wanted.parse().unwrap_or(200),
        Err(_) => 200,
    }
}

fn runner() -> TestRunner {
    TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(cases()) })
}

/// How a table becomes a file.
#[derive(Debug, Clone)]
struct Writing {
    rows: Vec<usize>,
    columns: Vec<usize>,
    encoding: u8,
    delimiter: char,
    end: &'static str,
    quoted: bool,
    formulas: bool,
    unknown: bool,
    above: u8,
    twice: u8,
    blank: bool,
    spaces: bool,
}

fn writing() -> impl Strategy<Value = Writing> {
    let order = |n: usize| Just((0..n).collect::<Vec<usize>>()).prop_shuffle();
    let form = (
        0..6_u8,
        prop_oneof![Just(';'), Just(','), Just('\t')],
        prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        0..3_u8,
        0..3_u8,
    );
    (order(PEOPLE), order(HEADER.len()), form, any::<[bool; 5]>()).prop_map(
        |(rows, columns, (encoding, delimiter, end, above, twice), [quoted, formulas, unknown, blank, spaces])| {
            Writing { rows, columns, encoding, delimiter, end, quoted, formulas, unknown, above, twice, blank, spaces }
        },
    )
}

impl Writing {
    fn file(&self, people: &Rows) -> Vec<u8> {
        let mut lines = vec![self.line(&HEADER.map(str::to_owned), "Régime", true)];
        for at in &self.rows {
            lines.push(self.line(&people[*at], "DP", false));
            if self.blank && at % 7 == 0 {
                lines.push(self.delimiter.to_string().repeat(7));
            }
        }
        // The same list again, with its titles or without.
        let again = lines[usize::from(self.twice == 1)..].to_vec();
        if self.twice > 0 {
            lines.extend(again);
        }
        let above = ["Lycée des Tilleuls", "Édité le 01/09/2026"];
        let mut text: Vec<String> = above.iter().take(self.above.into()).map(|line| (*line).to_owned()).collect();
        text.extend(lines);
        self.encode(&(text.join(self.end) + self.end))
    }

    fn line(&self, cells: &[String], unknown: &str, titles: bool) -> String {
        let mut cells: Vec<String> =
            self.columns.iter().map(|column| self.cell(&cells[*column], *column, titles)).collect();
        if self.unknown {
            cells.insert(2, unknown.to_owned());
        }
        cells.join(&self.delimiter.to_string())
    }

    fn cell(&self, cell: &str, column: usize, titles: bool) -> String {
        let is_code = !titles && [5, 6].contains(&column);
        match (self.formulas && is_code, self.quoted) {
            (true, true) => format!("\"=\"\"{cell}\"\"\""),
            (true, false) => format!("=\"{cell}\""),
            (false, true) => format!("\"{cell}\""),
            (false, false) if self.spaces => format!("{cell} "),
            (false, false) => cell.to_owned(),
        }
    }

    fn encode(&self, text: &str) -> Vec<u8> {
        use encoding_rs::{MACINTOSH, WINDOWS_1252};
        match self.encoding {
            0 => text.as_bytes().to_vec(),
            1 => ["\u{feff}", text].concat().into_bytes(),
            2 => [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            3 => [vec![0xfe, 0xff], text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
            4 => WINDOWS_1252.encode(text).0.into_owned(),
            _ => MACINTOSH.encode(text).0.into_owned(),
        }
    }
}

fn plain(rows: &Rows) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(";")).collect();
    format!("{}\n{}\n", HEADER.join(";"), lines.join("\n"))
}

fn known() -> TestEnv {
    let env = TestEnv::with_school();
    env.write("base.csv", plain(&people()));
    env.run("import siecle base.csv --yes").success();
    env
}

#[test]
fn what_must_not_matter_changes_nothing() {
    let (env, empty, people) = (known(), TestEnv::with_school(), people());
    let run = |writing: Writing| {
        let file = writing.file(&people);
        env.write("e.csv", &file);
        let output = env.run("import siecle e.csv --yes");
        prop_assert!(output.code == 0 && output.out.contains("aucun changement"), "{output}");
        empty.write("e.csv", &file);
        let output = empty.run("import siecle e.csv --dry-run");
        prop_assert!(output.code == 0 && output.out.contains(&format!("{PEOPLE} arrivées")), "{output}");
        Ok(())
    };
    runner().run(&writing(), run).unwrap();
}

/// What somebody, or a spreadsheet, does to a file without meaning to.
#[derive(Debug, Clone)]
enum Harm {
    /// One column, moved by so many rows.
    Shift(usize, usize),
    /// Two columns exchanged under their titles.
    Swap(usize, usize),
    MonthFirst,
    /// A row that stops after so many cells.
    Cut(usize, usize),
    /// A separator in a name.
    Separator(usize, usize),
    /// Rows of another school.
    Strangers(usize),
    /// Two people exchange what is theirs alone.
    Exchange(usize, usize, usize),
    /// Years on two digits.
    ShortYears,
    /// The end of the file is missing.
    Truncated(usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let row = 0..PEOPLE;
    prop_oneof![
        (0..5_usize, 1..PEOPLE).prop_map(|(at, by)| Harm::Shift(IDENTITY[at], by)),
        (0..6_usize, 1..6_usize).prop_map(|(one, by)| Harm::Swap(one, (one + by) % 6)),
        Just(Harm::MonthFirst),
        (row.clone(), 1..6_usize).prop_map(|(row, cells)| Harm::Cut(row, cells)),
        (row.clone(), 0..2_usize).prop_map(|(row, column)| Harm::Separator(row, column)),
        (1..6_usize).prop_map(Harm::Strangers),
        (row.clone(), 1..PEOPLE, 3..5_usize).prop_map(|(one, by, column)| Harm::Exchange(
            one,
            (one + by) % PEOPLE,
            column
        )),
        Just(Harm::ShortYears),
        (4..PEOPLE - 3).prop_map(Harm::Truncated),
    ]
}

impl Harm {
    fn file(&self) -> String {
        let (mut rows, sound) = (people(), people());
        match *self {
            Self::Shift(column, by) => {
                (0..PEOPLE).for_each(|at| rows[at][column] = sound[(at + by) % PEOPLE][column].clone());
            }
            Self::Swap(one, other) => rows.iter_mut().for_each(|row| row.swap(one, other)),
            Self::MonthFirst => rows.iter_mut().for_each(|row| {
                let date = &row[2];
                row[2] = format!("{}/{}/{}", &date[3..5], &date[..2], &date[6..]);
            }),
            Self::Cut(row, cells) => rows[row].truncate(cells),
            Self::Separator(row, column) => {
                let first = rows[row][column].chars().next().map_or(0, char::len_utf8);
                rows[row][column].insert(first, ';');
            }
            Self::Strangers(many) => rows.iter_mut().take(many).for_each(|row| row[4].replace_range(5.., "932048")),
            Self::Exchange(one, other, column) => {
                rows[one][column] = sound[other][column].clone();
                rows[other][column] = sound[one][column].clone();
            }
            Self::ShortYears => rows.iter_mut().for_each(|row| {
                row[2].replace_range(6..8, "");
            }),
            Self::Truncated(many) => rows.truncate(many),
        }
        plain(&rows)
    }
}

#[test]
fn what_must_be_noticed_is_never_silent() {
    let (env, people) = (known(), people());
    let sql = "select group_concat(family_name || first_name || coalesce(birth_date, '') || ine || number, ' ' order by id) from persons";
    let state = || env.base().query_row::<String, _, _>(sql, [], |row| row.get(0)).unwrap();
    let before = state();
    let run = |harm: Harm| {
        let text = harm.file();
        if text == plain(&people) {
            return Ok(());
        }
        env.write("e.csv", &text);
        let output = env.run("import siecle e.csv --yes");
        let after = state();
        let _ = std::fs::remove_file(env.path("e.csv.rejets.csv"));
        env.run("import siecle base.csv --yes --accept-changes 100%").success();
        prop_assert!(output.code != 0 || output.err.contains("Attention"), "{harm:?} : {output}");
        // Whatever was said, nobody became somebody else.
        prop_assert!(after == before, "{harm:?} : {output}");
        Ok(())
    };
    runner().run(&harm(), run).unwrap();
}
