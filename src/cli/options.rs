//! Options that several commands share.

use clap::builder::{EnumValueParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

use super::driver::Trial;
use super::french;
use crate::domain::account::{PasswordState, Status};
use crate::domain::profile::Profile;
use crate::work::selection::{self, State};

/// `--dry-run`.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct DryRun {
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl DryRun {
    /// True where nothing is to be changed.
    pub fn is_asked(self) -> bool {
        self.dry_run
    }
}

impl From<DryRun> for Trial {
    fn from(option: DryRun) -> Self {
        Self::Asked(option.dry_run)
    }
}

/// Names of the options by which accounts are selected.
pub const SELECTORS: [&str; 17] = [
    "logins",
    "ine",
    "division",
    "profile",
    "state",
    "requested",
    "locked",
    "expired",
    "never_signed_in",
    "never_printed",
    "enrolment",
    "mef",
    "diploma",
    "group",
    "created_since",
    "from",
    "all",
];

/// Which accounts a command is about.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Comptes concernés")]
pub struct Selectors {
    /// Identifiants
    #[arg(value_name = "IDENTIFIANT")]
    logins: Vec<String>,
    /// Élèves portant cet INE (peut être répété)
    #[arg(long, value_name = "INE")]
    ine: Vec<String>,
    /// Division (peut être répété)
    #[arg(long, visible_alias = "class", value_name = "DIVISION")]
    division: Vec<String>,
    /// Profil : eleve, enseignant, personnel, chef-etablissement, inspecteur, administrateur
    #[arg(long, value_name = "PROFIL", ignore_case = true)]
    profile: Vec<ProfileArg>,
    /// État : initial, pending, temporary, personal, expired, active, inactive, locked, ou les mots des tableaux
    #[arg(long, value_name = "ÉTAT", ignore_case = true, value_parser = states())]
    state: Vec<StateWord>,
    /// Comptes dont la réinitialisation est demandée (voir accounts request)
    #[arg(long)]
    requested: bool,
    /// Comptes verrouillés
    #[arg(long)]
    locked: bool,
    /// Mot de passe initial ou provisoire dont la date est passée
    #[arg(long)]
    expired: bool,
    /// Comptes qui ne se sont jamais connectés
    #[arg(long)]
    never_signed_in: bool,
    /// Comptes dont aucun papillon n’a été imprimé avec leur mot de passe actuel
    #[arg(long)]
    never_printed: bool,
    /// Candidats dans cet état d’inscription (peut être répété)
    #[arg(long, value_name = "ÉTAT")]
    enrolment: Vec<String>,
    /// Élèves de cette formation (peut être répété)
    #[arg(long, value_name = "MEF")]
    mef: Vec<String>,
    /// Candidats à cet examen (peut être répété)
    #[arg(long, value_name = "EXAMEN")]
    diploma: Vec<String>,
    /// Élèves de ce groupe (peut être répété)
    #[arg(long, value_name = "GROUPE")]
    group: Vec<String>,
    /// Comptes créés depuis ce jour
    #[arg(long, value_name = "JOUR", value_parser = french::day)]
    created_since: Option<Date>,
    /// Fichier d’identifiants ou d’INE, un par ligne ou dans une colonne (- : entrée standard)
    #[arg(long, value_name = "FICHIER")]
    from: Option<PathBuf>,
    /// Tous les comptes
    #[arg(long, short)]
    all: bool,
}

impl From<Selectors> for selection::Selectors {
    fn from(options: Selectors) -> Self {
        Self {
            logins: options.logins,
            ine: options.ine,
            division: options.division,
            profile: options.profile.into_iter().map(Profile::from).collect(),
            state: options.state.into_iter().filter_map(StateWord::state).collect(),
            requested: options.requested,
            locked: options.locked,
            expired: options.expired,
            never_signed_in: options.never_signed_in,
            never_printed: options.never_printed,
            enrolment: options.enrolment,
            mef: options.mef,
            diploma: options.diploma,
            group: options.group,
            created_since: options.created_since,
            from: options.from,
            all: options.all,
        }
    }
}

/// The one account that a command is about.
#[derive(Debug, Clone, Args)]
pub struct One {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT", required_unless_present = "ine", conflicts_with = "ine")]
    pub login: Option<String>,
    /// INE de l’élève
    #[arg(long, value_name = "INE")]
    pub ine: Option<String>,
}

/// A profile on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileArg {
    #[value(aliases = ["élève", "élèves", "Élève", "Élèves"])]
    Eleve,
    #[value(alias = "enseignants")]
    Enseignant,
    #[value(alias = "personnels")]
    Personnel,
    #[value(aliases = ["chef d’établissement", "chef d'établissement", "chef-établissement"])]
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
    #[value(aliases = ["à remettre", "À remettre", "à-remettre", "a remettre", "a-remettre"])]
    Pending,
    #[value(alias = "provisoire")]
    Temporary,
    #[value(alias = "personnel")]
    Personal,
    #[value(aliases = ["échu", "Échu", "echu", "expiré", "expire"])]
    Expired,
    #[value(alias = "actif")]
    Active,
    #[value(aliases = ["inactif", "désactivé", "desactive"])]
    Inactive,
    #[value(aliases = ["verrouillé", "verrouille"])]
    Locked,
}

/// What `--state` takes: a state; for exports, the state in which another system is, as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateWord {
    State(StateArg),
    File(PathBuf),
}

/// States alone.
fn states() -> impl TypedValueParser<Value = StateWord> {
    EnumValueParser::<StateArg>::new().map(StateWord::State)
}

impl StateWord {
    /// A state, or else a file.
    pub fn read(text: &str) -> Result<Self, String> {
        match StateArg::from_str(text, true) {
            Ok(state) => Ok(Self::State(state)),
            Err(_) if text == "-" || text.contains(['.', '/', '\\']) => Ok(Self::File(text.into())),
            Err(_) => Err(format!("« {text} » n’est ni un état, ni un fichier")),
        }
    }

    fn state(self) -> Option<State> {
        match self {
            Self::State(state) => Some(state.into()),
            Self::File(_) => None,
        }
    }
}

impl Selectors {
    /// The file that `--state` names, where it names one.
    pub fn state_file(&self) -> Option<PathBuf> {
        self.state.iter().find_map(|word| match word {
            StateWord::File(path) => Some(path.clone()),
            StateWord::State(_) => None,
        })
    }
}

impl From<StateArg> for State {
    fn from(state: StateArg) -> Self {
        match state {
            StateArg::Initial => Self::Password(PasswordState::Initial),
            StateArg::Pending => Self::Password(PasswordState::Pending),
            StateArg::Temporary => Self::Password(PasswordState::Temporary),
            StateArg::Personal => Self::Password(PasswordState::Personal),
            StateArg::Expired => Self::Password(PasswordState::Expired),
            StateArg::Active => Self::Account(Status::Active),
            StateArg::Inactive => Self::Account(Status::Inactive),
            StateArg::Locked => Self::Account(Status::Locked),
        }
    }
}
