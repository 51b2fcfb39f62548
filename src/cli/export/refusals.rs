//! Why nothing leaves, in words.

use crate::advice::{Quote, exports, import, settings};
use crate::domain::member::Column;
use crate::domain::setting::Key;
use crate::error::{Error, exit};
use crate::french::{agree, count};
use crate::sources::ldif::NotSnapshot;
use crate::work::export::Refusal;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let usage = |words: String| Self::new(exit::USAGE, words);
        match refusal {
            Refusal::Missing(keys) => missing(&keys),
            Refusal::UnknownBatch(number) => {
                Self::refused(format!("le lot {number} n’existe pas.")).hint(import::history())
            }
            Refusal::UnknownColumn(word) => usage(format!("« {word} » n’est ni une colonne, ni une liste de export.presets."))
                .hint(format!("colonnes : {}", Column::ALL.map(Column::as_str).join(", "))),
            Refusal::DrawNeedsFile => usage("--draw écrit dans un fichier : des mots de passe ne vont pas à l’écran.".to_owned()),
            Refusal::NoDraw(target) => usage(format!("{target} ne reçoit pas de mot de passe en clair : --draw n’y sert à rien."))
                .hint(exports::list()),
            Refusal::NoState(target) => usage(format!("--state ne sert qu’à ldif et authelia, pas à {target}.")),
            Refusal::NoColumns(target) => usage(format!("--columns et --raw ne servent qu’à csv : {target} a ses propres colonnes.")),
            Refusal::NeedsEverybody(target) => usage(format!(
                "{target} attend tout le monde : ceux qui manqueraient au fichier seraient considérés comme partis. Retirez la sélection."
            )),
            Refusal::NeedsFolder => usage("cette cible écrit plusieurs fichiers : nommez un dossier.".to_owned()),
            Refusal::NotUsers(name, why) => {
                let place = why.0.map(|line| format!(", ligne {line}")).unwrap_or_default();
                Self::new(exit::DATA, format!("« {name} »{place} : ce n’est pas un fichier d’utilisateurs d’Authelia. Rien n’a été écrit."))
            }
            Refusal::NotSnapshot(name, why) => {
                Self::new(exit::DATA, format!("« {name} » : {}. Rien n’a été écrit.", no_snapshot(&why)))
                    .hint("relevez l’annuaire ainsi : ldapsearch -LLL -o ldif-wrap=no -x -ZZ -H URL -D COMPTE -y FICHIER -b BRANCHE '(objectClass=inetOrgPerson)' '*' '+'")
            }
            Refusal::TooManyLocks { locks, of, most } => {
                let entries = count(of, "entrée", "entrées");
                let verb = agree(locks, "serait verrouillée ou supprimée", "seraient verrouillées ou supprimées");
                Self::refused(format!("{locks} sur {entries} {verb}, plus de {most} % : rien n’a été fait."))
                    .hint("vérifiez que la base est la bonne et qu’elle est entière")
                    .hint(format!("si c’est voulu, à la main, avec --max-locks {}%", needed(locks, of)))
            }
        }
    }
}

fn missing(keys: &[Key]) -> Error {
    let names: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
    let error = Error::new(exit::SETTINGS, format!("il manque {}.", names.join(" et ")));
    keys.iter().fold(error, |error, key| error.hint("réglez-le : ".call(settings::set(key.as_str(), "VALEUR"))))
}

/// The share that would be allowed, rounded up.
fn needed(locks: usize, of: usize) -> usize {
    if of == 0 { 100 } else { (locks * 100).div_ceil(of) }
}

fn no_snapshot(why: &NotSnapshot) -> String {
    match why {
        NotSnapshot::TooLarge => "le relevé est trop grand".to_owned(),
        NotSnapshot::NotLdif(line) => format!("la ligne {line} n’est pas du LDIF"),
        NotSnapshot::Changes(line) => format!("ligne {line}, ce sont des changements et non un relevé"),
        NotSnapshot::Partial(dn) => format!("le relevé est partiel : {dn} n’y a pas d’objectClass"),
    }
}
