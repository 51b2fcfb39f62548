//! Every change of an import as a page to look at, before it is confirmed or afterwards.

use jiff::Zoned;

use super::shown::{each_kind, headings, noticed};
use crate::cli::driver::Page;
use crate::domain::instant::Instant;
use crate::french::{instant, typography};
use crate::sources::findings::Reject;
use crate::targets::page::changes::{Changes, Kind, changes};
use crate::work::import::Plan;
use crate::work::import::reading::File;
use crate::work::import::report::{Totals, erased};

/// The page that was asked for.
pub fn page(plan: &Plan, now: &Zoned) -> Option<Page> {
    let (path, open) = plan.page.clone()?;
    let mut kinds =
        vec![Kind { word: "rejetée".to_owned(), rows: plan.reading.files.iter().flat_map(rejected).collect() }];
    each_kind(plan, |word, _, rows| {
        kinds.push(Kind { word: word.to_owned(), rows: rows.map(|row| row.map(|cell| typography(&cell))).collect() });
    });
    let text = changes(&Changes {
        title: typography(&format!("Import de {}", plan.reading.names())),
        made: typography(&format!("Changements au {}, avant l’enregistrement.", instant(Instant::from(now).as_str()))),
        totals: totals(&Totals::new(plan)),
        remarks: plan
            .reading
            .files
            .iter()
            .flat_map(remarks)
            .chain(erased(plan).map(|told| typography(&told)))
            .collect(),
        headings: headings(plan).map(str::to_owned),
        kinds,
    });
    Some(Page { path, text, replace: plan.replace, open })
}

fn totals(totals: &Totals) -> Vec<(String, usize)> {
    let all = [
        ("lues", totals.read),
        ("arrivées", totals.created),
        ("modifiées", totals.updated),
        ("retours", totals.returned),
        ("départs", totals.departed),
        ("inchangées", totals.unchanged),
        ("conflits", totals.conflicts),
        ("rejetées", totals.rejected),
        ("ignorées", totals.ignored),
    ];
    let some = all.into_iter().filter(|(word, n)| *n > 0 || *word == "lues");
    some.map(|(word, n)| (word.to_owned(), n)).collect()
}

fn rejected(file: &File) -> Vec<[String; 3]> {
    let unit = file.export.unit.label();
    let row = |reject: &Reject| {
        let why = typography(&format!("{}, {unit} {} : {}", file.name, reject.line, reject.reason));
        [reject.person.full_name(), reject.person.division().to_owned(), why]
    };
    file.export.rejects.iter().map(row).collect()
}

fn remarks(file: &File) -> Vec<String> {
    file.export.notices.iter().map(|notice| typography(&noticed(file, notice))).collect()
}
