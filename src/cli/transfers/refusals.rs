//! Why nobody was transferred, in words.

use std::path::Path;

use crate::advice::{Quote, Sentence, accounts, import, transfers};
use crate::domain::transfer::{MOST_PUPILS, Stays};
use crate::error::{Error, exit};
use crate::french::{count, instant};
use crate::sources::sealed;
use crate::store::Direction;
use crate::work::transfers::Refusal;
use crate::work::transfers::lock::{Unfit, Weakness};
use crate::work::transfers::receive;
use crate::work::transfers::send::{self, Left, WhyStays};

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoRegister => Self::new(
                exit::SETTINGS,
                "il manque la référence au registre des traitements, sans laquelle rien ne se transfère.",
            )
            .hint("demandez-la au délégué à la protection des données, puis : ".call(transfers::enable_under())),
            Refusal::BadRegister(why) => Self::new(exit::USAGE, format!("référence refusée : {why}.")),
            Refusal::OtherRegister(register) => {
                Self::new(exit::SETTINGS, format!("les transferts n’ont pas été activés sous la référence {register}."))
                    .hint(transfers::enable())
            }
            Refusal::NotEnabled => {
                Self::new(exit::SETTINGS, "les transferts ne sont pas activés dans cet établissement.")
                    .hint(transfers::enable_under())
            }
            Refusal::UnknownTransfer(number) => {
                Self::refused(format!("il n’y a pas de transfert n° {number}.")).hint(transfers::list())
            }
            Refusal::CameIn(number, batch) => {
                Self::refused(format!("le transfert n° {number} a été reçu : c’est l’import qui s’annule."))
                    .hint(import::undo(batch))
            }
            Refusal::AlreadyCancelled(number) => {
                Self::refused(format!("le transfert n° {number} est déjà annulé.")).hint(transfers::list())
            }
            Refusal::FileWithdrawn(number) => {
                Self::refused(format!("le transfert n° {number} est annulé : son fichier n’est plus à remettre."))
            }
            Refusal::FileGone(number, way) => file_gone(number, way),
        }
    }
}

fn file_gone(number: i64, way: Direction) -> Error {
    let error = Error::refused(format!("le fichier du transfert n° {number} n’est pas gardé."));
    match way {
        Direction::Sent => error.hint(Sentence::from(transfers::cancel(number)).words(", puis envoyez de nouveau.")),
        Direction::Received => error.hint("un fichier reçu reste chez l’établissement qui l’a envoyé."),
    }
}

impl From<send::Refusal> for Error {
    fn from(refusal: send::Refusal) -> Self {
        use send::Refusal as Cause;
        match refusal {
            Cause::ToOurselves(ours) => {
                Self::refused(format!("{ours} est cet établissement-ci : un élève se transfère ailleurs."))
                    .hint("--to UAI de l’autre établissement")
            }
            Cause::WithoutAccount(name) => Self::refused(format!("{name} n’a pas de compte ici : rien n’a été fait."))
                .hint(Sentence::from(accounts::create()).words(", puis la même commande")),
            Cause::TooMany(n) => {
                Self::refused(format!("{n} élèves : c’est trop pour un fichier, {MOST_PUPILS} au plus."))
                    .hint("transférez une division après l’autre : --division")
            }
            Cause::Nobody(left) => nobody(&left),
            Cause::Lock(Unfit::Key) => {
                Self::new(exit::USAGE, "cette clé est illisible : elle commence par age1 et se recopie entière.")
                    .hint("l’établissement destinataire la lit avec : ".call(transfers::key_elsewhere()))
            }
            Cause::Lock(Unfit::OurKey) => Self::refused(
                "cette clé est celle de cet établissement-ci : l’autre ne pourrait pas ouvrir le fichier.",
            )
            .hint("demandez-lui la sienne : ".call(transfers::key_elsewhere())),
            Cause::Lock(Unfit::Phrase(why)) => Self::new(exit::USAGE, weak(why)).hint("--draw-passphrase en tire une."),
            Cause::Lock(Unfit::Nothing) => {
                Self::new(exit::USAGE, "il manque la clé du destinataire ou une phrase de passe.")
                    .hint("--recipient CLÉ, --passphrase-file FICHIER, --passphrase-stdin ou --draw-passphrase")
            }
            Cause::NotTaken(why) => {
                Self::refused(format!("ce fichier serait refusé à l’arrivée : {why}. Rien n’a été fait."))
                    .hint("corrigez la fiche, ou transférez les autres sans cet élève.")
            }
        }
    }
}

fn nobody(left: &Left) -> Error {
    let error = Error::refused("aucun de ces comptes n’est celui d’un élève à transférer : rien n’a été fait.");
    let lacks = left.left_aside.iter().any(|staying| staying.reason == WhyStays::Rule(Stays::WithoutIne));
    error.hint(if lacks { transfers::missing_ine() } else { accounts::list_pupils() })
}

/// « phrase de passe refusée : elle a 4 caractères, il en faut 15 au moins. ».
pub fn weak(why: Weakness) -> String {
    let why = match why {
        Weakness::Short(length, least) => {
            format!("elle a {}, il en faut {least} au moins", count(length, "caractère", "caractères"))
        }
        Weakness::Uniform(distinct, least) => {
            format!(
                "elle n’a que {}, il en faut {least} au moins",
                count(distinct, "signe différent", "signes différents")
            )
        }
    };
    format!("phrase de passe refusée : {why}.")
}

impl From<receive::Refusal> for Error {
    fn from(refusal: receive::Refusal) -> Self {
        use receive::Refusal as Cause;
        let refused = |why: String| Self::refused(format!("{why}. Rien n’a été enregistré."));
        match refusal {
            Cause::Shut(file, why) => unopened(&file, why),
            Cause::BadPacket(file, why) => {
                let message = format!("« {} » : {why}. Rien n’a été enregistré.", file.display());
                Self::new(exit::DATA, message).hint("demandez un nouvel envoi à l’autre établissement.")
            }
            Cause::FromOurselves(ours) => refused(format!("ce fichier vient de cet établissement-ci, {ours}")).hint(
                "pour revenir sur un envoi : ".call(transfers::list()).words(", puis ").call(transfers::cancel_some()),
            ),
            Cause::ForAnother { from, to, ours } => {
                refused(format!("ce fichier est pour l’établissement {to}, et celui-ci est {ours}"))
                    .hint(format!("demandez à {from} d’annuler ce transfert et d’envoyer à {ours}."))
            }
            Cause::FromAnother { from, expected } => refused(format!("ce fichier vient de {from}, non de {expected}"))
                .hint("demandez le bon fichier, ou corrigez --from."),
            Cause::Received(first) => {
                let (at, number) = (instant(&first.at), first.id);
                let message =
                    format!("ce fichier a déjà été reçu, le {at} (transfert n° {number}). Rien n’a été modifié.");
                Self::refused(message).hint(transfers::show(number))
            }
        }
    }
}

/// A sealed file that stays shut.
fn unopened(file: &Path, error: sealed::Error) -> Error {
    let shown = Error::new(exit::DATA, format!("« {} » : {error}. Rien n’a été enregistré.", file.display()));
    match error {
        sealed::Error::NotSealed => shown.hint(
            "le fichier attendu est celui que l’autre établissement a écrit avec "
                .call(transfers::send_elsewhere())
                .words("."),
        ),
        sealed::Error::WrongKey => shown.hint(
            "redemandez la phrase de passe ; ou, si le fichier a été fermé par une clé, donnez la vôtre ("
                .call(transfers::key())
                .words(") et demandez un nouvel envoi."),
        ),
        sealed::Error::Damaged | sealed::Error::TooLarge | sealed::Error::TooCostly => shown.hint(
            "demandez le fichier de nouveau : l’autre établissement le rend avec "
                .call(transfers::export_elsewhere())
                .words("."),
        ),
        sealed::Error::NotKey => shown,
    }
}
