//! Where families live: SIECLE's `ResponsablesAvecAdresses.xml` with its list of pupils, or a list in columns that has both.
//!
//! Of these files nothing but addresses is kept, and of a pupil's responsables the first in law who has one.

use std::collections::HashMap;

use compact_str::CompactString;
use jiff::civil::Date;

use super::archive::{Input, Source};
use super::export::ReadOptions;
use super::{Error, Kind, MAX_BYTES, kind, workbook};
use crate::domain::letter::Address;

mod list;
mod responsables;

/// Who a file says a pupil is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Child {
    pub ine: CompactString,
    pub number: CompactString,
    pub family_name: String,
    pub first_name: String,
    pub birth_date: Option<Date>,
}

/// A pupil's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub child: Child,
    pub address: Address,
}

/// The place of a responsable among those of a pupil, as exports tell it; `None` for a contact who has no say in law.
fn rank(told: &str) -> Option<u8> {
    match told.to_lowercase().as_str() {
        "1" | "oui" | "o" | "vrai" => Some(1),
        "2" => Some(2),
        // Nothing is told.
        "" => Some(3),
        _ => None,
    }
}

/// What files tell, one after the other: the ministry parts pupils and responsables.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Rows of lists, each with the rank of its responsable: 1 for the first in law.
    rows: Vec<(u8, Found)>,
    /// Pupils by their number in the ministry's files, and the address that is theirs.
    pupils: HashMap<String, (Child, Option<String>)>,
    links: Vec<responsables::Link>,
    people: HashMap<String, responsables::Guardian>,
    places: HashMap<String, responsables::Place>,
}

impl Addresses {
    /// Reads one file.
    pub fn read(&mut self, input: &mut dyn Input, options: &ReadOptions<'_>) -> Result<(), Error> {
        let start = super::start(input)?;
        if workbook::begins(input, &start)? {
            let bytes = Source::plain(input).bytes(MAX_BYTES)?;
            let sheet = workbook::read(&bytes, options.sheet, &[])?;
            return list::read(&sheet.text, &mut self.rows);
        }
        let mut source = if kind::is_zip(&start) { Source::zip(input)? } else { Source::plain(input) };
        match kind::recognise(&source.bytes(kind::START)?) {
            Some(Kind::Xml(root)) if ["BEE_ELEVES", "BEE_RESPONSABLES"].contains(&root.as_str()) => {
                self.read_xml(&mut source, options)
            }
            Some(found) => Err(Error::NotAddresses(found)),
            None => list::read(&source.bytes(MAX_BYTES)?, &mut self.rows),
        }
    }

    /// Every pupil with an address, once, where a file has told both.
    pub fn found(mut self) -> Result<Vec<Found>, Error> {
        if self.pupils.is_empty() && !self.people.is_empty() {
            return Err(Error::NoChildren);
        }
        self.rows.extend(self.linked());
        self.rows.sort_by_key(|(rank, _)| *rank);
        Ok(self.rows.into_iter().map(|(_, found)| found).collect())
    }
}
