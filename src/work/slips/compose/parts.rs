//! Which slips go into which document, on which page; and the names of documents made by division.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Draft, Printing};
use crate::domain::letter::Address;
use crate::domain::name::transliterate;
use crate::domain::slip::{Order, Slip, arrange};
use crate::paper::canvas::{Measure, Page};
use crate::paper::layout::School;
use crate::paper::letter::{letter, next_page};
use crate::paper::pack::{self, ROWS};
use crate::paper::sheet::{Setup, sheet};
use crate::paper::stock::Stock;

/// A document to be made.
pub struct Part {
    pub path: PathBuf,
    pub stock: Stock,
    /// Its division, where documents are split.
    pub division: Option<String>,
    /// Indices of its drafts, in the order of its slips.
    pub drafts: Vec<usize>,
    pub leaves: Vec<Leaf>,
}

/// A page to be made; numbers are those of the slips of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaf {
    /// Cover of the slips from the first on, so many.
    Cover(usize, usize),
    /// Names to be signed, from the first on, so many; « 1/2 ».
    Roll(usize, usize, String),
    Sheet(Vec<Option<usize>>),
    /// Its back, in the second language.
    Back(Vec<Option<usize>>),
    /// The first page of a letter about so many slips, from the first on, which it shows; the next ones are sheets.
    Letter(Address, usize, usize),
    /// A page of a letter that goes on, in the second language or not, and what says so.
    Next(Vec<Option<usize>>, bool, String),
    /// What stands behind a page that has nothing on its back.
    Blank,
}

impl Printing {
    /// Where each document goes: `-1` and `-2` before the extension where there are two.
    pub fn paths(&self, today: Date) -> Vec<(Stock, PathBuf)> {
        let output = self.output.clone().unwrap_or_else(|| PathBuf::from(format!("papillons-{today}.pdf")));
        self.numbered(&output)
    }

    /// Where documents of divisions go.
    pub fn folder(&self, today: Date) -> PathBuf {
        self.output.clone().unwrap_or_else(|| PathBuf::from(format!("papillons-{today}")))
    }

    fn numbered(&self, path: &Path) -> Vec<(Stock, PathBuf)> {
        if self.stocks.len() == 1 || path == Path::new("-") {
            return self.stocks.iter().map(|stock| (*stock, path.to_owned())).collect();
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let extension =
            path.extension().map_or_else(|| "pdf".into(), |extension| extension.to_string_lossy().into_owned());
        let named = |stock: &Stock| path.with_file_name(format!("{stem}-{}.{extension}", stock.per_page()));
        self.stocks.iter().map(|stock| (*stock, named(stock))).collect()
    }
}

/// Shares drafts, already in order, between documents.
pub fn split(drafts: &[Draft], printing: &Printing, today: Date) -> Vec<Part> {
    let all: Vec<usize> = (0..drafts.len()).collect();
    let division = |at: &usize| drafts[*at].account.division();
    if !printing.split {
        return printing
            .paths(today)
            .into_iter()
            .map(|(stock, path)| part(drafts, &all, None, stock, path, printing))
            .collect();
    }
    let mut names = HashSet::new();
    let folder = printing.folder(today);
    let classes = all.chunk_by(|one, next| division(one) == division(next));
    let parts = classes.flat_map(|class| {
        let called = pack::called(division(&class[0])).to_owned();
        let path = folder.join(format!("{}.pdf", safe_name(&called, &mut names)));
        let documents = printing.numbered(&path).into_iter();
        documents
            .map(move |(stock, path)| part(drafts, class, Some(called.clone()), stock, path, printing))
            .collect::<Vec<_>>()
    });
    parts.collect()
}

fn part(
    drafts: &[Draft],
    members: &[usize],
    division: Option<String>,
    stock: Stock,
    path: PathBuf,
    printing: &Printing,
) -> Part {
    let divisions: Vec<&str> = members.iter().map(|at| drafts[*at].account.division()).collect();
    let leaves = leaves(&divisions, &stock, printing);
    Part { path, stock, division, drafts: members.to_vec(), leaves }
}

/// The pages of a document, with the cover and the sheet to sign of each division where a pack is asked for.
pub fn leaves(divisions: &[&str], stock: &Stock, printing: &Printing) -> Vec<Leaf> {
    if !printing.families.is_empty() {
        return letters(printing);
    }
    // A sheet of labels costs more than paper: a division does not begin one.
    let order = match printing.order {
        Order::Division if stock.is_label() => Order::Name,
        order => order,
    };
    let sheets = arrange(divisions, stock.per_page(), printing.skip, order);
    let both = |places: Vec<Option<usize>>| {
        let back = printing.back.then(|| Leaf::Back(stock.turned(&places)));
        std::iter::once(Leaf::Sheet(places)).chain(back)
    };
    if !printing.pack {
        return sheets.into_iter().flat_map(both).collect();
    }
    let mut leaves = Vec::new();
    let mut next = 0;
    for places in sheets {
        let first = places.iter().flatten().min().copied().unwrap_or_default();
        if first == next {
            let size = divisions[first..].iter().take_while(|division| **division == divisions[first]).count();
            leaves.push(Leaf::Cover(first, size));
            let rolls = size.div_ceil(ROWS);
            leaves.extend((0..rolls).map(|roll| {
                let of = if rolls > 1 { format!("({}/{rolls})", roll + 1) } else { String::new() };
                Leaf::Roll(first + roll * ROWS, (size - roll * ROWS).min(ROWS), of)
            }));
            next = first + size;
            if printing.back && leaves.len() % 2 == 1 {
                leaves.push(Leaf::Blank);
            }
        }
        leaves.extend(both(places));
    }
    leaves
}

/// The pages of letters: address and first slip, then the other children's, then all of them in the second language.
fn letters(printing: &Printing) -> Vec<Leaf> {
    let is_double = printing.language.as_ref().is_some_and(|languages| languages.contains(','));
    let two = |slips: Range<usize>| {
        let slips: Vec<Option<usize>> = slips.map(Some).collect();
        slips.chunks(2).map(<[_]>::to_vec).collect::<Vec<_>>()
    };
    let (mut leaves, mut next) = (Vec::new(), 0);
    for family in &printing.families {
        let (first, end) = (next, next + family.slips);
        let others = if is_double { two(first..end) } else { Vec::new() };
        let more: Vec<_> = two(first + 1..end)
            .into_iter()
            .map(|page| (page, false))
            .chain(others.into_iter().map(|page| (page, true)))
            .collect();
        let all = more.len() + 1;
        leaves.push(Leaf::Letter(family.address.clone(), first, family.slips));
        leaves.extend(more.into_iter().enumerate().map(|(at, (page, second))| {
            let told = format!("{} – page {} sur {all}", family.address.addressee, at + 2);
            Leaf::Next(page, second, told.trim_start_matches([' ', '–']).to_owned())
        }));
        next = end;
    }
    leaves
}

impl Leaf {
    /// Draws the page.
    pub fn page(&self, slips: &[Slip], setup: &Setup, school: &School, measure: &dyn Measure) -> Page {
        match self {
            Self::Cover(first, size) => {
                let marked = slips[*first..first + size].iter().filter(|slip| !slip.mark.is_empty());
                let namesakes: Vec<String> = marked.map(Slip::name).collect();
                pack::cover(&slips[*first].division, *size, &namesakes, school, measure)
            }
            Self::Roll(first, rows, of) => {
                let row = |slip: &Slip| (slip.serial.clone(), slip.turned_name());
                let listed: Vec<(String, String)> = slips[*first..first + rows].iter().map(row).collect();
                pack::roll(&slips[*first].division, &listed, of, school, measure)
            }
            Self::Sheet(places) => sheet(slips, places, setup, school, measure),
            Self::Back(places) => sheet(slips, places, setup, school.second.as_deref().unwrap_or(school), measure),
            Self::Letter(address, first, size) => letter(address, &slips[*first..first + size], setup, school, measure),
            Self::Next(places, second, told) => {
                let other = school.second.as_deref().filter(|_| *second).unwrap_or(school);
                next_page(told, sheet(slips, places, setup, other, measure), setup, measure)
            }
            Self::Blank => Page::default(),
        }
    }

    /// The first slip that the page is about.
    fn first(&self) -> Option<usize> {
        match self {
            Self::Cover(first, _) | Self::Roll(first, ..) | Self::Letter(_, first, _) => Some(*first),
            Self::Sheet(places) | Self::Back(places) | Self::Next(places, ..) => places.iter().flatten().min().copied(),
            Self::Blank => None,
        }
    }
}

/// One entry a division: its name and its first page, from 0. Empty where divisions do not follow each other.
pub fn outline(slips: &[Slip], leaves: &[Leaf], order: Order) -> Vec<(String, usize)> {
    if order == Order::Stack {
        return Vec::new();
    }
    let mut entries: Vec<(String, usize)> = Vec::new();
    for (page, leaf) in leaves.iter().enumerate() {
        let division = leaf.first().and_then(|first| slips.get(first)).map(|slip| slip.division.as_str());
        let Some(division) = division.map(pack::called) else { continue };
        if entries.last().is_none_or(|(last, _)| last != division) {
            entries.push((division.to_owned(), page));
        }
    }
    let names: HashSet<&String> = entries.iter().map(|(name, _)| name).collect();
    if names.len() == entries.len() { entries } else { Vec::new() }
}

/// A file name that every system takes, used once, whatever its case.
fn safe_name(division: &str, taken: &mut HashSet<String>) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() || "-_".contains(letter) { letter } else { '-' };
    let plain: String = transliterate(division).chars().map(letter).collect();
    let plain = plain.trim_matches('-').chars().take(60).collect::<String>();
    let reserved = ["con", "prn", "aux", "nul"].contains(&plain.to_lowercase().as_str()) || plain.is_empty();
    let plain = if reserved { format!("division-{plain}") } else { plain };
    let mut names = std::iter::once(plain.clone()).chain((2_u32..).map(|n| format!("{plain}-{n}")));
    names.find(|name| taken.insert(name.to_lowercase())).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe_and_differ() {
        let mut taken = HashSet::new();
        let names = ["2 PRO/TNE", "2_pro_tne", "2-PRO-TNE", "../../etc", "CON", "Élec 1", "///", "1°A"];
        let safe: Vec<String> = names.iter().map(|name| safe_name(name, &mut taken)).collect();
        assert_eq!(
            safe,
            ["2-PRO-TNE", "2_pro_tne", "2-PRO-TNE-2", "etc", "division-CON", "Elec-1", "division-", "1degA"]
        );
    }

    #[test]
    fn a_pack_opens_each_division() {
        let divisions: Vec<&str> = ["2A"; 3].into_iter().chain(["2B"; 2]).collect();
        let printing = Printing { pack: true, ..Printing::default() };
        let leaves = leaves(&divisions, &Stock::cut(2), &printing);
        assert_eq!(leaves[0], Leaf::Cover(0, 3));
        assert_eq!(leaves[1], Leaf::Roll(0, 3, String::new()));
        assert_eq!(leaves[4], Leaf::Cover(3, 2));
        assert_eq!(leaves.len(), 2 + 2 + 2 + 1);
        let many = vec!["2A"; ROWS + 1];
        let rolls = super::leaves(&many, &Stock::cut(1), &printing);
        assert_eq!(rolls[2], Leaf::Roll(ROWS, 1, "(2/2)".to_owned()));
    }
}
