//! `cpro transfers send`: pupils into one sealed file, and out of this school.
//!
//! The file is complete on disk before the base says that it was sent, the base keeps a copy of it, and a passphrase that
//! was drawn is said before both: stopped midway, the command has sent nothing, or a file that `cpro transfers export`
//! gives back.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::key::{LockArgs, Shut};
use super::{School, packet, uai};
use crate::advice::shell;
use crate::cli::accounts::{code, nobody as names_nobody};
use crate::cli::import::Batch;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::cli::options::Selectors;
use crate::domain::account::Account;
use crate::domain::date::iso;
use crate::domain::roster::Known;
use crate::domain::roster::old::{Departure, Outcome};
use crate::domain::setting::Settings;
use crate::domain::transfer::{Fate, Packet, Stays};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, day};
use crate::store::{Action, BatchId, Direction, Entry, Error as StoreError, NewTransfer, Passenger, Record, Store, Tx};
use crate::targets::sealed;
use crate::terminal::safe;
use crate::terminal::table::Listing;
use crate::work::accounts::{Refusal, Verb};
use crate::work::selection;
use crate::world::file_name;

mod plan;

use plan::{Leaving, Plan};

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
    /// Joint le mot de passe personnel de ceux qui en ont un, haché
    #[arg(long, help_heading = "Transfert\u{a0}")]
    with_password: bool,
    /// Remplace le fichier s’il existe
    #[arg(long, short, help_heading = "Transfert\u{a0}")]
    force: bool,
    /// Montre qui partirait, sans rien changer
    #[arg(long, short = 'n', help_heading = "Transfert\u{a0}")]
    dry_run: bool,
}

/// Numbers of what was written.
#[derive(Clone, Copy)]
struct Sent {
    transfer: i64,
    batch: BatchId,
}

impl Send {
    pub fn run(self, context: &mut Context) -> Result {
        let selectors: selection::Selectors = self.selectors.clone().into();
        if selectors.is_empty() {
            return Err(Refusal::NobodyNamed(Verb::Transfer).into());
        }
        let mut store = context.store()?;
        let settings = store.settings()?;
        let school = School::require(&store, &settings)?;
        self.check(context, &school, &selectors)?;
        let plan = Plan::new(context, &store, &selectors, self.with_password)?;
        self.show(context, &plan)?;
        if plan.leaving.is_empty() {
            return nobody(context, &plan);
        }
        if self.dry_run {
            let n = count(plan.leaving.len(), "élève serait transféré", "élèves seraient transférés");
            context.ui().tell(&format!("{n} vers {}. Simulation\u{a0}: rien n’a été modifié.", self.to))?;
            self.report(context, &settings, &plan, None, None)?;
            return Ok(plan.code(finish(&plan.unknown, context)));
        }
        let shut = self.lock.lock(context, &school.agreement.identity)?;
        self.confirm(context, plan.leaving.len())?;
        let sent = self.send(context, &mut store, &school, &plan, &shut)?;
        self.tell(context, &plan, sent)?;
        self.report(context, &settings, &plan, Some(sent), Some(&shut))?;
        Ok(plan.code(finish(&plan.unknown, context)))
    }

    /// What can be refused before anything is looked at.
    fn check(&self, context: &Context, school: &School, selectors: &selection::Selectors) -> Result<()> {
        if self.to == school.uai {
            let message = format!("{} est cet établissement-ci\u{a0}: un élève se transfère ailleurs.", self.to);
            return Err(Error::refused(message).hint("--to UAI de l’autre établissement"));
        }
        if self.lock.reads_stdin() && selectors.from.as_deref() == Some(Path::new("-")) {
            let message = "l’entrée standard ne peut pas donner à la fois la liste et la phrase de passe.";
            return Err(Error::new(exit::USAGE, message).hint("--passphrase-file FICHIER"));
        }
        context.check_file(&self.output)?;
        Ok(context.check_writable(&self.output, self.force)?)
    }

    fn show(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        let most = context.terminal.most(SHOWN);
        for stays in plan.left_aside.iter().take(most) {
            context.ui().warn(&format!("{}\u{a0}: {}, laissé(e) de côté.", safe(&stays.name), stays.why))?;
        }
        let more = plan.left_aside.len().saturating_sub(most);
        if more > 0 {
            context.ui().warn(&format!("… et {more} autres laissés de côté (--verbose les nomme tous)."))?;
        }
        if plan.leaving.is_empty() {
            return Ok(());
        }
        let mut listing = Listing::new(["Nom", "Prénom", "Naissance", "Division", "Mot de passe"]).unbroken([2]);
        for Leaving { known, traveller, .. } in &plan.leaving {
            let person = &known.person;
            listing.row([
                person.surname().to_owned(),
                person.first_name.to_string(),
                person.birth_date.map(day).unwrap_or_default(),
                person.division().to_owned(),
                if traveller.hash().is_some() { "joint" } else { "non joint" }.to_owned(),
            ]);
        }
        let table = listing.cut_table(context.terminal.most(SHOWN), context.terminal.width, context.terminal.color);
        Ok(context.ui().show(&table)?)
    }

    fn confirm(&self, context: &mut Context, n: usize) -> Result<()> {
        let what = count(n, "élève", "élèves");
        let accounts = agree(n, "son compte", "leurs comptes");
        context.confirm_or_try(
            &format!("Transférer {what} vers {} et désactiver {accounts} ici\u{a0}?", self.to),
            &format!("transférer {what} vers {} demande une confirmation.", self.to),
        )
    }

    /// Seals, says the phrase that was drawn, writes and publishes.
    fn send(
        &self,
        context: &mut Context,
        store: &mut Store,
        school: &School,
        plan: &Plan,
        shut: &Shut,
    ) -> Result<Sent> {
        let packet = self.packet(context, school, plan);
        let content = packet::write(&packet);
        // What the other school would refuse does not leave.
        packet::read(&content).map_err(|why| {
            Error::refused(format!("ce fichier serait refusé à l’arrivée\u{a0}: {why}. Rien n’a été fait."))
                .hint("corrigez la fiche, ou transférez les autres sans cet élève.")
        })?;
        let bytes = sealed::seal(&content, &shut.lock).map_err(|error| Error::cannot_write(&self.output, &error))?;
        let staged = context.stage(&self.output, &bytes, self.force)?;
        if let Some(phrase) = &shut.drawn {
            context.ui().tell(&format!("Phrase de passe\u{a0}: {}", phrase.expose()))?;
            context.ui().status("Elle n’est gardée nulle part\u{a0}: notez-la, et dites-la à l’autre établissement par téléphone, non par le même chemin que le fichier.")?;
        }
        context.check_interrupt()?;
        let stamp = context.stamp();
        let today = context.today();
        let sent = store.transact(stamp, |tx| write(tx, plan, &packet, &file_name(&self.output), &bytes, today))?;
        let again = format!("ou\u{a0}: cpro transfers export {} -o FICHIER.age", sent.transfer);
        staged.publish().map_err(|error| Error::from(error).hint(again))?;
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
            pupils: plan.leaving.iter().map(|leaving| leaving.traveller.clone()).collect(),
        }
    }

    fn tell(&self, context: &mut Context, plan: &Plan, sent: Sent) -> Result<()> {
        let n = plan.leaving.len();
        context.ui().tell(&format!(
            "{} vers {}\u{a0}: {} (transfert n° {}). {} ici.",
            count(n, "élève transféré", "élèves transférés"),
            self.to,
            self.output.display(),
            sent.transfer,
            agree(n, "Son compte est désactivé", "Leurs comptes sont désactivés"),
        ))?;
        context.ui().hint(&format!(
            "remettez ce fichier à l’établissement {}, qui tape\u{a0}: cpro --db BASE transfers receive {}",
            self.to,
            shell(&file_name(&self.output))
        ))?;
        Ok(context.ui().hint(&format!("pour revenir en arrière\u{a0}: cpro transfers cancel {}", sent.transfer))?)
    }

    fn report(
        &self,
        context: &mut Context,
        settings: &Settings,
        plan: &Plan,
        sent: Option<Sent>,
        shut: Option<&Shut>,
    ) -> Result<()> {
        let left_aside = plan.left_aside.iter().map(|stays| json!({ "name": stays.name, "login": Some(&stays.login).filter(|login| !login.is_empty()), "reason": stays.why }));
        let report = json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "transfer": sent.map(|sent| sent.transfer),
            "batch": sent.map(|sent| sent.batch.0),
            "to": self.to.as_str(),
            "file": self.output.display().to_string(),
            "sent": plan.leaving.len(),
            "logins": plan.leaving.iter().map(|leaving| leaving.account.login.to_string()).collect::<Vec<_>>(),
            "with_password": plan.leaving.iter().filter(|leaving| leaving.traveller.hash().is_some()).count(),
            "left_aside": left_aside.collect::<Vec<Value>>(),
            "unknown": plan.unknown,
            "passphrase": shut.and_then(|shut| shut.drawn.as_ref()).map(|phrase| phrase.expose().to_owned()),
        });
        print::report(context, || print::of_school(report, settings))
    }
}

/// Names what named nobody, and gives the exit code that says so.
fn finish(unknown: &[String], context: &mut Context) -> u8 {
    unknown.iter().for_each(|word| context.warn(names_nobody(word)));
    code(unknown)
}

fn nobody(context: &mut Context, plan: &Plan) -> Result {
    finish(&plan.unknown, context);
    let error = Error::refused("aucun de ces comptes n’est celui d’un élève à transférer\u{a0}: rien n’a été fait.");
    let lacks = plan.left_aside.iter().any(|stays| stays.why == Stays::WithoutIne.as_str());
    Err(error.hint(if lacks { "cpro transfers missing-ine" } else { "cpro accounts list --profile eleve" }))
}

/// Everybody departs, in one transaction with the line of the transfer.
fn write(
    tx: &Tx<'_>,
    plan: &Plan,
    packet: &Packet,
    file: &str,
    bytes: &[u8],
    today: jiff::civil::Date,
) -> Result<Sent> {
    let known: Vec<Known> = plan.leaving.iter().map(|leaving| leaving.known.clone()).collect();
    let departed = (0..known.len()).map(|known| Departure { known, read: None }).collect();
    let outcome = Outcome { departed, ..Outcome::default() };
    let to = packet.to.as_str();
    let summary = json!({ "departed": known.len(), "to": to }).to_string();
    let import = Batch::by_hand(&known, &[], &outcome, summary, plan.revision, Action::SendTransfer);
    tx.expect_revision(plan.revision)?;
    let pupils = plan.leaving.iter().map(|leaving| passenger(tx, leaving)).collect::<Result<Vec<_>>>()?;
    let batch = tx.begin_batch(Action::SendTransfer, file)?;
    import.fill(tx, batch, today, &[])?;
    for Leaving { account, .. } in &plan.leaving {
        // What was asked for at this school is not this school's to do any more.
        tx.remove_request(account.id)?;
        tx.unpost(account.id)?;
        tx.log(&Entry::new("transfers.send", Record::Account, account.id.0, &format!("transféré vers {to}")))?;
    }
    let new = NewTransfer {
        direction: Direction::Sent,
        packet: &packet.id,
        uai: to,
        name: "",
        file,
        content: Some(bytes),
        pupils: &pupils,
    };
    let transfer = tx.add_transfer(&new, batch)?;
    tx.end_batch(batch, Action::SendTransfer, &crate::cli::old::totals(&import.summary))?;
    Ok(Sent { transfer, batch })
}

/// The account as it is now: a password chosen while the questions were asked is not the one in the file.
fn passenger(tx: &Tx<'_>, leaving: &Leaving) -> Result<Passenger> {
    let now: Option<Account> = tx.account_numbered(leaving.account.id)?;
    let now = now.filter(|now| now.version == leaving.account.version).ok_or(StoreError::Stale)?;
    Ok(Passenger {
        person: Some(leaving.known.id),
        fate: Fate::Sent,
        status: Some(now.status),
        schooling: leaving.traveller.schooling(),
    })
}
