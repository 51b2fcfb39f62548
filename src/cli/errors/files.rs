//! What to do about a file that is refused, in words.

use crate::advice::{self, Quote, Sentence, shell};
use crate::domain::setting::Key;
use crate::error::Error;
use crate::sources;

const EXPORT: &str = "dans SIECLE, Exportations → En CSV (ou Exportations personnalisées), avec au moins Nom, Prénom 1, Date de naissance, INE, N° interne, Code MEF et Division.";

const SPREADSHEET: &str =
    "dans le tableur, Fichier → Enregistrer sous → CSV (séparateur point-virgule), puis importez ce fichier.";

const PUPILS: &str = "exportez les élèves, non les responsables : dans SIECLE, Exportations → En CSV → Élèves.";

const ADDRESSES: &str = "dans SIECLE, Exportations → En XML → Responsables avec adresses, avec l’export XML des élèves ; ou une extraction CSV qui a Nom, Prénom 1, INE, Nom resp., Ligne 1 Adresse, Code postal resp. et Commune resp.";

/// What to do about a file that is refused.
pub fn advise(error: Error, cause: &sources::Error) -> Error {
    use sources::Error as Cause;
    use sources::header::{Family, Field};
    let hint: Sentence = match cause {
        Cause::Wrong { found, wanted } => return error.hint(other_command(found, *wanted)),
        Cause::Office(_) => SPREADSHEET.into(),
        Cause::Workbook => "ouvrez-le dans le tableur et enregistrez-le sans mot de passe, ou en CSV.".into(),
        Cause::BinaryWorkbook => "ouvrez-le dans le tableur et enregistrez-le en xlsx, ou en CSV.".into(),
        Cause::Unsolved { .. } => "ouvrez le classeur dans le tableur et enregistrez-le, puis relancez.".into(),
        Cause::SeveralSheets { sheets } | Cause::NoSheet { sheets, .. } => {
            let sheet = sheets.first().map_or("FEUILLE", String::as_str);
            format!("dites laquelle : --sheet {}", shell(sheet)).into()
        }
        Cause::NoRows => {
            "vérifiez que les lignes sont sous les titres ; la ligne d’exemple d’un modèle ne compte pas.".into()
        }
        Cause::Record(Family::Candidates) => advice::import::candidates().into(),
        Cause::Record(_) => advice::import::siecle().into(),
        Cause::UnknownHeader { near, .. } => {
            let pairs: Vec<String> = near
                .iter()
                .take(5)
                .map(|(label, field)| format!("--map {}", shell(&format!("{label}={}", field.word()))))
                .collect();
            let example = if pairs.is_empty() { "--map 'Nom de l’élève=nom'".to_owned() } else { pairs.join(" ") };
            return error.hint(EXPORT).hint(format!("ou dites ce que contiennent les colonnes : {example}"));
        }
        Cause::UnknownColumns { .. } => {
            "écrivez la colonne telle que la première ligne du fichier la nomme.".into()
        }
        Cause::NoCandidates { .. } => "pour une liste d’élèves : ".call(advice::import::siecle()),
        Cause::NoWorkbook { .. } => "relancez sans --sheet.".into(),
        Cause::MappedXml => "relancez sans ces options ; un XML de SIECLE ou de STS-WEB dit lui-même ce qu’il contient.".into(),
        Cause::Guardians => PUPILS.into(),
        Cause::NoChildren => "donnez aussi, du même jour, l’export XML des élèves : --addresses ElevesSansAdresses.xml".into(),
        Cause::NoSchool | Cause::NotAddresses(_) | Cause::NoAddresses { .. } => ADDRESSES.into(),
        Cause::NotLogins(_) | Cause::NoLogins { .. } => {
            "un identifiant ou un INE par ligne, ou une liste qui a une colonne « Identifiant » ou « INE ».".into()
        }
        Cause::OtherTitles { .. } => "importez-les l’une après l’autre, chacune dans son fichier.".into(),
        Cause::OtherOrder { month_first, .. } => {
            let order = if *month_first { "mdy" } else { "dmy" };
            return error.hint(EXPORT).hint(format!("ou, si le fichier est bien ainsi : --date-order {order}"));
        }
        Cause::UnnamedBirthDates { column, .. } => {
            let pair = shell(&format!("{column}={}", Field::BirthDate.word()));
            format!("si ce sont les dates de naissance : --map {pair}, ou corrigez le titre.").into()
        }
        Cause::UnreadColumn { .. } | Cause::OtherColumn { .. } => {
            return error.hint(EXPORT).hint("ou dites ce que contiennent les colonnes : --map 'COLONNE=CHAMP'");
        }
        Cause::Mojibake { .. } => {
            "reprenez le fichier tel que SIECLE l’a produit, sans l’ouvrir dans un tableur ; ou, dans le tableur, enregistrez-le en « CSV UTF-8 ».".into()
        }
        Cause::UnclosedQuote { .. } => "ouvrez le fichier dans un éditeur de texte et retirez ce guillemet.".into(),
        Cause::OtherSchool { .. } => "vérifiez le fichier ; si le code UAI réglé est faux : "
            .call(advice::settings::set_as(Key::Uai.as_str(), "CODE")),
        Cause::OtherYear { found, .. } => {
            format!("si c’est bien ce fichier que vous voulez : --year {found}").into()
        }
        Cause::TooLarge | Cause::TooManyRows => {
            "découpez le fichier et importez les parties en une seule commande.".into()
        }
        Cause::BadXml { .. } | Cause::CutXml { .. } | Cause::Doctype | Cause::HugeText { .. } => {
            "reprenez le fichier tel que SIECLE ou STS-WEB l’a produit.".into()
        }
        Cause::BadZip | Cause::EmptyZip | Cause::ZipBomb => "téléchargez l’export de nouveau.".into(),
        Cause::ManyInZip(_) | Cause::LockedZip | Cause::OddZip => {
            "ouvrez l’archive et importez le fichier qu’elle contient.".into()
        }
        Cause::Unreadable(_) => "vérifiez le disque ou le partage, puis relancez.".into(),
        Cause::Interrupted => return error,
    };
    error.hint(hint)
}

/// The command, or the export, that suits a file better.
fn other_command(found: &sources::Kind, wanted: sources::Wanted) -> Sentence {
    use sources::{Kind, Wanted};
    match found {
        Kind::Spreadsheet | Kind::OpenDocument => SPREADSHEET.into(),
        Kind::Xml(root) if root == "STS_EDT" => advice::import::sts().into(),
        Kind::Xml(root) if root == "BEE_ELEVES" => advice::import::siecle().into(),
        Kind::Xml(root) if root == "BEE_RESPONSABLES" => PUPILS.into(),
        Kind::Columns => "des personnels en CSV : ".call(advice::import::people_staff()),
        _ if wanted == Wanted::Staff => {
            "dans STS-WEB, Exports → Emplois du temps : le fichier s’appelle sts_emp_UAI_année.xml.".into()
        }
        _ => EXPORT.into(),
    }
}
