//! `cpro transfers send`: pupils into one sealed file, and out of this school.
//!
//! The file is complete on disk before the base says that it was sent, and the base keeps a copy of it: a command
//! stopped midway has either sent nothing, or a file that `cpro transfers export` gives back.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::key::{LockArgs, Shut};
use super::{School, packet, uai};
use crate::cli::import::Batch;
use crate::cli::print;
use crate::cli::select::{Selection, Selectors};
use crate::context::Context;
use crate::domain::account::{Account, PasswordState};
use crate::domain::date::iso;
use crate::domain::person::PersonId;
use crate::domain::roster::{Departure, Known, Outcome};
use crate::domain::transfer::{Left, MOST_PUPILS, Packet, Stays, Traveller, may_leave};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::output::french::{agree, count, day};
use crate::output::safe::safe;
use crate::output::table::Listing;
use crate::store::{Action, BatchId, Direction, Entry, NewTransfer, Passenger, Record, Store};
use crate::targets::sealed;

/// Most lines of the preview, unless --verbose.
const SHOWN: usize = 20;

/// Écrit des élèves dans un fichier chiffré pour un autre établissement, et désactive leurs comptes ici
///
/// Le fichier contient la fiche, la scolarité et l’état du compte ; pas le mot de passe, sauf avec --with-password. Un
/// élève sans INE est laissé de côté. Tant que le fichier n’a pas été reçu, « cpro transfers cancel » revient en arrière.
#[derive(Debug, Args)]
#[command(override_usage = "cpro transfers send SÉLECTION --to UAI -o FICHIER.age [OPTIONS]")]
pub struct Send {
    #[command(flatten)]
    selectors: Selectors,
    /// Code UAI de l’établissement destinataire
    #[arg(long, value_name = "UAI", value_parser = uai, help_heading = "Transfert\u{a0}")]
    to: Uai,
    /// Fichier écrit
    #[arg(long, short, value_name = "FICHIER.age", help_heading = "Transfert\u{a0}")]
    output: PathBuf,
    #[command(flatten, next_help_heading = "Transfert\u{a0}")]
    lock: LockArgs,
    /// Joint le mot de passe personnel de ceux qui en ont un, haché : ils le garderont
    #[arg(long, help_heading = "Transfert\u{a0}")]
    with_password: bool,
    /// Remplace le fichier s’il existe
    #[arg(long, short, help_heading = "Transfert\u{a0}")]
    force: bool,
    /// Montre qui partirait, sans rien changer
    #[arg(long, short = 'n', help_heading = "Transfert\u{a0}")]
    dry_run: bool,
}

/// Who leaves and who does not.
struct Plan {
    leaving: Vec<(Known, Account, Traveller)>,
    left_aside: Vec<(Account, String)>,
    unknown: Vec<String>,
}

impl Send {
    pub fn run(self, context: &mut Context) -> Result {
        self.selectors.require("transférer")?;
        let mut store = context.store()?;
        let settings = store.settings()?;
        let school = School::require(&store, &settings)?;
        if self.to == school.uai {
            return Err(Error::refused(format!(
                "{} est cet établissement-ci\u{a0}: un élève se transfère ailleurs.",
                self.to
            )));
        }
        if self.lock.reads_stdin() && self.selectors.from.as_deref() == Some(Path::new("-")) {
            let message = "l’entrée standard ne peut pas donner à la fois la liste et la phrase de passe.";
            return Err(Error::new(exit::USAGE, message).hint("--passphrase-file FICHIER"));
        }
        context.check_file(&self.output)?;
        context.check_writable(&self.output, self.force)?;
        let revision = store.revision()?;
        let plan = self.plan(context, &store)?;
        self.show(context, &plan)?;
        if plan.leaving.is_empty() {
            return self.nobody(context, &plan);
        }
        if self.dry_run {
            let n = count(plan.leaving.len(), "élève serait transféré", "élèves seraient transférés");
            context.ui.tell(&format!("{n} vers {}. Simulation\u{a0}: rien n’a été modifié.", self.to))?;
            print::report(context, || print::of_school(self.report(&plan, None, None), &settings))?;
            return Ok(self.code(&plan));
        }
        let shut = self.lock.lock(context)?;
        self.confirm(context, plan.leaving.len())?;
        let sent = self.send(context, &mut store, &school, &plan, &shut, revision)?;
        self.tell(context, &plan, sent.0, shut.drawn.as_deref())?;
        print::report(context, || print::of_school(self.report(&plan, Some(sent), shut.drawn.as_deref()), &settings))?;
        Ok(self.code(&plan))
    }

    fn plan(&self, context: &mut Context, store: &Store) -> Result<Plan> {
        let selection: Selection = self.selectors.accounts(context, store)?;
        let mut people: HashMap<PersonId, Known> = store.people()?.into_iter().map(|known| (known.id, known)).collect();
        let now = context.now();
        let mut plan = Plan { leaving: Vec::new(), left_aside: Vec::new(), unknown: selection.unknown };
        for account in selection.accounts {
            let known = account.person.as_ref().and_then(|(id, _)| people.remove(id));
            let Some(known) = known else {
                plan.left_aside.push((account, Stays::NotPupil.as_str().to_owned()));
                continue;
            };
            match may_leave(&known.person, known.present) {
                Ok(_) => {
                    let person = known.person.clone();
                    let left = Some(self.left(store, &account, &now)?);
                    plan.leaving.push((known, account, Traveller { person, account: left }));
                }
                Err(why) => {
                    let why = reason(store, &known, why)?;
                    plan.left_aside.push((account, why));
                }
            }
        }
        plan.leaving.sort_by_cached_key(|(known, ..)| known.person.sort_key());
        if plan.leaving.len() > MOST_PUPILS {
            let message =
                format!("{} élèves\u{a0}: c’est trop pour un fichier, {MOST_PUPILS} au plus.", plan.leaving.len());
            return Err(Error::refused(message).hint("transférez une division après l’autre\u{a0}: --division"));
        }
        Ok(plan)
    }

    fn left(&self, store: &Store, account: &Account, now: &jiff::Zoned) -> Result<Left> {
        let state = account.state(now);
        let joined = self.with_password && state == PasswordState::Personal;
        Ok(Left {
            login: account.login.to_string(),
            password_state: state.as_str().to_owned(),
            last_login_at: account.last_login_at.clone(),
            hash: if joined { store.hash_of(account.id)? } else { None },
        })
    }

    fn show(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        for (account, why) in &plan.left_aside {
            context.ui.warn(&format!(
                "{} ({})\u{a0}: {why}, laissé(e) de côté.",
                safe(&account.full_name()),
                account.login
            ))?;
        }
        if plan.leaving.is_empty() {
            return Ok(());
        }
        let mut listing = Listing::new(["Nom", "Prénom", "Naissance", "Division", "Mot de passe"]).unbroken([2]);
        for (known, _, traveller) in &plan.leaving {
            let person = &known.person;
            listing.row([
                person.surname().to_owned(),
                person.first_name.to_string(),
                person.birth_date.map(day).unwrap_or_default(),
                person.division().to_owned(),
                if traveller.account.as_ref().is_some_and(|left| left.hash.is_some()) { "joint" } else { "non joint" }
                    .to_owned(),
            ]);
        }
        let table = listing.cut_table(context.ui.most(SHOWN), context.ui.width, context.ui.color);
        Ok(context.ui.show(&table)?)
    }

    fn nobody(&self, context: &mut Context, plan: &Plan) -> Result {
        Selection::finish(&plan.unknown, context)?;
        let error =
            Error::refused("aucun de ces comptes n’est celui d’un élève à transférer\u{a0}: rien n’a été fait.");
        let without = Stays::WithoutIne.as_str();
        let lacks = plan.left_aside.iter().any(|(_, why)| why == without);
        Err(error.hint(if lacks { "cpro transfers missing-ine" } else { "cpro accounts list --profile eleve" }))
    }

    fn confirm(&self, context: &mut Context, n: usize) -> Result<()> {
        let what = count(n, "élève", "élèves");
        let accounts = agree(n, "son compte", "leurs comptes");
        context.confirm_or_try(
            &format!("Transférer {what} vers {} et désactiver {accounts} ici\u{a0}?", self.to),
            &format!("transférer {what} vers {} demande une confirmation.", self.to),
        )
    }

    /// Seals, writes and publishes; returns the numbers of the transfer and of the batch.
    fn send(
        &self,
        context: &mut Context,
        store: &mut Store,
        school: &School,
        plan: &Plan,
        shut: &Shut,
        revision: i64,
    ) -> Result<(i64, BatchId)> {
        let packet = self.packet(context, school, plan);
        let bytes = sealed::seal(&packet::write(&packet), &shut.lock)
            .map_err(|error| Error::cannot_write(&self.output, &error))?;
        let staged = context.stage(&self.output, &bytes, self.force)?;
        context.check_interrupt()?;
        let sent = self.write(context, store, plan, &packet, &bytes, revision)?;
        staged
            .publish()
            .map_err(|error| error.hint(format!("ou\u{a0}: cpro transfers export {} -o FICHIER.age", sent.0)))?;
        Ok(sent)
    }

    fn packet(&self, context: &mut Context, school: &School, plan: &Plan) -> Packet {
        let mut id = [0_u8; 16];
        context.rng.fill_bytes(&mut id);
        let now = context.now();
        Packet {
            id: id.iter().map(|byte| format!("{byte:02x}")).collect(),
            from: school.uai.clone(),
            from_name: school.name.clone(),
            to: self.to.clone(),
            sent_at: iso(now.timestamp(), now.time_zone()),
            register: school.register.clone(),
            pupils: plan.leaving.iter().map(|(.., traveller)| traveller.clone()).collect(),
        }
    }

    /// Everybody departs, in one transaction with the line of the transfer.
    fn write(
        &self,
        context: &Context,
        store: &mut Store,
        plan: &Plan,
        packet: &Packet,
        bytes: &[u8],
        revision: i64,
    ) -> Result<(i64, BatchId)> {
        let known: Vec<Known> = plan.leaving.iter().map(|(known, ..)| known.clone()).collect();
        let departed = (0..known.len()).map(|known| Departure { known, read: None }).collect();
        let outcome = Outcome { departed, ..Outcome::default() };
        let summary = json!({ "departed": known.len(), "to": self.to.as_str() }).to_string();
        let import = Batch::by_hand(&known, &[], &outcome, summary, revision);
        let pupils: Vec<Passenger> = plan.leaving.iter().map(passenger).collect();
        let today = context.today();
        store.transact(context.stamp(), |tx| {
            tx.expect_revision(revision)?;
            let batch = tx.begin_batch(Action::SendTransfer, &name(&self.output))?;
            import.fill(tx, batch, today, &[])?;
            for (_, account, _) in &plan.leaving {
                let result = format!("transféré vers {}", self.to);
                tx.log(&Entry::new("transfers.send", Record::Account, account.id.0, &result))?;
            }
            let new = NewTransfer {
                direction: Direction::Sent,
                packet: &packet.id,
                uai: self.to.as_str(),
                name: "",
                file: &name(&self.output),
                content: Some(bytes),
                pupils: &pupils,
            };
            let id = tx.add_transfer(&new, batch)?;
            tx.end_batch(batch, Action::SendTransfer, &import.summary)?;
            Ok((id, batch))
        })
    }

    fn tell(&self, context: &mut Context, plan: &Plan, id: i64, drawn: Option<&str>) -> Result<()> {
        let n = plan.leaving.len();
        let what = count(n, "élève transféré", "élèves transférés");
        let accounts = agree(n, "son compte est désactivé", "leurs comptes sont désactivés");
        context.ui.tell(&format!(
            "{what} vers {}\u{a0}: {} (transfert n° {id}) ; {accounts} ici.",
            self.to,
            self.output.display()
        ))?;
        if let Some(phrase) = drawn {
            context.ui.tell(&format!("Phrase de passe\u{a0}: {phrase}"))?;
            context.ui.status("Elle n’est gardée nulle part\u{a0}: dites-la à l’autre établissement par téléphone, non par le même chemin que le fichier.")?;
        }
        context.ui.hint(&format!(
            "remettez ce fichier à l’établissement {}, qui tape\u{a0}: cpro transfers receive {}",
            self.to,
            crate::error::shell(&name(&self.output))
        ))?;
        Ok(context.ui.hint(&format!("pour revenir en arrière\u{a0}: cpro transfers cancel {id}"))?)
    }

    fn code(&self, plan: &Plan) -> u8 {
        if plan.left_aside.is_empty() && plan.unknown.is_empty() { exit::DONE } else { exit::REJECTS }
    }

    fn report(&self, plan: &Plan, sent: Option<(i64, BatchId)>, drawn: Option<&str>) -> Value {
        let joined = |left: &Option<Left>| left.as_ref().is_some_and(|left| left.hash.is_some());
        let left_aside: Vec<Value> = plan
            .left_aside
            .iter()
            .map(|(account, why)| json!({ "login": account.login.to_string(), "reason": why }))
            .collect();
        json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "transfer": sent.map(|(id, _)| id),
            "batch": sent.map(|(_, batch)| batch.0),
            "to": self.to.as_str(),
            "file": self.output.display().to_string(),
            "sent": plan.leaving.len(),
            "logins": plan.leaving.iter().map(|(_, account, _)| account.login.to_string()).collect::<Vec<_>>(),
            "with_password": plan.leaving.iter().filter(|(.., traveller)| joined(&traveller.account)).count(),
            "left_aside": left_aside,
            "unknown": plan.unknown,
            "passphrase": drawn,
        })
    }
}

/// A file's name without its folder.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn passenger((known, account, traveller): &(Known, Account, Traveller)) -> Passenger {
    Passenger {
        person: Some(known.id),
        outcome: "sent".to_owned(),
        status: Some(account.status),
        schooling: traveller.schooling(),
    }
}

/// Why somebody stays; of somebody sent already, where and when.
fn reason(store: &Store, known: &Known, why: Stays) -> Result<String> {
    let sent = if why == Stays::Gone { store.sent_away(known.id)? } else { None };
    Ok(match sent {
        Some(transfer) => format!(
            "déjà transféré(e) vers {} (transfert n° {}\u{a0}; le fichier se retrouve avec cpro transfers export {})",
            transfer.uai, transfer.id, transfer.id
        ),
        None => why.as_str().to_owned(),
    })
}
