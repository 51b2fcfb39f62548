//! `cpro transfers cancel`: a file that was sent is not to be received; its pupils are here again.

use std::collections::HashMap;

use clap::Args;
use serde_json::json;

use super::find;
use crate::cli::french;
use crate::cli::import::Batch;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::account::Status;
use crate::domain::person::{PersonId, Place};
use crate::domain::roster::old::{Outcome, Update};
use crate::domain::roster::{Known, Read};
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, list};
use crate::store::{Action, Direction, Store, Transfer};
use crate::terminal::safe;

/// Annule un transfert envoyé : les élèves sont de nouveau ici, avec leur compte et leur mot de passe
///
/// À ne faire que si l’autre établissement n’a pas reçu le fichier ; dites-lui de l’effacer.
#[derive(Debug, Args)]
pub struct Cancel {
    /// Numéro du transfert (voir transfers list)
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
}

impl Cancel {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let transfer = find(&store, self.number)?;
        check(&transfer)?;
        let revision = store.revision()?;
        let Away { back, others } = away(&store, self.number)?;
        self.ask(context, &transfer, &back, &others)?;
        let (number, n) = (self.number, back.len());
        write(context, &mut store, &transfer, &back, revision)?;
        context.ui().tell(&format!(
            "Transfert n° {number} annulé\u{a0}: {}.",
            match n {
                0 => "personne n’était à remettre ici".to_owned(),
                n => format!("{} {} de nouveau ici", count(n, "élève", "élèves"), agree(n, "est", "sont")),
            }
        ))?;
        context.ui().hint(&format!(
            "prévenez l’établissement {}\u{a0}: le fichier {} est à effacer, non à recevoir.",
            transfer.uai, transfer.file
        ))?;
        print::report(context, || json!({ "schema": 1, "transfer": number, "returned": n }))?;
        Ok(exit::DONE)
    }

    /// Who comes back and who does not, what must be sure, and the question.
    fn ask(
        &self,
        context: &mut Context,
        transfer: &Transfer,
        back: &[(Known, Option<Status>)],
        others: &[String],
    ) -> Result<()> {
        for name in others {
            context.ui().warn(&format!("{name}\u{a0}: revenu(e) ou modifié(e) depuis, laissé(e) tel(le) quel(le)."))?;
        }
        let names: Vec<String> = back.iter().map(|(known, _)| safe(&known.person.full_name())).collect();
        let who = if names.len() > 5 { count(names.len(), "élève", "élèves") } else { list(&names) };
        if !names.is_empty() {
            context
                .ui()
                .status(&format!("{} de nouveau ici\u{a0}: {who}.", agree(names.len(), "Serait", "Seraient")))?;
        }
        let (number, to) = (self.number, &transfer.uai);
        context.ui().status(&format!(
            "Assurez-vous que l’établissement {to} n’a pas reçu le fichier\u{a0}: l’élève aurait un compte ouvert dans les deux."
        ))?;
        context.confirm(
            &format!("Annuler le transfert n° {number} vers {to}\u{a0}?"),
            &format!("annuler le transfert n° {number} demande une confirmation."),
        )
    }
}

fn check(transfer: &Transfer) -> Result<()> {
    let number = transfer.id;
    if transfer.direction == Direction::Received {
        let error = Error::refused(format!("le transfert n° {number} a été reçu\u{a0}: c’est l’import qui s’annule."));
        return Err(error.hint(format!("cpro import undo {}", transfer.batch.0)));
    }
    if transfer.cancelled {
        return Err(Error::refused(format!("le transfert n° {number} est déjà annulé.")).hint("cpro transfers list"));
    }
    Ok(())
}

/// The pupils of a transfer, and who of them it still keeps away, with the status that the account had.
struct Away {
    back: Vec<(Known, Option<Status>)>,
    /// Names of those to whom something has happened since.
    others: Vec<String>,
}

fn away(store: &Store, number: i64) -> Result<Away> {
    let mut people: HashMap<PersonId, Known> = store.people()?.into_iter().map(|known| (known.id, known)).collect();
    let mut away = Away { back: Vec::new(), others: Vec::new() };
    for passenger in store.passengers(number)? {
        let Some(known) = passenger.person.and_then(|person| people.remove(&person)) else { continue };
        let held = store.sent_away(known.id)?.is_some_and(|transfer| transfer.id == number);
        if held && !known.present {
            away.back.push((known, passenger.status));
        } else {
            away.others.push(safe(&known.person.full_name()));
        }
    }
    Ok(away)
}

fn write(
    context: &Context,
    store: &mut Store,
    transfer: &Transfer,
    back: &[(Known, Option<Status>)],
    revision: i64,
) -> Result<()> {
    let known: Vec<Known> = back.iter().map(|(known, _)| known.clone()).collect();
    let reads: Vec<Read> =
        known.iter().map(|known| Read { person: known.person.clone(), place: Place::default() }).collect();
    let returned = (0..known.len()).map(|at| Update { known: at, read: at, fields: Vec::new() }).collect();
    let outcome = Outcome { returned, ..Outcome::default() };
    let summary = json!({ "returned": known.len() }).to_string();
    let import = Batch::by_hand(&known, &reads, &outcome, summary, revision, Action::CancelTransfer);
    let today = context.today();
    store.transact(context.stamp(), |tx| {
        tx.expect_revision(revision)?;
        let batch = tx.begin_batch(Action::CancelTransfer, &transfer.file)?;
        import.fill(tx, batch, today, &[])?;
        for (known, status) in back {
            if let Some(status) = status {
                tx.set_status_of(known.id, *status)?;
            }
        }
        tx.cancel_transfer(transfer.id)?;
        tx.end_batch(batch, Action::CancelTransfer, &crate::cli::old::totals(&import.summary))?;
        Ok(())
    })
}
