//! Selectors: the same options on every command that takes accounts.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;

use crate::cli::french;
use crate::cli::old::Context;
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::ine::{IneCell, masked, read as read_ine};
use crate::domain::lockout;
use crate::domain::name;
use crate::domain::profile::Profile;
use crate::error::{Error, Result, exit};
use crate::store::Store;

/// Which accounts a command is about.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Comptes concernés\u{a0}")]
pub struct Selectors {
    /// Identifiants
    #[arg(value_name = "IDENTIFIANT")]
    pub logins: Vec<String>,
    /// Élèves portant cet INE (peut être répété)
    #[arg(long, value_name = "INE")]
    pub ine: Vec<String>,
    /// Division (peut être répété)
    #[arg(long, visible_alias = "class", value_name = "DIVISION")]
    pub division: Vec<String>,
    /// Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur
    #[arg(long, value_name = "PROFIL")]
    pub profile: Vec<ProfileArg>,
    /// État : initial, pending, temporary, personal, expired, active, inactive, locked
    #[arg(long, value_name = "ÉTAT")]
    pub state: Vec<StateArg>,
    /// Comptes dont la réinitialisation est demandée (voir accounts request)
    #[arg(long)]
    pub requested: bool,
    /// Comptes verrouillés
    #[arg(long)]
    pub locked: bool,
    /// Mot de passe initial ou provisoire dont la date est passée
    #[arg(long)]
    pub expired: bool,
    /// Comptes qui ne se sont jamais connectés
    #[arg(long)]
    pub never_signed_in: bool,
    /// Comptes créés depuis ce jour
    #[arg(long, value_name = "JOUR", value_parser = french::day)]
    pub created_since: Option<Date>,
    /// Fichier d’identifiants ou d’INE, un par ligne (- : entrée standard)
    #[arg(long, value_name = "FICHIER")]
    pub from: Option<PathBuf>,
    /// Tous les comptes
    #[arg(long)]
    pub all: bool,
}

/// A profile on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileArg {
    Eleve,
    Enseignant,
    Personnel,
    ChefEtablissement,
    Inspecteur,
    Administrateur,
}

impl From<ProfileArg> for Profile {
    fn from(profile: ProfileArg) -> Self {
        match profile {
            ProfileArg::Eleve => Self::Student,
            ProfileArg::Enseignant => Self::Teacher,
            ProfileArg::Personnel => Self::Staff,
            ProfileArg::ChefEtablissement => Self::Head,
            ProfileArg::Inspecteur => Self::Inspector,
            ProfileArg::Administrateur => Self::Administrator,
        }
    }
}

/// A state on the command line: of the password, or of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateArg {
    Initial,
    Pending,
    Temporary,
    Personal,
    Expired,
    Active,
    Inactive,
    Locked,
}

impl StateArg {
    fn matches(self, account: &Account, now: &Zoned) -> bool {
        match self {
            Self::Initial => account.state(now) == PasswordState::Initial,
            Self::Pending => account.state(now) == PasswordState::Pending,
            Self::Temporary => account.state(now) == PasswordState::Temporary,
            Self::Personal => account.state(now) == PasswordState::Personal,
            Self::Expired => account.state(now) == PasswordState::Expired,
            Self::Active => account.status == Status::Active,
            Self::Inactive => account.status == Status::Inactive,
            Self::Locked => lockout::standing(account, now.timestamp()).is_some(),
        }
    }
}

/// Accounts found, and the words that named nobody.
pub struct Selection {
    pub accounts: Vec<Account>,
    /// Words of a file that name no account: reported, and the rest goes on.
    pub unknown: Vec<String>,
}

impl Selection {
    /// Names what named nobody, and gives the exit code that says so.
    pub fn finish(unknown: &[String], context: &mut Context) -> Result {
        for word in unknown {
            context.ui().warn(&format!("«\u{a0}{word}\u{a0}» ne désigne aucun compte."))?;
        }
        Ok(if unknown.is_empty() { exit::DONE } else { exit::REJECTS })
    }
}

impl Selectors {
    /// True where no selector was given.
    pub fn is_empty(&self) -> bool {
        !self.all
            && !self.requested
            && !self.locked
            && !self.expired
            && !self.never_signed_in
            && self.created_since.is_none()
            && self.from.is_none()
            && self.lists_are_empty()
    }

    fn lists_are_empty(&self) -> bool {
        self.logins.is_empty()
            && self.ine.is_empty()
            && self.division.is_empty()
            && self.profile.is_empty()
            && self.state.is_empty()
    }

    /// True where accounts are listed one by one.
    pub fn lists(&self) -> bool {
        self.from.is_some() || !self.logins.is_empty()
    }

    /// Refuses a command that takes something away and was told of nobody.
    pub fn require(&self, verb: &str) -> Result<()> {
        if !self.is_empty() {
            return Ok(());
        }
        let message = format!("dites quels comptes {verb}\u{a0}: sans sélection, rien n’est fait.");
        Err(Error::new(exit::USAGE, message).hint(
            "IDENTIFIANT…, --ine, --division (ou --class), --profile, --state, --requested, --locked, --expired, --never-signed-in, --created-since, --from FICHIER, --all",
        ))
    }

    /// The accounts that satisfy every selector. The administrator's only where it is named.
    pub fn accounts(&self, context: &mut Context, store: &Store) -> Result<Selection> {
        let now = context.now();
        let mut unknown = Vec::new();
        let listed = match &self.from {
            Some(path) => Some(words(&context.read(path, crate::sources::MAX_BYTES)?)),
            None => None,
        };
        let mut accounts = if self.logins.is_empty() && self.ine.is_empty() && listed.is_none() {
            store.accounts()?
        } else {
            let mut named = self.named(store)?;
            for word in listed.iter().flatten() {
                let found = find(store, word)?;
                if found.is_empty() {
                    unknown.push(shown(word));
                }
                named.extend(found);
            }
            named
        };
        if self.requested {
            let asked: HashSet<AccountId> = store.requests()?.into_iter().map(|request| request.account).collect();
            accounts.retain(|account| asked.contains(&account.id));
        }
        let divisions = Divisions::new(&self.division, accounts.iter().map(Account::division));
        let mut seen = HashSet::new();
        accounts.retain(|account| {
            divisions.contains(account.division()) && self.keeps(account, &now) && seen.insert(account.id)
        });
        check_divisions(store, &self.division)?;
        Ok(Selection { accounts, unknown })
    }

    /// Logins and INEs of the command line: one that names nobody is an error.
    fn named(&self, store: &Store) -> Result<Vec<Account>> {
        let mut accounts = Vec::new();
        for login in &self.logins {
            let found = store.account(login)?;
            accounts.push(found.ok_or_else(|| unknown_login(login))?);
        }
        for ine in &self.ine {
            let found = by_ine(store, ine)?;
            if found.is_empty() {
                return Err(
                    Error::refused(format!("aucun compte ne porte l’INE {}.", masked(ine))).hint("cpro accounts list")
                );
            }
            accounts.extend(found);
        }
        Ok(accounts)
    }

    fn keeps(&self, account: &Account, now: &Zoned) -> bool {
        let profiles: Vec<Profile> = self.profile.iter().map(|profile| Profile::from(*profile)).collect();
        let named = !self.logins.is_empty()
            || self.from.is_some()
            || self.requested
            || profiles.contains(&Profile::Administrator);
        (named || account.profile != Profile::Administrator)
            && (profiles.is_empty() || profiles.contains(&account.profile))
            && (self.state.is_empty() || self.state.iter().any(|state| state.matches(account, now)))
            && (!self.locked || lockout::standing(account, now.timestamp()).is_some())
            && (!self.expired || account.state(now) == PasswordState::Expired)
            && (!self.never_signed_in || account.last_login_at.is_none())
            && self.created_since.is_none_or(|day| created_on(account) >= Some(day))
    }
}

/// Refuses a division that nobody is in.
pub fn check_divisions(store: &Store, asked: &[String]) -> Result<()> {
    if asked.is_empty() {
        return Ok(());
    }
    let mut known: Vec<String> = store.people()?.iter().map(|known| known.person.division().to_owned()).collect();
    known.sort_unstable();
    known.dedup();
    known.retain(|division| !division.is_empty());
    let unknown = asked.iter().find(|asked| !known.iter().any(|division| same_division(asked, division)));
    let Some(asked) = unknown else { return Ok(()) };
    let error = Error::refused(format!("la division «\u{a0}{asked}\u{a0}» n’existe pas."));
    Err(if known.is_empty() { error } else { error.hint(format!("divisions connues\u{a0}: {}", known.join(", "))) })
}

/// A login that nobody has.
pub fn unknown_login(login: &str) -> Error {
    Error::refused(format!("le compte «\u{a0}{}\u{a0}» n’existe pas.", shown(login))).hint("cpro accounts list")
}

/// Divisions asked for: where one bears the very name it is meant alone, otherwise those that differ by signs only.
pub struct Divisions(Vec<(String, bool)>);

impl Divisions {
    /// Looks at what was asked among the divisions that there are.
    pub fn new<'a>(asked: &[String], known: impl Iterator<Item = &'a str> + Clone) -> Self {
        Self(asked.iter().map(|asked| (asked.clone(), known.clone().any(|division| division == asked))).collect())
    }

    /// True for a division that is meant, and for each where none was asked for.
    pub fn contains(&self, division: &str) -> bool {
        let meant = |(asked, exact): &(String, bool)| {
            if *exact { asked == division } else { same_division(asked, division) }
        };
        self.0.is_empty() || self.0.iter().any(meant)
    }
}

/// `1 PRO TNE`, `1 pro tne` and `1PROTNE` are one division.
pub fn same_division(one: &str, other: &str) -> bool {
    let plain = |division: &str| name::fold(division).replace(' ', "");
    plain(one) == plain(other)
}

fn created_on(account: &Account) -> Option<Date> {
    account.created_at.get(..10).and_then(|day| day.parse().ok())
}

/// Accounts of the people who hold an INE, however it was typed.
pub fn by_ine(store: &Store, typed: &str) -> Result<Vec<Account>> {
    match read_ine(typed) {
        IneCell::Number { ine, .. } => Ok(store.accounts_of_ine(&ine)?),
        IneCell::Absent | IneCell::Scientific => Ok(Vec::new()),
    }
}

fn find(store: &Store, word: &str) -> Result<Vec<Account>> {
    match store.account(word)? {
        Some(account) => Ok(vec![account]),
        None => by_ine(store, word),
    }
}

/// A word as a message may show it: an INE is never shown whole.
pub fn shown(word: &str) -> String {
    if word.chars().filter(char::is_ascii_digit).count() >= 8 { masked(word) } else { word.to_owned() }
}

/// One login or INE a line; `#` begins a comment. Of a spreadsheet, such as our own reports, the first column.
fn words(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let first = |line: &str| line.split(['#', ';', '\t']).next().unwrap_or("").trim().trim_matches('"').to_owned();
    let heading = |word: &String| ["identifiant", "login", "ine"].contains(&word.to_lowercase().as_str());
    text.trim_start_matches('\u{feff}').lines().map(first).filter(|word| !word.is_empty() && !heading(word)).collect()
}
