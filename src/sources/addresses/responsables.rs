//! The ministry's XML: pupils (`BEE_ELEVES`), responsables and addresses (`BEE_RESPONSABLES`), tied by numbers of the files.

use super::{Addresses, Child, Found, rank};
use crate::domain::date::{DateCell, read as read_date};
use crate::domain::letter::{Address, addressee};
use crate::sources::archive::Source;
use crate::sources::export::ReadOptions;
use crate::sources::xml::alphabet;
use crate::sources::xml::elements::{self, Element};
use crate::sources::xml::text::Text;
use crate::sources::xml::{PARAMETERS, codes};
use crate::sources::{Error, cell};

/// A responsable of a pupil, and how near in law.
#[derive(Debug)]
pub struct Link {
    pupil: String,
    person: String,
    rank: u8,
}

/// A responsable: how they are addressed, and the number of their address.
#[derive(Debug)]
pub struct Guardian {
    addressee: String,
    place: String,
}

/// Streets, town, country.
#[derive(Debug)]
pub struct Place {
    streets: Vec<String>,
    /// Postal code and name.
    town: (String, String),
    country: String,
}

/// Elements that tell, in the order of [`Addresses::take`].
const PATHS: [&str; 5] = [
    "DONNEES/ELEVES/ELEVE",
    "DONNEES/PERSONNES/PERSONNE",
    "DONNEES/RESPONSABLES/RESPONSABLE_ELEVE",
    "DONNEES/ADRESSES/ADRESSE",
    PARAMETERS,
];

/// The rank of an address that is the pupil's own: where no responsable has one.
const OWN: u8 = 9;

impl Addresses {
    pub(super) fn read_xml(&mut self, source: &mut Source<'_>, options: &ReadOptions<'_>) -> Result<(), Error> {
        let alphabet = source.with(|input| alphabet::of(input, options))?;
        let mut is_told = false;
        source.with(|input| {
            let mut take = |element: &Element| {
                // Numbers of the files tie them to each other, and another school has the same ones.
                if element.which == PATHS.len() - 1 {
                    let found: Vec<String> = codes(element).collect();
                    is_told = !found.is_empty();
                    return options.check_schools(&found);
                }
                self.take(element);
                Ok(())
            };
            let mut reach = |bytes| options.reach(bytes);
            elements::read(Text::new(input, alphabet), &PATHS, &mut take, &mut reach).map(|_| ())
        })?;
        if is_told { Ok(()) } else { Err(Error::NoSchool) }
    }

    fn take(&mut self, element: &Element) {
        let text = |path: &str| element.text(path).unwrap_or_default().trim().to_owned();
        let first = |one: &str, other: &str| Some(text(one)).filter(|text| !text.is_empty()).unwrap_or(text(other));
        match element.which {
            0 => {
                let child = Child {
                    ine: cell::code(&first("INE_RNIE", "ID_NATIONAL")),
                    number: cell::code(&first("ELENOET", "@ELENOET")),
                    family_name: first("NOM_DE_FAMILLE", "NOM"),
                    first_name: text("PRENOM"),
                    birth_date: match read_date(&text("DATE_NAISS")) {
                        DateCell::Day(day) => Some(day),
                        _ => None,
                    },
                };
                let place = Some(text("ADRESSE_ID")).filter(|place| !place.is_empty());
                self.pupils.insert(text("@ELEVE_ID"), (child, place));
            }
            1 => {
                let name = first("NOM_USAGE", "NOM_DE_FAMILLE");
                let name = if name.is_empty() { text("NOM") } else { name };
                let addressee = addressee(&first("LC_CIVILITE", "LL_CIVILITE"), &text("PRENOM"), &name);
                self.people.insert(text("@PERSONNE_ID"), Guardian { addressee, place: text("ADRESSE_ID") });
            }
            2 => {
                let link = |rank| Link { pupil: text("ELEVE_ID"), person: text("PERSONNE_ID"), rank };
                self.links.extend(rank(&text("RESP_LEGAL")).map(link));
            }
            _ => {
                let streets = (1..=4).map(|n| text(&format!("LIGNE{n}_ADRESSE"))).collect();
                let town = first("LIBELLE_POSTAL", "LL_COMMUNE_INSEE");
                let town = if town.is_empty() { text("COMMUNE_ETRANGERE") } else { town };
                let place = Place { streets, town: (text("CODE_POSTAL"), town), country: text("LL_PAYS") };
                self.places.insert(text("@ADRESSE_ID"), place);
            }
        }
    }

    /// Pupils with the address of each of their responsables, and with their own.
    pub(super) fn linked(&self) -> Vec<(u8, Found)> {
        let address = |addressee: &str, place: &str| {
            let place = self.places.get(place)?;
            Address::new(addressee, &place.streets, (&place.town.0, &place.town.1), &place.country)
        };
        let of_guardians = self.links.iter().filter_map(|link| {
            let (child, _) = self.pupils.get(&link.pupil)?;
            let guardian = self.people.get(&link.person)?;
            let address = address(&guardian.addressee, &guardian.place)?;
            Some((link.rank, Found { child: child.clone(), address }))
        });
        let own = self.pupils.values().filter_map(|(child, place)| {
            let address = address("", place.as_deref()?)?;
            Some((OWN, Found { child: child.clone(), address }))
        });
        of_guardians.chain(own).collect()
    }
}
