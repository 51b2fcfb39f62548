//! `cpro init`: the establishment, and its one administrator account.

use clap::{Args, ValueEnum};

use crate::advice::{Quote, import, settings, slips};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::domain::setting::{Key, Settings, cerise_pro, cpro_sti};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, decapitalised};
use crate::terminal::speech::Speech;
use crate::work::base;
use crate::work::init::{Init as Request, Plan, Refusal, SetUp, present};

/// Première mise en place : l’établissement et son compte administrateur
///
/// Sans les options, les questions sont posées dans le terminal.
#[derive(Debug, Clone, Args)]
pub struct Init {
    /// Nom de l’établissement
    #[arg(long, value_name = "NOM")]
    name: Option<String>,
    /// Code UAI (ex-RNE), par exemple 0932048W
    #[arg(long, value_name = "CODE")]
    uai: Option<String>,
    /// Adresse électronique de l’établissement
    #[arg(long, value_name = "ADRESSE")]
    email: Option<String>,
    /// Adresse du site C-Pro (sans cette option, elle est déduite du code UAI)
    #[arg(long, value_name = "URL", conflicts_with = "service")]
    site: Option<String>,
    /// Service : cpro-sti ou cpro-education
    #[arg(long, value_name = "SERVICE")]
    service: Option<Service>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Service {
    CproSti,
    CproEducation,
}

impl Init {
    /// A base is made only once every answer is good.
    pub fn run(self, session: &mut Session) -> Result {
        let known = present(&session.world)?;
        let name = ask(session, &known, Key::Name, self.name.as_deref(), "--name", "Nom de l’établissement :")?;
        let code = ask(session, &known, Key::Uai, self.uai.as_deref(), "--uai", "Code UAI (ex-RNE) :")?;
        let email = ask(session, &known, Key::Email, self.email.as_deref(), "--email", "Adresse électronique :")?;
        let uai: Uai = code.parse().map_err(|error| Error::new(exit::USAGE, format!("{error}.")))?;
        let site = self.site(session, &known, &uai)?;
        let mut values = vec![(Key::Name, name), (Key::Uai, code), (Key::Email, email)];
        values.extend(site.map(|site| (Key::Site, site)));
        lead(session, Request { uai, values }, Trial::Never)
    }

    /// The site's address, `None` to keep what follows from the code.
    fn site(&self, session: &mut Session, known: &Settings, uai: &Uai) -> Result<Option<String>> {
        let value = match (&self.site, self.service) {
            (Some(site), _) => site.clone(),
            (None, Some(Service::CproSti)) => cpro_sti(uai),
            (None, Some(Service::CproEducation)) => cerise_pro(uai),
            (None, None) if !session.terminal.interactive => return Ok(None),
            (None, None) => ask_site(session, known, uai)?,
        };
        checked(Key::Site, &value).map(Some)
    }
}

impl Led for Request {
    const NEEDS: base::Needs = base::Needs::OrNew;

    fn show(plan: &Plan, say: &mut Speech) {
        for (key, before, after) in &plan.changes {
            say.status(format!("{} : {before} → {after}", key.meaning()));
        }
    }

    fn question(plan: &Plan) -> Option<Question> {
        let n = count(plan.changes.len(), "réglage", "réglages");
        let verb = agree(plan.changes.len(), "changerait", "changeraient");
        let refusal = format!("l’établissement est déjà réglé, et {n} {verb} : il faut une confirmation.");
        (!plan.changes.is_empty()).then(|| Question::new(format!("Remplacer {n} ?"), refusal))
    }

    fn tell(set_up: &SetUp, say: &mut Speech) {
        let uai = &set_up.uai;
        say.tell(format!("Établissement {uai} enregistré dans {}.", set_up.base.display()));
        if set_up.administrator {
            say.tell(format!("Compte administrateur créé : {uai}."));
            let drawn = "Son mot de passe provisoire sera tiré à l’impression de son papillon : ";
            say.status(drawn.call(slips::generate_as(uai, "administrateur.pdf")));
        }
        say.next(import::siecle_csv());
    }

    fn reports(_: &SetUp) -> bool {
        false
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let Refusal::OtherSchool(known, uai) = refusal;
        Self::refused(format!("cette base est celle de l’établissement {known}, non de {uai} : rien n’a été modifié."))
            .hint("une base par établissement : ajoutez --db AUTRE_FICHIER")
            .hint("si le code réglé était faux : ".call(settings::set(Key::Uai.as_str(), uai)))
    }
}

/// The option, or the answer to a question asked until it is good; without a terminal, what is set already.
fn ask(
    session: &mut Session,
    known: &Settings,
    key: Key,
    given: Option<&str>,
    option: &str,
    question: &str,
) -> Result<String> {
    if let Some(value) = given {
        return checked(key, value);
    }
    let known = known.0.get(&key).cloned();
    if !session.terminal.interactive {
        return known.ok_or_else(|| {
            let message = format!("il manque une réponse : {} ({option}).", decapitalised(&key.meaning()));
            Error::new(exit::SETTINGS, message).hint(crate::advice::init_with(option))
        });
    }
    let question = known.as_ref().map_or_else(|| question.to_owned(), |known| format!("{question} [{known}]"));
    loop {
        let answer = session.terminal.ask(&question, known.as_deref())?;
        match key.check(&answer) {
            Ok(value) => return Ok(value),
            Err(refusal) => session.warn(format!("{}.", refusal.0)),
        }
    }
}

fn ask_site(session: &mut Session, known: &Settings, uai: &Uai) -> Result<String> {
    let default = known.0.get(&Key::Site).cloned().unwrap_or_else(|| cpro_sti(uai));
    session.say(|say| say.status("Adresse du site, imprimée sur les papillons :"));
    session.terminal.list(&[format!("C-Pro STI : {}", cpro_sti(uai)), format!("CPRO éducation : {}", cerise_pro(uai))]);
    loop {
        let question = format!("1, 2 ou une autre adresse (Entrée : {default}) :");
        let answer = session.terminal.ask(&question, Some(&default))?;
        let value = match answer.as_str() {
            "1" => cpro_sti(uai),
            "2" => cerise_pro(uai),
            other => other.to_owned(),
        };
        match Key::Site.check(&value) {
            Ok(value) => return Ok(value),
            Err(refusal) => session.warn(format!("{}.", refusal.0)),
        }
    }
}

fn checked(key: Key, value: &str) -> Result<String> {
    key.check(value)
        .map_err(|refusal| Error::new(exit::USAGE, format!("{} : {}.", decapitalised(&key.meaning()), refusal.0)))
}
