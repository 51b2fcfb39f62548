//! Slips of everybody who is due, on paper.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde::Serialize;

use super::Refusal;
use super::compose::{Composed, Draft, Printing, Texts, fonts, leaves, respelt};
use super::letters::Book;
use crate::domain::account::{Account, AccountId, FirstPassword, PasswordState, Status};
use crate::domain::secret;
use crate::domain::setting::Settings;
use crate::domain::slip::{self, Included, LeftOut};
use crate::paper::stock::Stock;
use crate::store::{Action, BatchId, Password, Store, Summary};
use crate::work::passwords::{Drawing, issue};
use crate::work::preferences::language;
use crate::work::search::Near;
use crate::work::selection::{Missed, Selectors};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Whose slips.
#[derive(Debug, Clone)]
pub enum Whose {
    Selected(Box<Selectors>),
    /// The accounts of these numbers.
    Of(Vec<AccountId>),
}

/// Which slips, and how they are printed.
#[derive(Debug, Clone, Default)]
pub struct Generate {
    pub whose: Whose,
    pub printing: Printing,
    pub included: Included,
    /// Letters to families, with the files of their addresses; none for those that the base keeps.
    pub letters: Option<Vec<PathBuf>>,
}

/// Slips to print, and accounts left out.
pub struct Plan {
    revision: i64,
    /// True where nobody has an account yet.
    too_early: bool,
    settings: Settings,
    printing: Printing,
    hidden: bool,
    accounts: Vec<Account>,
    left_out: BTreeMap<LeftOut, Vec<Account>>,
    unknown: Missed,
    respelt: Vec<String>,
    /// Where the families live, for letters.
    book: Option<Book>,
}

/// Slips printed.
#[derive(Debug, Serialize)]
pub struct Generated {
    pub dry_run: bool,
    pub slips: usize,
    /// Letters, where slips go to families.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<usize>,
    pub left_out: Vec<Left>,
    pub documents: Vec<Printed>,
    pub batch: Option<BatchId>,
    pub uai: Option<String>,
    #[serde(skip)]
    pub forecast: Forecast,
    #[serde(skip)]
    pub unknown: Missed,
    /// True where a password is on the paper.
    #[serde(skip)]
    pub secrets: bool,
    /// Those who bear the name of another one in the same run.
    #[serde(skip)]
    pub namesakes: Vec<Near>,
    /// The document that goes to standard output.
    #[serde(skip)]
    pub to_stdout: Vec<u8>,
    /// A file that could not get its name: what was recorded is.
    #[serde(skip)]
    pub unpublished: Option<Error>,
}

/// An account that gets no slip.
#[derive(Debug, Clone, Serialize)]
pub struct Left {
    pub login: String,
    pub reason: LeftOut,
}

/// A document made.
#[derive(Debug, Clone, Serialize)]
pub struct Printed {
    pub id: i64,
    pub path: String,
    pub per_page: u8,
    pub slips: usize,
    pub pages: usize,
    pub bytes: usize,
}

/// What is known of the paper before it is made.
#[derive(Debug, Clone, Default)]
pub struct Forecast {
    pub slips: usize,
    /// Pages of each document, for each number of slips a page.
    pub pages: Vec<usize>,
    pub left_out: BTreeMap<LeftOut, usize>,
    /// True where divisions have documents of their own.
    pub split: bool,
    /// True where nobody has an account yet.
    pub too_early: bool,
    /// Names that the fonts cannot write as they are, with what is written.
    pub respelt: Vec<String>,
    /// Letters, and those who get none since nobody says where their family lives.
    pub letters: Option<usize>,
    pub homeless: Vec<Near>,
}

impl Default for Whose {
    /// Everybody.
    fn default() -> Self {
        Self::Selected(Box::default())
    }
}

impl UseCase for Generate {
    type Plan = Plan;
    type Outcome = Generated;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let revision = store.revision()?;
        let (accounts, unknown) = self.accounts(world, store)?;
        let settings = store.settings()?;
        base::require(&settings)?;
        let book = self.letters.as_ref().map(|files| Book::read(world, store, &settings, files)).transpose()?;
        check_files(world, &self.printing)?;
        let spoken = spoken(world, &settings, &self.printing);
        Texts::read(world, &settings, &spoken)?;
        let printing = Printing { language: Some(spoken), ..self.printing };
        let listed: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
        let (hidden, order, now) = (self.included.hidden, printing.order, world.now());
        let too_early = accounts.is_empty() && store.accounts()?.iter().all(|account| account.person.is_none());
        let mut plan = Plan {
            revision,
            too_early,
            settings,
            printing,
            hidden,
            accounts: Vec::new(),
            left_out: BTreeMap::new(),
            unknown,
            respelt: Vec::new(),
            book,
        };
        for account in accounts {
            match plan.due(&account, &now, self.included) {
                Ok(()) => plan.accounts.push(account),
                Err(why) => plan.left_out.entry(why).or_default().push(account),
            }
        }
        match &plan.book {
            Some(book) => plan.printing.families = book.families(&mut plan.accounts),
            None => slip::sort(&mut plan.accounts, order, &listed),
        }
        let names = || plan.accounts.iter().map(Account::full_name);
        plan.respelt = respelt(names(), &fonts(world, names())?);
        Ok(plan)
    }

    fn foresee(plan: &Plan) -> Generated {
        let left = plan.left_out.iter().flat_map(|(why, accounts)| {
            accounts.iter().map(|account| Left { login: account.login.to_string(), reason: *why })
        });
        Generated {
            dry_run: true,
            slips: plan.accounts.len(),
            letters: plan.letters(),
            left_out: left.collect(),
            documents: Vec::new(),
            batch: None,
            uai: base::uai(&plan.settings),
            forecast: plan.forecast(),
            unknown: plan.unknown.clone(),
            secrets: false,
            namesakes: plan.namesakes(),
            to_stdout: Vec::new(),
            unpublished: None,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Generated> {
        let foreseen = Generated { dry_run: false, ..Self::foresee(&plan) };
        if plan.accounts.is_empty() {
            return Ok(foreseen);
        }
        let (drafts, drawn) = draw(world, &plan)?;
        let secrets = drafts.iter().any(|draft| draft.secret.is_some());
        let composed = Composed::new(world, store, &drafts, &plan.printing)?;
        world.check_interrupt()?;
        let (batch, numbers) = write(world, store, &plan, &drawn, &composed)?;
        let documents = describe(&composed, &numbers);
        let (to_stdout, unpublished) = match composed.publish() {
            Ok(answer) => (answer, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        Ok(Generated { documents, batch: Some(batch), secrets, to_stdout, unpublished, ..foreseen })
    }
}

impl Generate {
    fn accounts(&self, world: &mut World, store: &Store) -> Result<(Vec<Account>, Missed)> {
        match &self.whose {
            Whose::Selected(selectors) => {
                let mut selection = selectors.accounts(world, store)?;
                // Only pupils have a family that is written to.
                if self.letters.is_some() {
                    selection.accounts.retain(|account| !account.profile.is_adult());
                }
                Ok((selection.accounts, selection.unknown))
            }
            Whose::Of(numbers) => {
                let wanted: HashSet<&AccountId> = numbers.iter().collect();
                let mut accounts = store.accounts()?;
                accounts.retain(|account| wanted.contains(&account.id));
                Ok((accounts, Missed::default()))
            }
        }
    }
}

impl Plan {
    /// Whether an account gets a slip now; one without an address gets no letter.
    fn due(&self, account: &Account, now: &Zoned, included: Included) -> std::result::Result<(), LeftOut> {
        slip::due(account, now, included)?;
        let goes = self.book.as_ref().is_none_or(|book| book.of(account).is_some());
        if goes { Ok(()) } else { Err(LeftOut::NoAddress) }
    }

    fn letters(&self) -> Option<usize> {
        self.book.as_ref().map(|_| self.printing.families.len())
    }

    fn namesakes(&self) -> Vec<Near> {
        let marks = slip::marks(self.accounts.iter());
        let marked = self.accounts.iter().zip(marks).filter(|(_, mark)| !mark.is_empty());
        marked.map(|(account, _)| Near::from(account)).collect()
    }

    fn forecast(&self) -> Forecast {
        let divisions: Vec<&str> = self.accounts.iter().map(Account::division).collect();
        let printing = &self.printing;
        let pages = |stock: &Stock| {
            if printing.split {
                let classes = divisions.chunk_by(|one, next| one == next);
                classes.map(|class| leaves(class, stock, printing).len()).sum()
            } else {
                leaves(&divisions, stock, printing).len()
            }
        };
        Forecast {
            slips: self.accounts.len(),
            pages: printing.stocks.iter().map(pages).collect(),
            left_out: self.left_out.iter().map(|(why, accounts)| (*why, accounts.len())).collect(),
            split: printing.split,
            too_early: self.too_early,
            respelt: self.respelt.clone(),
            letters: self.letters(),
            homeless: self.left_out.get(&LeftOut::NoAddress).into_iter().flatten().map(Near::from).collect(),
        }
    }
}

/// Fails early where a file could not be written in the end.
fn check_files(world: &World, printing: &Printing) -> Result<()> {
    let mut paths: Vec<PathBuf> = printing.csv.iter().cloned().collect();
    if !printing.split {
        paths.extend(printing.paths(world.today()).into_iter().map(|(_, path)| path));
    }
    paths.retain(|path| path != Path::new("-"));
    if let Some(path) = paths.iter().find(|path| printing.csv.as_ref() != Some(path) && is_other_kind(path)) {
        return Err(Refusal::NoPdf(path.clone()).into());
    }
    world.check_distinct(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    if let Some(path) = &printing.csv {
        world.check_file(path)?;
    }
    paths.iter().try_for_each(|path| world.check_writable(path, printing.force))?;
    Ok(())
}

/// The language of the slips, or both; one alone where only a setting asks for two and the paper has no room for them.
fn spoken(world: &World, settings: &Settings, printing: &Printing) -> String {
    let spoken = language(world, settings, printing.language.as_deref()).value;
    let has_room = |stock: &Stock| !stock.is_label() && (printing.back || stock.per_page() < 8);
    let fits = printing.language.is_some() || !printing.families.is_empty() || printing.stocks.iter().all(has_room);
    match spoken.split_once(',') {
        Some((first, _)) if !fits => first.trim().to_owned(),
        _ => spoken,
    }
}

/// True for a name that says that the file is no PDF.
pub fn is_other_kind(path: &Path) -> bool {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    ["png", "jpg", "jpeg", "svg", "csv", "txt", "odt", "docx", "xlsx"].contains(&end.as_str())
}

/// A password drawn now, for an account at a version.
type Drawn = (AccountId, i64, Password);

/// Draws what is pending; derives what is initial, unless it is hidden.
fn draw(world: &mut World, plan: &Plan) -> Result<(Vec<Draft>, Vec<Drawn>)> {
    let (now, hidden) = (world.now(), plan.hidden);
    let open = |account: &Account| account.status == Status::Active;
    let pending = |account: &Account| open(account) && account.stored_state == PasswordState::Pending;
    let firsts: Vec<_> = plan
        .accounts
        .iter()
        .filter(|account| pending(account))
        .map(|account| (FirstPassword::Drawn(None), account.profile))
        .collect();
    let mut issued = issue(world, &plan.settings, &firsts, Drawing::Now)?.into_iter();
    let mut drawn = Vec::new();
    let mut drafts = Vec::with_capacity(plan.accounts.len());
    for account in plan.accounts.iter().cloned() {
        let state = account.state(&now);
        let (version, valid_until) = (account.version, account.expires_on);
        let draft = if pending(&account) {
            let Some(issued) = issued.next() else { continue };
            drawn.push((account.id, version, issued.password.clone()));
            let valid_until = issued.password.expires_on();
            Draft { secret: issued.clear, valid_until, hidden, state, version: version + 1, account }
        } else if state == PasswordState::Initial && open(&account) {
            let birth = account.birth_date().filter(|_| !hidden);
            let secret = birth.map(|birth| secret::from_birth_date(birth, account.profile));
            Draft { secret, valid_until, hidden, state, version, account }
        } else {
            Draft { secret: None, valid_until, hidden: false, state, version, account }
        };
        drafts.push(draft);
    }
    Ok((drafts, drawn))
}

fn write(
    world: &World,
    store: &mut Store,
    plan: &Plan,
    drawn: &[Drawn],
    composed: &Composed,
) -> Result<(BatchId, Vec<i64>)> {
    let slips = composed.documents.iter().map(|document| document.slips).sum();
    let summary = Summary { slips: Some(slips), drawn: Some(drawn.len()), ..Summary::default() };
    store.transact(base::stamp(world), |tx| {
        tx.expect_revision(plan.revision)?;
        let batch = tx.begin_batch(Action::GenerateSlips, "")?;
        for (account, version, password) in drawn {
            if !tx.issue_password(*account, *version, password)? {
                return Err(crate::store::Error::Stale.into());
            }
        }
        let documents = composed.record(tx, batch)?;
        if let Some(book) = plan.book.as_ref().filter(|book| book.is_kept) {
            tx.keep_addresses(book.iter())?;
        }
        tx.end_batch(batch, Action::GenerateSlips, &summary)?;
        Ok((batch, documents))
    })
}

fn describe(composed: &Composed, numbers: &[i64]) -> Vec<Printed> {
    let rows = composed.documents.iter().zip(numbers).map(|(document, number)| Printed {
        id: *number,
        path: document.path.display().to_string(),
        per_page: document.per_page,
        slips: document.slips,
        pages: document.pages,
        bytes: document.size,
    });
    rows.collect()
}
