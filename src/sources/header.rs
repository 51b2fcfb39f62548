//! The header: which column holds what, and which family of export this is.
//!
//! Labels are normalised (ASCII lower case, letters and digits only) and matched exactly: `Nom resp.` is not `Nom`.

mod family;
mod field;
mod suggest;

pub use family::Family;
pub use field::{FIELDS, Field, field_of, normalise};
pub use suggest::is_row_of_gepi;

/// The columns of one file.
#[derive(Debug, Clone)]
pub struct Header {
    pub labels: Vec<String>,
    columns: [Vec<usize>; FIELDS],
    /// Position of the `motif` column that a file of rejected rows ends with.
    pub reason: Option<usize>,
}

/// Columns that the user named: label and field.
pub type Mapping = [(String, Field)];

/// True for a label that names a field.
pub fn is_known(label: &str, mapping: &Mapping) -> bool {
    let label = normalise(label);
    field_of(&label).is_some() || mapping.iter().any(|(mapped, _)| normalise(mapped) == label)
}

/// True for a title that may be the first words of « Date de naissance »: « Date », or the first of two rows of titles.
pub fn may_begin_birth_date(label: &str) -> bool {
    let label = normalise(label);
    ["date", "datede", "dates", "dn", "dob", "naiss", "nais"].contains(&label.as_str())
}

/// How many labels of a header line are known, whatever separates them.
pub fn known_labels(line: &str, mapping: &Mapping) -> usize {
    line.split([';', ',', '\t']).filter(|label| is_known(label, mapping)).count()
}

/// The separator under which a header line has the most known columns, then the most columns.
pub fn delimiter(line: &str, mapping: &Mapping) -> u8 {
    delimiter_by(line, |label| is_known(label, mapping))
}

/// The same, of a list whose labels are known otherwise.
pub fn delimiter_by(line: &str, is_known: impl Fn(&str) -> bool) -> u8 {
    let worth = |delimiter: u8| {
        let labels = line.split(char::from(delimiter));
        let known = labels.clone().filter(|label| is_known(label)).count();
        (known, labels.count())
    };
    [b';', b',', b'\t'].into_iter().rev().max_by_key(|delimiter| worth(*delimiter)).unwrap_or(b';')
}

impl Header {
    /// Reads the labels of the first line; what the user named is worth more than what we know.
    pub fn new(labels: Vec<String>, mapping: &Mapping) -> Self {
        let field = |label: &str| {
            let label = normalise(label);
            match mapping.iter().find(|(mapped, _)| normalise(mapped) == label) {
                Some((_, field)) => Some((*field, 0)),
                None => field_of(&label).filter(|(field, _)| !mapping.iter().any(|(_, mapped)| mapped == field)),
            }
        };
        let mut found: Vec<(Field, usize, usize)> = labels
            .iter()
            .enumerate()
            .filter_map(|(column, label)| field(label).map(|(field, rank)| (field, rank, column)))
            .collect();
        found.sort_by_key(|(_, rank, column)| (*rank, *column));
        let mut columns: [Vec<usize>; FIELDS] = Default::default();
        for (field, _, column) in found {
            columns[field as usize].push(column);
        }
        // After other names comes what is said of others, such as a parent's address.
        let names = |field: Field| columns[field as usize].iter().copied();
        let second = |field: Field| {
            let best = names(field).next()?;
            names(field).filter(|column| *column > best).min()
        };
        if let Some(others) = second(Field::FamilyName).zip(second(Field::FirstName)).map(|(one, other)| one.min(other))
        {
            columns[Field::Email as usize].retain(|column| *column < others);
        }
        // The best title names the pupil; what a lesser one says may be somebody else's.
        for field in [Field::FamilyName, Field::FirstName, Field::BirthDate, Field::Number] {
            columns[field as usize].truncate(1);
        }
        let reason = labels.iter().position(|label| normalise(label) == "motif");
        Self { labels, columns, reason }
    }

    /// Columns that hold `field`, best first.
    pub fn columns(&self, field: Field) -> &[usize] {
        &self.columns[field as usize]
    }

    /// True where the file has a column for `field`.
    pub fn has(&self, field: Field) -> bool {
        !self.columns(field).is_empty()
    }

    /// True where the file names people and says one thing more of them that only pupils have.
    pub fn is_pupil_list(&self) -> bool {
        let named = self.has(Field::FamilyName) && self.has(Field::FirstName);
        named && [Field::BirthDate, Field::Ine, Field::Number, Field::Division].into_iter().any(|field| self.has(field))
    }

    /// True for a list of responsables: their columns, and not those of the pupils.
    pub fn is_guardian_list(&self) -> bool {
        let labels = self.labels.iter().map(|label| normalise(label));
        !self.is_pupil_list() && labels.filter(|label| label.contains("resp") || label.contains("repr")).count() >= 2
    }

    /// The column of a child, in a list that has names of its own: it is one of parents.
    pub fn child(&self) -> Option<usize> {
        let children =
            ["eleve", "enfant", "enfants", "nomdelenfant", "nomenfant", "responsablede", "parentde", "tuteurde"];
        let is_child = |label: &String| children.contains(&normalise(label).as_str());
        // A list that knows when people were born, or their national number, is one of pupils.
        let is_of_pupils = self.has(Field::BirthDate) || self.has(Field::Ine);
        let named = self.has(Field::FamilyName) && self.has(Field::FirstName) && !is_of_pupils;
        self.labels.iter().position(is_child).filter(|column| named && self.field_of_column(*column).is_none())
    }

    /// True for the school's own record or a list of candidates: each has its command.
    pub fn is_record(&self) -> bool {
        let first_names = self.labels.iter().any(|label| normalise(label) == "prenom1");
        first_names || matches!(self.family(), Family::ByDivision | Family::Complete | Family::Candidates)
    }

    /// True where the file tells of an examination.
    pub fn is_candidate_list(&self) -> bool {
        self.has(Field::Diploma) || self.has(Field::Enrolment) || self.family() == Family::Candidates
    }

    /// True where the file names people and says one thing more of them.
    pub fn is_list_of_people(&self) -> bool {
        let named = self.has(Field::FamilyName) && self.has(Field::FirstName);
        self.is_pupil_list() || named && (self.has(Field::Profile) || self.has(Field::Email))
    }

    /// Titles of fields that stand twice.
    pub fn doubled(&self) -> Vec<&str> {
        let twice = |at: usize, label: &String| {
            let label = normalise(label);
            field_of(&label).is_some() && self.labels[..at].iter().any(|other| normalise(other) == label)
        };
        self.labels
            .iter()
            .enumerate()
            .filter(|(at, label)| twice(*at, label))
            .map(|(_, label)| label.as_str())
            .collect()
    }

    /// The field that a column gives.
    pub fn field_of_column(&self, column: usize) -> Option<Field> {
        Field::all().find(|field| self.columns(*field).contains(&column))
    }

    /// Columns that the user named and that the file does not have.
    pub fn missing(&self, mapping: &Mapping) -> Vec<String> {
        let has = |mapped: &String| self.labels.iter().any(|label| normalise(label) == normalise(mapped));
        mapping.iter().filter(|(mapped, _)| !has(mapped)).map(|(mapped, _)| mapped.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(line: &str) -> Header {
        Header::new(line.split(';').map(str::to_owned).collect(), &[])
    }

    #[test]
    fn a_birth_date_has_many_names() {
        for label in
            ["Date de naissance", "Né(e) le", "Né le", "Née", "Naissance", "DDN", "Date de naiss.", "Dt naissance"]
        {
            assert!(header(&format!("Nom;Prénom;{label}")).has(Field::BirthDate), "{label}");
        }
    }

    #[test]
    fn the_four_families() {
        let cases = [
            ("NOM;PRENOM;SEXE;NE(E) LE;MEF;DIV.;REG.;OPT1;DIV. PREC.;Doublant", Family::ByDivision, true),
            ("Nom;Prénom 1;Date de naissance;N° Interne;INE;Division;Nom resp.", Family::Extraction, true),
            ("Nom de famille;Prénom 1;Date de naissance;Division;Nom de famille repr. légal", Family::Extraction, true),
            (
                "Nom de famille;Prénom;Date Naissance;Id National;Code MEF;Code Structure;Type Structure",
                Family::Complete,
                true,
            ),
            ("civilite;nom_famille;prenoms;ine;date_naissance;division_classe;examen;etat", Family::Candidates, true),
            (
                "Identifiant unique*;Premier prénom*;Nom de famille*;Date de naissance (jj/mm/aaaa)*;Division*",
                Family::Other,
                true,
            ),
            ("ELENOM;ELEPRE;ELESEXE;ELEDATNAIS;ELENOET;DIVCOD", Family::Other, true),
            ("Etablissement;Nom de famille;Prénom;Id National;Lib. Structure", Family::Other, true),
            ("Nom;Prénom;Courriel", Family::Other, false),
            ("Nom;Prénom;Division;Etat", Family::Other, true),
            ("Nom;Prénom;Division;Etat;Examen", Family::Candidates, true),
            (
                "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;INE; Cycle;Niveau;Libellé classe",
                Family::Onde,
                true,
            ),
            ("Nom élève;Nom d'usage élève;Prénom élève;INE;Libellé classe", Family::Onde, true),
            ("INE;Sexe (M./Mlle);NOM;PRENOM;RNE;Date de naissance;Division", Family::C2i, true),
            ("cardnumber;surname;firstname;dateofbirth;categorycode;email", Family::Koha, true),
            ("sourcedId;status;enabledUser;username;givenName;familyName;email;grades", Family::OneRoster, false),
            ("Schule;Vorname;Nachname;Klassen;Geburtstag", Family::Ucs, true),
            ("username;firstname;lastname;email;cohort1", Family::Moodle, false),
            ("NOM;PRENOM;NE_LE;CLASSE;IDENTIFIANT;MOT_DE_PASSE", Family::Pronote, true),
        ];
        for (line, family, pupils) in cases {
            assert_eq!((header(line).family(), header(line).is_pupil_list()), (family, pupils), "{line}");
        }
    }

    #[test]
    fn traps() {
        let header =
            header("DIV. PREC.;Nom resp.;Prénom Repr. Lég. 1;Courriel resp.;Date Entrée;Date Modification;Prénom 2");
        for field in [Field::Division, Field::FamilyName, Field::FirstName, Field::Email, Field::BirthDate] {
            assert!(!header.has(field), "{field:?}");
        }
        assert!(header.is_guardian_list());
    }

    #[test]
    fn the_pupils_title_wins() {
        for (line, family_name, first_name) in [
            ("Nom;Prénom;Nom élève;Prénom élève;Division", 2, 3),
            ("Nom responsable;Nom;Prénom parent;Prénom;Division", 1, 3),
            ("Nom;Prénom;Division;Nom;Prénom", 0, 1),
            ("Nom de famille;Prénom 1;Prénom;Nom;Division", 0, 1),
        ] {
            let header = header(line);
            let found = (header.columns(Field::FamilyName), header.columns(Field::FirstName));
            assert_eq!(found, (&[family_name][..], &[first_name][..]), "{line}");
        }
    }

    #[test]
    fn the_better_of_two_columns_comes_first() {
        let header = header("Elève No Etab;Num. Elève Etab;Lib. Structure;Code Structure;Lib. MEF;Code MEF");
        assert_eq!(header.columns(Field::Number), [1]);
        assert_eq!(header.columns(Field::Division), [3, 2]);
        assert_eq!(header.columns(Field::Mef), [5, 4]);
    }

    #[test]
    fn separators() {
        for (line, expected) in
            [("Nom;Prénom;INE", b';'), ("Nom,Prénom,INE", b','), ("Nom\tPrénom\tINE", b'\t'), ("Nom", b';')]
        {
            assert_eq!(delimiter(line, &[]), expected, "{line}");
        }
    }
}
