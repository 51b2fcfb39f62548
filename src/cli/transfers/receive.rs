//! `cpro transfers receive`: pupils of another school, opened, checked, shown, then created or linked.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::key::{KeyArgs, as_drawn, unopened};
use super::{School, packet, uai};
use crate::advice::shell;
use crate::cli::french;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::account::{PasswordState, Status};
use crate::domain::setting::Settings;
use crate::domain::transfer::{Fate, Packet, Traveller};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, day, instant, list};
use crate::sources::sealed::{self, Key};
use crate::store::{Store, Transfer};
use crate::terminal::safe;
use crate::terminal::table::Listing;
use crate::world::file_name;

mod plan;
mod write;

use plan::Plan;
use write::Written;

/// Most lines of the preview, and most logins said, unless --verbose.
const SHOWN: usize = 20;

/// Times that a passphrase is asked for.
const TRIES: u32 = 3;

/// Reçoit le fichier d’un autre établissement : crée les élèves, ou reconnaît ceux qui sont déjà ici
///
/// Un fichier pour un autre établissement, ou déjà reçu, est refusé. L’expéditeur est celui que le fichier annonce : la
/// phrase de passe convenue avec lui, ou --from, le confirme. De quelqu’un qui est déjà ici, le fichier ne complète que ce
/// qui manque. Les mots de passe joints ne sont repris que d’un fichier fermé par une phrase de passe, ou avec
/// --accept-passwords : une clé publique est connue de tous.
#[derive(Debug, Args)]
pub struct Receive {
    /// Fichier écrit par « cpro transfers send » dans l’autre établissement
    #[arg(value_name = "FICHIER.age")]
    file: PathBuf,
    /// Établissement dont le fichier doit venir
    #[arg(long, value_name = "UAI", value_parser = uai)]
    from: Option<Uai>,
    /// Division où placer ceux qui n’en ont pas ici (sans cette option, le prochain import de SIECLE la donnera)
    #[arg(long, visible_alias = "class", value_name = "DIVISION", value_parser = french::label)]
    division: Option<String>,
    /// Reprend aussi les mots de passe joints à un fichier fermé par une clé
    #[arg(long)]
    accept_passwords: bool,
    #[command(flatten)]
    key: KeyArgs,
    /// Montre ce qui serait créé ou reconnu, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Receive {
    pub fn run(self, context: &mut Context) -> Result {
        if self.file == Path::new("-") && self.key.reads_stdin() {
            let message = "l’entrée standard ne peut pas donner à la fois le fichier et la phrase de passe.";
            return Err(Error::new(exit::USAGE, message).hint("--passphrase-file FICHIER"));
        }
        let mut store = context.store()?;
        let settings = store.settings()?;
        let school = School::require(&store, &settings)?;
        let (packet, trusted) = self.open(context, &school)?;
        self.check(&store, &school, &packet)?;
        let passwords = trusted || self.accept_passwords;
        let plan = Plan::new(context, &store, &settings, &packet, self.division.as_deref(), passwords)?;
        self.show(context, &packet, &plan)?;
        if self.dry_run {
            context.ui().tell(&format!("{}. Simulation\u{a0}: rien n’a été modifié.", plan.would()))?;
            self.report(context, &settings, &packet, &plan, None)?;
            return Ok(plan.code());
        }
        context.confirm_or_try(
            &format!("Recevoir {} de {}\u{a0}?", count(packet.pupils.len(), "élève", "élèves"), packet.from),
            &format!("recevoir un fichier de {} demande une confirmation.", packet.from),
        )?;
        let written = plan.write(context, &mut store, &settings, &packet, &file_name(&self.file))?;
        self.tell(context, &packet, &plan, &written)?;
        self.report(context, &settings, &packet, &plan, Some(&written))?;
        Ok(plan.code())
    }

    /// The packet, and whether whoever shut it knew a secret of ours.
    fn open(&self, context: &mut Context, school: &School) -> Result<(Packet, bool)> {
        let bytes = context.read(&self.file, sealed::MAX_BYTES)?;
        let (content, trusted) = self.unseal(context, &bytes, school)?;
        let packet = packet::read(&content).map_err(|why| {
            let message = format!("«\u{a0}{}\u{a0}»\u{a0}: {why}. Rien n’a été enregistré.", self.file.display());
            Error::new(exit::DATA, message).hint("demandez un nouvel envoi à l’autre établissement.")
        })?;
        Ok((packet, trusted))
    }

    /// What the file holds, and whether a passphrase opened it; in a terminal, a wrong one is asked for again.
    fn unseal(&self, context: &mut Context, bytes: &[u8], school: &School) -> Result<(Vec<u8>, bool)> {
        let tries = if context.terminal.interactive && self.key.asks() { TRIES } else { 1 };
        for left in (0..tries).rev() {
            let key = self.key.key(context, bytes, &self.file, &school.agreement.identity)?;
            let trusted = matches!(key, Key::Passphrase(_));
            match unlock(bytes, &key) {
                Ok(content) => return Ok((content, trusted)),
                Err(sealed::Error::WrongKey) if trusted && left > 0 => {
                    context.ui().warn("cette phrase de passe n’ouvre pas le fichier.")?;
                }
                Err(error) => return Err(unopened(&self.file, error)),
            }
        }
        Err(unopened(&self.file, sealed::Error::WrongKey))
    }

    /// The addressee, the sender, and that it is the first time.
    fn check(&self, store: &Store, school: &School, packet: &Packet) -> Result<()> {
        let (from, to, ours) = (&packet.from, &packet.to, &school.uai);
        let refused =
            |why: String, hint: &str| Err(Error::refused(format!("{why}. Rien n’a été enregistré.")).hint(hint));
        if from == ours {
            let hint = "pour revenir sur un envoi\u{a0}: cpro transfers list, puis cpro transfers cancel NUMÉRO";
            return refused(format!("ce fichier vient de cet établissement-ci, {ours}"), hint);
        }
        if to != ours {
            let hint = format!("demandez à {from} d’annuler ce transfert et d’envoyer à {ours}.");
            return refused(format!("ce fichier est pour l’établissement {to}, et celui-ci est {ours}"), &hint);
        }
        if let Some(expected) = self.from.as_ref().filter(|expected| *expected != from) {
            let hint = "demandez le bon fichier, ou corrigez --from.";
            return refused(format!("ce fichier vient de {from}, non de {expected}"), hint);
        }
        store.received(&packet.id)?.map_or(Ok(()), |first| Err(received(&first)))
    }

    fn show(&self, context: &mut Context, packet: &Packet, plan: &Plan) -> Result<()> {
        let name = if packet.from_name.is_empty() { String::new() } else { format!("{} ", safe(&packet.from_name)) };
        let at = &packet.sent_at;
        let sent = if at.is_empty() { String::new() } else { format!(", envoyé le {}", instant(at)) };
        let register = safe(&packet.register);
        context.ui().status(&format!("Fichier de {name}({}){sent}, registre\u{a0}: {register}.", packet.from))?;
        let headings = ["Nom", "Prénom", "Naissance", "Scolarité d’origine", "Mot de passe", "Ici"];
        let mut listing = Listing::new(headings).unbroken([2]);
        for (at, (traveller, fate)) in packet.pupils.iter().zip(&plan.fates).enumerate() {
            let person = &traveller.person;
            listing.row([
                person.surname().to_owned(),
                person.first_name.to_string(),
                person.birth_date.map(day).unwrap_or_default(),
                traveller.schooling(),
                if plan.keeps_password(packet, at) { "gardé".to_owned() } else { password(traveller) },
                here(*fate, plan.other_name(packet, at)),
            ]);
        }
        let table = listing.cut_table(context.terminal.most(SHOWN), context.terminal.width, context.terminal.color);
        context.ui().show(&table)?;
        for (reason, n) in plan.refused() {
            let people = count(n, "élève restera", "élèves resteront");
            context.ui().warn(&format!("{people} sans compte\u{a0}: {reason}."))?;
        }
        if plan.refused_passwords > 0 {
            context.ui().warn(&format!(
                "{} non {}\u{a0}: le fichier est fermé par une clé publique, que n’importe qui peut avoir. Si vous l’attendiez\u{a0}: --accept-passwords",
                count(plan.refused_passwords, "mot de passe joint", "mots de passe joints"),
                agree(plan.refused_passwords, "repris", "repris"),
            ))?;
        }
        Ok(())
    }

    fn tell(&self, context: &mut Context, packet: &Packet, plan: &Plan, written: &Written) -> Result<()> {
        let n = packet.pupils.len();
        let what = format!("{} {}", count(n, "élève", "élèves"), agree(n, "reçu", "reçus"));
        context.ui().tell(&format!(
            "{what} de {} (transfert n° {})\u{a0}: {}.",
            packet.from,
            written.transfer,
            plan.totals()
        ))?;
        logins(context, &written.created, "Compte créé", "Comptes créés")?;
        logins(context, &written.reopened, "Compte rouvert", "Comptes rouverts")?;
        if written.kept > 0 {
            let keep = agree(written.kept, "garde son", "gardent leur");
            context.ui().tell(&format!("{} {keep} mot de passe personnel.", count(written.kept, "élève", "élèves")))?;
        }
        if plan.conflicts() > 0 {
            context.ui().warn(&format!(
                "{} à quelqu’un sans qu’on sache si c’est la même personne\u{a0}: cpro import conflicts",
                count(plan.conflicts(), "élève ressemble", "élèves ressemblent")
            ))?;
        }
        if !written.due.is_empty() {
            let due = written.due.join(" ");
            context.ui().hint(&format!("cpro slips generate {due} -o papillons.pdf"))?;
        }
        let (file, batch) = (shell(&self.file.display().to_string()), written.batch.0);
        Ok(context
            .ui()
            .hint(&format!("effacez {file}\u{a0}; pour revenir en arrière\u{a0}: cpro import undo {batch}"))?)
    }

    fn report(
        &self,
        context: &mut Context,
        settings: &Settings,
        packet: &Packet,
        plan: &Plan,
        written: Option<&Written>,
    ) -> Result<()> {
        let none = Vec::new();
        let report = json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "transfer": written.map(|written| written.transfer),
            "batch": written.map(|written| written.batch.0),
            "from": { "uai": packet.from.as_str(), "name": packet.from_name },
            "sent_at": packet.sent_at,
            "read": packet.pupils.len(),
            "created": plan.count(Fate::Created),
            "linked": plan.count(Fate::Linked),
            "returned": plan.count(Fate::Returned),
            "conflicts": plan.conflicts(),
            "ignored": plan.count(Fate::Ignored),
            "accounts_created": plan.accounts(),
            "logins": written.map_or(&none, |written| &written.created),
            "passwords_kept": (0..packet.pupils.len()).filter(|at| plan.keeps_password(packet, *at)).count(),
            "passwords_refused": plan.refused_passwords,
        });
        print::report(context, || print::of_school(report, settings))
    }
}

/// Opens a file; a phrase of ours is known again however it was written down.
fn unlock(bytes: &[u8], key: &Key) -> std::result::Result<Vec<u8>, sealed::Error> {
    let heard = match (sealed::open(bytes, key), key) {
        (Err(sealed::Error::WrongKey), Key::Passphrase(heard)) => heard,
        (opened, _) => return opened,
    };
    let drawn = as_drawn(heard).ok_or(sealed::Error::WrongKey)?;
    sealed::open(bytes, &Key::Passphrase(drawn))
}

/// The refusal of a file that came in already.
pub fn received(first: &Transfer) -> Error {
    let at = instant(&first.at);
    Error::refused(format!("ce fichier a déjà été reçu, le {at} (transfert n° {}). Rien n’a été modifié.", first.id))
        .hint(format!("cpro transfers list {}", first.id))
}

/// What is to be done here; under which name, where it is not the packet's.
fn here(fate: Fate, other_name: Option<String>) -> String {
    let fate = match fate {
        Fate::Created => "à créer",
        Fate::Returned => "à rouvrir",
        other => other.label(),
    };
    other_name.map_or_else(|| fate.to_owned(), |name| format!("{fate}\u{a0}:\n{name}"))
}

/// What the password was worth at the other school, for people.
fn password(traveller: &Traveller) -> String {
    if traveller.hash().is_some() {
        return "non repris".to_owned();
    }
    let state = traveller.account.as_ref().and_then(|left| left.password_state.parse::<PasswordState>().ok());
    let locked = traveller.account.as_ref().is_some_and(|left| left.status == Status::Locked.as_str());
    let locked = if locked { ", verrouillé" } else { "" };
    state.map_or(String::new(), |state| format!("non joint ({}{locked})", state.label()))
}

fn logins(context: &mut Context, logins: &[String], one: &str, many: &str) -> Result<()> {
    if logins.is_empty() {
        return Ok(());
    }
    let shown = if logins.len() > context.terminal.most(SHOWN) {
        count(logins.len(), "compte", "comptes")
    } else {
        list(logins)
    };
    Ok(context.ui().tell(&format!("{}\u{a0}: {shown}.", agree(logins.len(), one, many)))?)
}
