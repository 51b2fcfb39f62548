//! `cpro transfers receive`: pupils of another school, opened, checked, shown, then created or linked.

use std::path::{Path, PathBuf};

use clap::Args;

use super::key::KeyArgs;
use super::uai;
use crate::advice::{Quote, import, slips};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, lead};
use crate::cli::french;
use crate::cli::options::DryRun;
use crate::domain::account::{PasswordState, Status};
use crate::domain::transfer::{Fate, Traveller};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, day, instant, list};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::transfers::receive::{Arrival, Plan, Receive as Request, Received, Sealed};

/// Most lines of the preview, and most logins said, unless --verbose.
const SHOWN: usize = 20;

/// Reçoit le fichier d’un autre établissement : crée les élèves, ou reconnaît ceux qui sont déjà ici
///
/// Un fichier pour un autre établissement, ou déjà reçu, est refusé. L’expéditeur est celui que le fichier annonce : la
/// phrase de passe convenue avec lui, ou --from, le confirme. De quelqu’un qui est déjà ici, le fichier ne complète que ce
/// qui manque. Les mots de passe joints ne sont repris que d’un fichier fermé par une phrase de passe, ou avec
/// --accept-passwords : une clé publique est connue de tous.
#[derive(Debug, Clone, Args)]
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
    #[command(flatten)]
    trial: DryRun,
}

impl Receive {
    pub fn run(self, session: &mut Session) -> Result {
        if self.file == Path::new("-") && self.key.reads_stdin() {
            let message = "l’entrée standard ne peut pas donner à la fois le fichier et la phrase de passe.";
            return Err(Error::new(exit::USAGE, message).hint("--passphrase-file FICHIER"));
        }
        let sealed = Sealed::read(&mut session.world, &self.file)?;
        let opened = self.key.open(&sealed, session)?;
        let request = Request {
            packet: opened.packet,
            file: self.file,
            trusted: opened.trusted || self.accept_passwords,
            from: self.from,
            division: self.division,
        };
        lead(session, request, self.trial.into())
    }
}

impl Led for Request {
    fn show(plan: &Plan, say: &mut Speech) {
        say.warn_each(plan.remarks().iter().map(ToString::to_string));
        let packet = plan.packet();
        let name = if packet.from_name.is_empty() { String::new() } else { format!("{} ", packet.from_name) };
        let at = &packet.sent_at;
        let sent = if at.is_empty() { String::new() } else { format!(", envoyé le {}", instant(at)) };
        say.status(format!("Fichier de {name}({}){sent}, registre : {}.", packet.from, packet.register));
        say.table(preview(plan), SHOWN);
        for (reason, n) in plan.refused() {
            let people = count(n, "élève restera", "élèves resteront");
            say.warn(format!("{people} sans compte : {}.", reason.as_str()));
        }
        let refused = plan.passwords_refused();
        if refused > 0 {
            let joined = count(refused, "mot de passe joint", "mots de passe joints");
            let taken = agree(refused, "repris", "repris");
            say.warn(format!(
                "{joined} non {taken} : le fichier est fermé par une clé publique, que n’importe qui peut avoir. Si vous l’attendiez : --accept-passwords"
            ));
        }
    }

    fn question(plan: &Plan) -> Option<Question> {
        let packet = plan.packet();
        Some(Question::new(
            format!("Recevoir {} de {} ?", count(packet.pupils.len(), "élève", "élèves"), packet.from),
            format!("recevoir un fichier de {} demande une confirmation.", packet.from),
        ))
    }

    fn foretell(received: &Received, say: &mut Speech) {
        let would = totals(
            received,
            [
                ("élève serait créé", "élèves seraient créés"),
                ("élève est déjà connu", "élèves sont déjà connus"),
                ("élève reviendrait", "élèves reviendraient"),
                ("élève est à décider", "élèves sont à décider"),
                ("élève est ignoré", "élèves sont ignorés"),
            ],
        );
        say.tell(format!("{would}. Simulation : rien n’a été modifié."));
    }

    fn tell(received: &Received, say: &mut Speech) {
        let n = received.read;
        let what = format!("{} {}", count(n, "élève", "élèves"), agree(n, "reçu", "reçus"));
        let (from, number) = (&received.from.uai, received.transfer.unwrap_or_default());
        say.tell(format!("{what} de {from} (transfert n° {number}) : {}.", done(received)));
        logins(&received.logins, "Compte créé", "Comptes créés", say);
        logins(&received.reopened, "Compte rouvert", "Comptes rouverts", say);
        if received.passwords_kept > 0 {
            let keep = agree(received.passwords_kept, "garde son", "gardent leur");
            say.tell(format!("{} {keep} mot de passe personnel.", count(received.passwords_kept, "élève", "élèves")));
        }
        if received.conflicts > 0 {
            let n = count(received.conflicts, "élève ressemble", "élèves ressemblent");
            say.warn(
                format!("{n} à quelqu’un sans qu’on sache si c’est la même personne : ").call(import::conflicts()),
            );
        }
        if !received.due.is_empty() {
            say.next(slips::generate_some(&received.due));
        }
        let file = crate::advice::shell(&received.file.display().to_string());
        let batch = received.batch.map_or(0, |batch| batch.0);
        say.next(format!("effacez {file} ; pour revenir en arrière : ").call(import::undo(batch)));
    }

    fn code(received: &Received) -> u8 {
        if received.conflicts > 0 { exit::REJECTS } else { exit::DONE }
    }
}

/// « 2 créés, 1 déjà connu ».
fn done(received: &Received) -> String {
    totals(
        received,
        [
            ("créé", "créés"),
            ("déjà connu", "déjà connus"),
            ("revenu", "revenus"),
            ("à décider", "à décider"),
            ("ignoré", "ignorés"),
        ],
    )
}

fn totals(received: &Received, words: [(&str, &str); 5]) -> String {
    let Received { created, linked, returned, conflicts, ignored, .. } = received;
    let said = [created, linked, returned, conflicts, ignored].into_iter().zip(words).filter(|(n, _)| **n > 0);
    list(&said.map(|(n, (one, many))| count(*n, one, many)).collect::<Vec<_>>())
}

fn preview(plan: &Plan) -> Listing {
    let rows = plan.arrivals().map(|arrival| {
        let person = &arrival.traveller.person;
        [
            person.surname().to_owned(),
            person.first_name.to_string(),
            person.birth_date.map(day).unwrap_or_default(),
            arrival.traveller.schooling(),
            if arrival.keeps_password { "gardé".to_owned() } else { password(arrival.traveller) },
            here(&arrival),
        ]
    });
    let headings = ["Nom", "Prénom", "Naissance", "Scolarité d’origine", "Mot de passe", "Ici"];
    Listing::new(headings).unbroken([2]).with_rows(rows)
}

/// What is to be done here; under which name, where it is not the packet's.
fn here(arrival: &Arrival<'_>) -> String {
    let fate = match arrival.fate {
        Fate::Created => "à créer",
        Fate::Returned => "à rouvrir",
        other => other.label(),
    };
    arrival.other_name.as_ref().map_or_else(|| fate.to_owned(), |name| format!("{fate} :\n{name}"))
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

fn logins(logins: &[String], one: &str, many: &str, say: &mut Speech) {
    let n = logins.len();
    if n > 0 {
        let shown = if n > say.most(SHOWN) { count(n, "compte", "comptes") } else { list(logins) };
        say.tell(format!("{} : {shown}.", agree(n, one, many)));
    }
}
