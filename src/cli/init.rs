//! `cpro init`: the establishment, and its one administrator account.

use clap::{Args, ValueEnum};

use super::french::typography;
use crate::cli::Context;
use crate::domain::login::Login;
use crate::domain::profile::Profile;
use crate::domain::setting::{Key, Settings, cerise_pro, cpro_sti};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::store::{Action, NewAccountRow, Password, Store};

/// Première mise en place : l’établissement et son compte administrateur
///
/// Sans les options, les questions sont posées dans le terminal.
#[derive(Debug, Args)]
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
    pub fn run(self, context: &mut Context) -> Result {
        // A base is made only once every answer is good.
        let (settings, is_set_up) = match context.store() {
            Ok(store) => (store.settings()?, store.has_administrator()?),
            Err(error) if error.code == exit::NOT_FOUND => (Settings::default(), false),
            Err(error) => return Err(error),
        };
        let answers = self.answers(context, &settings)?;
        let uai = answers.uai;
        if is_set_up {
            refuse_other(&settings, &uai)?;
        }
        let mut store = context.store_or_new()?;

        let administrator = write(context, &mut store, &answers.values, &uai)?;

        let base = context.base.clone().unwrap_or_default();
        context.ui().tell(&format!("Établissement {uai} enregistré dans {}.", base.display()))?;
        if administrator {
            context.ui().tell(&format!("Compte administrateur créé\u{a0}: {uai}."))?;
            context.ui().status(&typography(&format!(
                "Son mot de passe provisoire sera tiré à l’impression de son papillon : cpro slips generate {uai} -o administrateur.pdf"
            )))?;
        }
        context.ui().hint("cpro import siecle FICHIER.csv")?;
        Ok(exit::DONE)
    }

    fn answers(&self, context: &mut Context, settings: &Settings) -> Result<Answers> {
        let name = ask(context, settings, Key::Name, self.name.as_deref(), "--name", "Nom de l’établissement\u{a0}:")?;
        let uai = ask(context, settings, Key::Uai, self.uai.as_deref(), "--uai", "Code UAI (ex-RNE)\u{a0}:")?;
        let email =
            ask(context, settings, Key::Email, self.email.as_deref(), "--email", "Adresse électronique\u{a0}:")?;
        let code: Uai = uai.parse().map_err(|error| Error::new(exit::USAGE, format!("{error}.")))?;
        let site = self.site(context, settings, &code)?;
        let mut values = vec![(Key::Name, name), (Key::Uai, uai), (Key::Email, email)];
        values.extend(site.map(|site| (Key::Site, site)));
        Ok(Answers { values, uai: code })
    }

    /// The site's address, `None` to keep what follows from the code.
    fn site(&self, context: &mut Context, settings: &Settings, uai: &Uai) -> Result<Option<String>> {
        let value = match (&self.site, self.service) {
            (Some(site), _) => site.clone(),
            (None, Some(Service::CproSti)) => cpro_sti(uai),
            (None, Some(Service::CproEducation)) => cerise_pro(uai),
            (None, None) if !context.terminal.interactive => return Ok(None),
            (None, None) => ask_site(context, settings, uai)?,
        };
        checked(Key::Site, &value).map(Some)
    }
}

/// Refuses the base of another establishment.
fn refuse_other(settings: &Settings, uai: &Uai) -> Result<()> {
    match settings.uai().filter(|known| known != uai) {
        None => Ok(()),
        Some(known) => Err(Error::refused(format!(
            "cette base est celle de l’établissement {known}, non de {uai}\u{a0}: rien n’a été modifié."
        ))
        .hint("une base par établissement\u{a0}: ajoutez --db AUTRE_FICHIER")
        .hint(format!("si le code réglé était faux\u{a0}: cpro settings set establishment.uai {uai}"))),
    }
}

struct Answers {
    values: Vec<(Key, String)>,
    uai: Uai,
}

/// The option, or the answer to a question asked until it is good; without a terminal, what is set already.
fn ask(
    context: &mut Context,
    settings: &Settings,
    key: Key,
    given: Option<&str>,
    option: &str,
    question: &str,
) -> Result<String> {
    if let Some(value) = given {
        return checked(key, value);
    }
    let known = settings.0.get(&key).cloned();
    if !context.terminal.interactive {
        return known.ok_or_else(|| {
            let message = format!("il manque une réponse\u{a0}: {} ({option}).", key.meaning().to_lowercase());
            Error::new(exit::SETTINGS, message).hint(format!("cpro init {option} …"))
        });
    }
    let question = known.as_ref().map_or_else(|| question.to_owned(), |known| format!("{question} [{known}]"));
    loop {
        let answer = context.ui().ask(&question, known.as_deref())?;
        match key.check(&answer) {
            Ok(value) => return Ok(value),
            Err(refusal) => context.ui().warn(&format!("{}.", refusal.0))?,
        }
    }
}

fn ask_site(context: &mut Context, settings: &Settings, uai: &Uai) -> Result<String> {
    let default = settings.0.get(&Key::Site).cloned().unwrap_or_else(|| cpro_sti(uai));
    context.ui().status(&format!(
        "Adresse du site\u{a0}: 1. C-Pro STI ({})  2. CPRO éducation ({})",
        cpro_sti(uai),
        cerise_pro(uai)
    ))?;
    loop {
        let answer = context.ui().ask(&format!("1, 2 ou une adresse complète [{default}]\u{a0}:"), Some(&default))?;
        let value = match answer.as_str() {
            "1" => cpro_sti(uai),
            "2" => cerise_pro(uai),
            other => other.to_owned(),
        };
        match Key::Site.check(&value) {
            Ok(value) => return Ok(value),
            Err(refusal) => context.ui().warn(&format!("{}.", refusal.0))?,
        }
    }
}

fn checked(key: Key, value: &str) -> Result<String> {
    key.check(value)
        .map_err(|refusal| Error::new(exit::USAGE, format!("{}\u{a0}: {}.", key.meaning().to_lowercase(), refusal.0)))
}

/// Writes the settings and, the first time, the administrator's account; tells whether it was made.
fn write(context: &Context, store: &mut Store, values: &[(Key, String)], uai: &Uai) -> Result<bool> {
    store.transact(context.stamp(), |tx| {
        let missing = !tx.has_administrator()?;
        for (key, value) in values {
            tx.set(*key, Some(value))?;
        }
        if missing {
            let batch = tx.begin_batch(Action::Init, "")?;
            let login = Login(uai.as_str().into());
            let new = NewAccountRow {
                person: None,
                login: &login,
                profile: Profile::Administrator,
                password: &Password::Pending,
            };
            tx.add_account(&new, batch)?;
            tx.end_batch(batch, Action::Init, "{}")?;
        }
        Ok::<_, Error>(missing)
    })
}
