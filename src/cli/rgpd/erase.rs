//! `cpro rgpd erase`: somebody, and every trace of them; with a certificate that names nobody.

use std::path::PathBuf;

use clap::Args;

use crate::advice::{settings, shell};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, lead};
use crate::cli::options::DryRun;
use crate::cli::rgpd::tell_targets;
use crate::domain::ine::masked;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, day, decapitalised};
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::rgpd::certificate::lines;
use crate::work::rgpd::erase::{Copy, Erase as Request, Erased, Plan};

/// Most copies that are named, unless --verbose.
const SHOWN: usize = 5;

/// Efface une personne pour de bon : fiche, compte, papillons, traces
///
/// Ce qui porte son nom dans la base est retiré, et le fichier relu pour s’en assurer. L’identifiant n’est plus jamais donné ;
/// il n’en reste, comme de l’INE, qu’une empreinte à clé. Une sauvegarde plus ancienne, reprise, l’efface de nouveau. Les
/// annuaires suivis par cpro sync l’apprennent à la prochaine synchronisation.
#[derive(Debug, Args)]
pub struct Erase {
    /// Identifiant, ou nom entier s’il est seul à le porter
    #[arg(value_name = "IDENTIFIANT", required_unless_present = "ine", conflicts_with = "ine")]
    whom: Option<String>,
    /// INE de la personne
    #[arg(long, value_name = "INE")]
    ine: Option<String>,
    /// Écrit l’attestation d’effacement, sans nom
    #[arg(long, short = 'o', value_name = "FICHIER.txt")]
    certificate: Option<PathBuf>,
    /// Refait la sauvegarde et efface celles d’avant, où la personne est encore
    #[arg(long)]
    with_copies: bool,
    /// Remplace le fichier de l’attestation s’il existe
    #[arg(long, short)]
    force: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Erase {
    pub fn run(self, session: &mut Session) -> Result {
        let whom = self.whom.or(self.ine).unwrap_or_default();
        let Self { with_copies, certificate, force, .. } = self;
        lead(session, Request { whom, with_copies, certificate, replace: force }, self.trial.into())
    }
}

impl Led for Request {
    /// Somebody is erased once.
    const AGAIN: bool = false;

    fn show(plan: &Plan, say: &mut Speech) {
        let person = &plan.subject.person;
        let login = plan.subject.account.as_ref().map_or_else(|| "sans compte".to_owned(), |(_, login)| login.clone());
        let mut known = vec![login, person.division().to_owned()];
        known.extend(person.birth_date.map(|date| format!("né(e) le {}", day(date))));
        known.extend((!person.ine.is_empty()).then(|| format!("INE {}", masked(&person.ine))));
        known.retain(|word| !word.is_empty());
        say.status(format!("{} ({})", person.full_name(), known.join(", ")));
        let foreseen = Self::foresee(plan);
        for line in lines(&foreseen) {
            say.status(format!("  {line}"));
        }
        if let Some((gone, is_open)) = plan.copies_that_go() {
            let gone = count(gone, "sauvegarde effacée", "sauvegardes effacées");
            let shut = if is_open { ", non chiffrée" } else { "" };
            say.warn(format!("{gone} : une seule les remplacera, faite après l’effacement{shut}."));
        }
        tell_copies(&foreseen.copies, say);
        if plan.are_shared {
            say.warn(
                "les papillons des autres, dans les mêmes documents, sont effacés aussi : réimprimez-les s’il le faut.",
            );
        }
    }

    fn about(plan: &Plan) -> Vec<String> {
        vec![plan.subject.id.0.to_string()]
    }

    fn question(plan: &Plan) -> Option<Question> {
        let name = plan.subject.person.full_name();
        let word = plan.subject.account.as_ref().map_or_else(|| name.clone(), |(_, login)| login.clone());
        let question = Question::new(
            format!("Effacer {name} pour de bon ? Rien ne pourra la faire revenir."),
            format!("effacer {name} demande une confirmation."),
        );
        Some(Question { word: Some(word), ..question })
    }

    fn foretell(_foreseen: &Erased, say: &mut Speech) {
        say.tell("Simulation : rien n’a été effacé.");
    }

    fn tell(erased: &Erased, say: &mut Speech) {
        let number = erased.number.unwrap_or_default();
        let proof = match erased.verified {
            Some(true) => ", la base relue n’a plus ni son identifiant ni ses numéros",
            _ => "",
        };
        say.tell(format!("Personne effacée (n° {number}){proof}."));
        if erased.copies_removed > 0 {
            say.tell(format!("{}.", count(erased.copies_removed, "copie d’avant effacée", "copies d’avant effacées")));
        }
        if erased.copies_unread {
            say.warn("le dossier des sauvegardes ne peut pas être lu : celles qui s’y trouvent contiennent encore la personne.");
        }
        tell_targets("ses", &erased.targets, say);
        tell_settings(&erased.settings, say);
        match &erased.certificate {
            Some(path) => say.status(format!("Attestation : {path}")),
            None => say.status("Pour l’attestation, une prochaine fois : -o FICHIER.txt"),
        }
    }

    fn shortfall(erased: &mut Erased) -> Option<Error> {
        if let Some(error) = erased.trouble.drain(..).next() {
            let Error { code, message, hints, .. } = error.into();
            let mut told =
                Error::new(code, format!("la personne est effacée, mais : {}", decapitalised(&message.to_string())));
            told.hints = hints;
            return Some(told);
        }
        (erased.verified == Some(false)).then(|| {
            Error::new(exit::REFUSED, "la personne est effacée, mais la base relue contient encore son identifiant, son INE ou son numéro (nom d’un réglage, pièce jointe…) : l’attestation le dit.")
        })
    }
}

fn tell_copies(copies: &[Copy], say: &mut Speech) {
    let (dated, others): (Vec<&Copy>, Vec<&Copy>) = copies.iter().partition(|copy| copy.until.is_some());
    if let Some(last) = dated.iter().filter_map(|copy| copy.until).max() {
        let n = count(dated.len(), "sauvegarde où elle est encore", "sauvegardes où elle est encore");
        let kept = agree(dated.len(), "gardée", "gardées");
        let until = day(last);
        say.status(format!(
            "{n}, {kept} jusqu’au {until} au plus (--with-copies les efface ; une reprise l’en retire) :"
        ));
        name(&dated, say);
    }
    if !others.is_empty() {
        let n = count(others.len(), "autre copie de la base", "autres copies de la base");
        say.warn(format!("{n}, à effacer à la main :"));
        name(&others, say);
    }
}

fn name(copies: &[&Copy], say: &mut Speech) {
    let most = say.most(SHOWN);
    for copy in copies.iter().rev().take(most) {
        say.status(format!("  {}", shell(&copy.path)));
    }
}

fn tell_settings(named: &[&'static str], say: &mut Speech) {
    for setting in named {
        say.warn(format!("le réglage {setting} la nomme encore.").as_str());
        say.next(settings::set_as(setting, "VALEUR"));
    }
}
