//! `cpro transfers receive`: pupils of another school, opened, checked, shown, then created or linked.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::key::{KeyArgs, unopened};
use super::list::word;
use super::{School, packet, uai};
use crate::cli::print;
use crate::context::Context;
use crate::domain::transfer::Packet;
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit, shell};
use crate::output::french::{agree, count, day, instant, list};
use crate::output::safe::safe;
use crate::output::table::Listing;
use crate::sources::sealed;
use crate::store::Store;

mod plan;

use plan::{Plan, Written};

/// Most lines of the preview, unless --verbose.
const SHOWN: usize = 20;

/// Reçoit le fichier d’un autre établissement : crée les élèves, ou reconnaît ceux qui sont déjà ici
///
/// Le destinataire et l’expéditeur sont vérifiés, et un fichier n’est reçu qu’une fois. De quelqu’un que SIECLE connaît
/// ici, le fichier ne complète que ce qui manque.
#[derive(Debug, Args)]
pub struct Receive {
    /// Fichier écrit par « cpro transfers send » dans l’autre établissement
    #[arg(value_name = "FICHIER.age")]
    file: PathBuf,
    /// Établissement dont le fichier doit venir
    #[arg(long, value_name = "UAI", value_parser = uai)]
    from: Option<Uai>,
    /// Division où placer les élèves créés (sans cette option, le prochain import de SIECLE la donnera)
    #[arg(long, visible_alias = "class", value_name = "DIVISION")]
    division: Option<String>,
    #[command(flatten)]
    key: KeyArgs,
    /// Montre ce qui serait créé ou reconnu, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Receive {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let settings = store.settings()?;
        let school = School::require(&store, &settings)?;
        let packet = self.open(context, &school)?;
        self.check(&store, &school, &packet)?;
        let plan = Plan::new(context, &store, &settings, &packet, self.division.as_deref())?;
        self.show(context, &packet, &plan)?;
        if self.dry_run {
            context.ui.tell(&format!("{}. Simulation\u{a0}: rien n’a été modifié.", plan.would()))?;
            print::report(context, || print::of_school(self.report(&packet, &plan, None), &settings))?;
            return Ok(plan.code());
        }
        context.confirm_or_try(
            &format!("Recevoir {} de {}\u{a0}?", count(packet.pupils.len(), "élève", "élèves"), packet.from),
            &format!("recevoir un fichier de {} demande une confirmation.", packet.from),
        )?;
        let written = plan.write(context, &mut store, &settings, &packet, &name(&self.file))?;
        self.tell(context, &packet, &plan, &written)?;
        print::report(context, || print::of_school(self.report(&packet, &plan, Some(&written)), &settings))?;
        Ok(plan.code())
    }

    fn open(&self, context: &mut Context, school: &School) -> Result<Packet> {
        let bytes = context.read(&self.file, sealed::MAX_BYTES)?;
        let key = self.key.key(context, &bytes, &self.file, &school.agreement.identity)?;
        let content = sealed::open(&bytes, &key).map_err(|error| unopened(&self.file, error))?;
        packet::read(&content).map_err(|why| {
            let message = format!("«\u{a0}{}\u{a0}»\u{a0}: {why}. Rien n’a été enregistré.", self.file.display());
            Error::new(exit::DATA, message).hint("demandez un nouvel envoi à l’autre établissement.")
        })
    }

    /// The addressee, the sender, and that it is the first time.
    fn check(&self, store: &Store, school: &School, packet: &Packet) -> Result<()> {
        let nothing = "Rien n’a été enregistré.";
        if packet.to != school.uai {
            let message =
                format!("ce fichier est pour l’établissement {}, et celui-ci est {}. {nothing}", packet.to, school.uai);
            return Err(Error::refused(message)
                .hint(format!("demandez à {} d’annuler ce transfert et d’envoyer à {}", packet.from, school.uai)));
        }
        if packet.from == school.uai {
            let message = format!("ce fichier vient de cet établissement-ci. {nothing}");
            return Err(Error::refused(message)
                .hint("pour revenir sur un envoi\u{a0}: cpro transfers list, puis cpro transfers cancel"));
        }
        if let Some(expected) = self.from.as_ref().filter(|expected| **expected != packet.from) {
            let message = format!("ce fichier vient de {}, non de {expected}. {nothing}", packet.from);
            return Err(Error::refused(message).hint("demandez le bon fichier, ou corrigez --from."));
        }
        if let Some(first) = store.received(&packet.id)? {
            let message = format!(
                "ce fichier a déjà été reçu, le {} (transfert n° {}). Rien n’a été modifié.",
                instant(&first.at),
                first.id
            );
            return Err(Error::refused(message).hint(format!("cpro transfers list {}", first.id)));
        }
        Ok(())
    }

    fn show(&self, context: &mut Context, packet: &Packet, plan: &Plan) -> Result<()> {
        let name = if packet.from_name.is_empty() { String::new() } else { format!("{} ", safe(&packet.from_name)) };
        let sent = if packet.sent_at.is_empty() {
            String::new()
        } else {
            format!(", envoyé le {}", instant(&packet.sent_at))
        };
        context.ui.status(&format!(
            "Fichier de {name}({}){sent}, registre\u{a0}: {}.",
            packet.from,
            safe(&packet.register)
        ))?;
        let mut listing = Listing::new(["Nom", "Prénom", "Naissance", "Scolarité d’origine", "Ici"]).unbroken([2, 4]);
        for (traveller, fate) in packet.pupils.iter().zip(&plan.fates) {
            let person = &traveller.person;
            listing.row([
                person.surname().to_owned(),
                person.first_name.to_string(),
                person.birth_date.map(day).unwrap_or_default(),
                traveller.schooling(),
                match fate.as_str() {
                    "created" => "à créer",
                    "returned" => "à rouvrir",
                    other => word(other),
                }
                .to_owned(),
            ]);
        }
        let table = listing.cut_table(context.ui.most(SHOWN), context.ui.width, context.ui.color);
        Ok(context.ui.show(&table)?)
    }

    fn tell(&self, context: &mut Context, packet: &Packet, plan: &Plan, written: &Written) -> Result<()> {
        let n = packet.pupils.len();
        context.ui.tell(&format!(
            "{} {} de {} (transfert n° {})\u{a0}: {}.",
            count(n, "élève", "élèves"),
            agree(n, "reçu", "reçus"),
            packet.from,
            written.transfer,
            plan.totals()
        ))?;
        let names: Vec<String> = written.accounts.clone();
        if !names.is_empty() {
            let what = agree(names.len(), "Compte créé", "Comptes créés");
            let shown = if names.len() > SHOWN { count(names.len(), "compte", "comptes") } else { list(&names) };
            context.ui.tell(&format!("{what}\u{a0}: {shown}."))?;
        }
        if written.carried > 0 {
            context.ui.tell(&format!(
                "{} {} mot de passe personnel.",
                count(written.carried, "élève", "élèves"),
                agree(written.carried, "garde son", "gardent leur")
            ))?;
        }
        if plan.conflicts() > 0 {
            context.ui.warn(&format!(
                "{} à quelqu’un sans qu’on sache si c’est la même personne\u{a0}: cpro import conflicts",
                count(plan.conflicts(), "élève ressemble", "élèves ressemblent")
            ))?;
        }
        let due = written.accounts.len().saturating_sub(written.carried_new);
        if due > 0 {
            let logins =
                if names.len() <= 5 { names.join(" ") } else { format!("--created-since {}", context.today()) };
            context.ui.hint(&format!("cpro slips generate {logins} -o papillons.pdf"))?;
        }
        let file = shell(&self.file.display().to_string());
        context.ui.hint(&format!(
            "effacez {file}\u{a0}; pour revenir en arrière\u{a0}: cpro import undo {}",
            written.batch.0
        ))?;
        Ok(())
    }

    fn report(&self, packet: &Packet, plan: &Plan, written: Option<&Written>) -> Value {
        let count = |wanted: &str| plan.fates.iter().filter(|fate| *fate == wanted).count();
        json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "transfer": written.map(|written| written.transfer),
            "batch": written.map(|written| written.batch.0),
            "from": { "uai": packet.from.as_str(), "name": packet.from_name },
            "sent_at": packet.sent_at,
            "read": packet.pupils.len(),
            "created": count("created"),
            "linked": count("linked"),
            "returned": count("returned"),
            "conflicts": plan.conflicts(),
            "accounts_created": written.map_or(0, |written| written.accounts.len()),
            "logins": written.map(|written| written.accounts.clone()).unwrap_or_default(),
            "passwords_kept": written.map_or(0, |written| written.carried),
        })
    }
}

/// A file's name without its folder.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
