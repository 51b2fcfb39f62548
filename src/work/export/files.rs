//! Accounts leave as files: decided one by one, sifted by what the target takes, written whole.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Left, Refusal, Since, Written, before, school, touched};
use crate::domain::account::{Account, AccountId, FirstPassword, PasswordState};
use crate::domain::member::{Accepts, Before, Carried, Column, Held, Member, Preset};
use crate::domain::setting::{Key, Settings};
use crate::sources::authelia;
use crate::store::{Action, BatchId, Entry, Record, Sent, Store, Summary, Tx, fingerprint};
use crate::targets::systems::{Document, Form, School, Target};
use crate::work::loss::{Loss, Papers};
use crate::work::passwords::{Drawing, Issued, issue};
use crate::work::selection::{Missed, Selectors};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{Staged, World, file_name};

/// Which accounts leave, for what, and how.
#[derive(Debug, Clone)]
pub struct Export {
    pub target: &'static Target,
    pub selectors: Selectors,
    pub since: Option<Since>,
    /// Only what this target does not have as it is now.
    pub only_changed: bool,
    pub with_initial: bool,
    /// New passwords are drawn, and leave in clear.
    pub draw: bool,
    /// A file or a folder; `-` for standard output.
    pub output: Option<PathBuf>,
    pub force: bool,
    /// The file that the other system has now.
    pub state: Option<PathBuf>,
    /// Columns, or the name of a list of them.
    pub columns: Option<String>,
    /// A list for a program.
    pub raw: bool,
}

/// What will leave.
pub struct Plan {
    revision: i64,
    target: &'static Target,
    settings: Settings,
    school: School,
    members: Vec<Member>,
    /// Accounts whose password is drawn, in the order of the members that carry it.
    drawn: Vec<Account>,
    left_out: Vec<Left>,
    refused: Vec<Left>,
    unchanged: usize,
    /// Accounts left out, of which the target has a password of before a reset.
    outdated: usize,
    unknown: Missed,
    loss: Loss,
    output: PathBuf,
    force: bool,
}

/// What left, or would.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub dry_run: bool,
    pub target: &'static str,
    pub accounts: usize,
    /// How many of them with a password or its hash.
    pub passwords: usize,
    pub drawn: usize,
    /// How many of them are told to be closed.
    pub closed: usize,
    pub unchanged: usize,
    pub left_out: Vec<Left>,
    pub refused: Vec<Left>,
    pub loss: Loss,
    pub files: Vec<Written>,
    pub batch: Option<BatchId>,
    pub uai: Option<String>,
    /// Accounts left out, of which the target has a password of before a reset.
    #[serde(skip)]
    pub outdated: usize,
    #[serde(skip)]
    pub output: PathBuf,
    #[serde(skip)]
    pub accepts: Accepts,
    #[serde(skip)]
    pub unknown: Missed,
    /// The bytes, where they go to standard output.
    #[serde(skip)]
    pub to_stdout: Option<Vec<u8>>,
    /// A file that could not get its name.
    #[serde(skip)]
    pub unpublished: Option<crate::world::Error>,
}

impl UseCase for Export {
    type Plan = Plan;
    type Outcome = Exported;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        self.check(world, &settings)?;
        let mut school = school(&settings, world.today());
        self.complete(world, &settings, &mut school)?;
        let (accounts, unknown) = self.accounts(world, store)?;
        let mut plan = Plan {
            revision: store.revision()?,
            target: self.target,
            settings,
            school,
            members: Vec::new(),
            drawn: Vec::new(),
            left_out: Vec::new(),
            refused: Vec::new(),
            unchanged: 0,
            outdated: 0,
            unknown,
            loss: Loss::default(),
            output: self.output(),
            force: self.force,
        };
        plan.gather(&self, world, store, accounts)?;
        Ok(plan)
    }

    fn foresee(plan: &Plan) -> Exported {
        let keeps = |member: &Member| plan.target.keeps_passwords() && member.before == Before::Same;
        let carried = |member: &&Member| member.carried != Carried::Nothing && !keeps(member);
        Exported {
            dry_run: true,
            target: plan.target.name,
            accounts: plan.members.len(),
            passwords: plan.members.iter().filter(carried).count(),
            drawn: plan.drawn.len(),
            closed: plan.members.iter().filter(|member| !member.is_open).count(),
            unchanged: plan.unchanged,
            outdated: plan.outdated,
            left_out: plan.left_out.clone(),
            refused: plan.refused.clone(),
            loss: plan.loss,
            files: Vec::new(),
            batch: None,
            uai: base::uai(&plan.settings),
            output: plan.output.clone(),
            accepts: plan.target.accepts,
            unknown: plan.unknown.clone(),
            to_stdout: None,
            unpublished: None,
        }
    }

    fn carry_out(mut plan: Plan, world: &mut World, store: &mut Store) -> Result<Exported> {
        let foreseen = Exported { dry_run: false, ..Self::foresee(&plan) };
        if plan.members.is_empty() {
            return Ok(foreseen);
        }
        let issued = plan.draw(world)?;
        let documents = (plan.target.write)(&plan.school, &plan.members);
        let to_stdout =
            (plan.output == Path::new("-")).then(|| documents.iter().flat_map(|it| it.bytes.clone()).collect());
        let staged = if to_stdout.is_some() { Vec::new() } else { plan.stage(world, &documents)? };
        world.check_interrupt()?;
        let batch = plan.write(world, store, &issued, &foreseen)?;
        let files = staged.iter().map(|(written, _)| written.clone()).collect();
        let unpublished = Staged::publish_all(staged.into_iter().map(|(_, staged)| staged).collect()).err();
        if unpublished.is_none() {
            let arrived = to_stdout.is_none();
            store.transact(base::stamp(world), |tx| mark(tx, &plan, arrived))?;
        }
        Ok(Exported { files, batch, to_stdout, unpublished, ..foreseen })
    }
}

/// Notes what the other system now has; `arrived` where that is sure.
fn mark(tx: &Tx<'_>, plan: &Plan, arrived: bool) -> Result<()> {
    // A first load changes nobody who is there.
    let is_load = plan.target.only_loads();
    if plan.target.is_whole() && arrived {
        tx.forget_all_sent(plan.target.name)?;
    }
    for member in &plan.members {
        let carries = arrived && matches!(member.carried, Carried::Hash(_)) && !is_load;
        let version = match (&member.carried, member.before) {
            // A password that is drawn now is one version further.
            (Carried::Clear(_), _) => member.version + 1,
            (_, Before::Reset) if plan.target.accepts == Accepts::Hash && !carries => member.version - 1,
            _ => member.version,
        };
        let told = arrived.then(|| plan.fingerprint(&Member { version, ..member.clone() }));
        tx.mark_sent(plan.target.name, member.account, &Sent { version, told, is_open: member.is_open })?;
    }
    Ok(())
}

impl Export {
    fn output(&self) -> PathBuf {
        self.output.clone().unwrap_or_else(|| PathBuf::from(self.target.form.default_name()))
    }

    /// Fails early where options do not go together, or a file could not be written in the end.
    fn check(&self, world: &World, settings: &Settings) -> Result<()> {
        let missing: Vec<Key> =
            self.target.needs.iter().copied().filter(|key| settings.value(*key).is_none()).collect();
        if !missing.is_empty() {
            return Err(Refusal::Missing(missing).into());
        }
        let (output, to_stdout) = (self.output(), self.output.as_deref() == Some(Path::new("-")));
        if self.draw && self.target.accepts != Accepts::Clear {
            return Err(Refusal::NoDraw(self.target.name).into());
        }
        if self.draw && to_stdout {
            return Err(Refusal::DrawNeedsFile.into());
        }
        if self.target.is_whole() && (self.selectors.is_partial() || self.since.is_some()) {
            return Err(Refusal::NeedsEverybody(self.target.name).into());
        }
        if self.state.is_some() && !self.target.reads_state() {
            return Err(Refusal::NoState(self.target.name).into());
        }
        if (self.columns.is_some() || self.raw) && !self.target.has_columns() {
            return Err(Refusal::NoColumns(self.target.name).into());
        }
        match self.target.form {
            Form::Folder(_) if to_stdout => Err(Refusal::NeedsFolder.into()),
            Form::Folder(_) => Ok(world.check_folder(&output, self.force)?),
            Form::File(_) if to_stdout => Ok(()),
            Form::File(_) => Ok(world.check_writable(&output, self.force)?),
        }
    }

    /// What the command says of the files beside what is set.
    fn complete(&self, world: &mut World, settings: &Settings, school: &mut School) -> Result<()> {
        school.is_raw = self.raw;
        if let Some(words) = &self.columns {
            let presets = settings.value(Key::Presets).and_then(|text| Preset::read(&text).ok()).unwrap_or_default();
            school.columns = match presets.into_iter().find(|preset| preset.name == *words) {
                Some(preset) => preset.columns,
                None => Column::read(words).map_err(Refusal::UnknownColumn)?,
            };
        }
        if let Some(path) = &self.state {
            let bytes = world.read(path, crate::sources::MAX_BYTES)?;
            let read = authelia::read(&String::from_utf8_lossy(&bytes));
            school.present = read.map_err(|why| Refusal::NotUsers(file_name(path), why))?;
        }
        Ok(())
    }

    /// The accounts that are meant, in the order of a French list.
    fn accounts(&self, world: &mut World, store: &Store) -> Result<(Vec<Account>, Missed)> {
        let selection = self.selectors.accounts(world, store)?;
        let mut accounts = selection.accounts;
        if let Some(since) = self.since {
            let touched = touched(store, since)?;
            accounts.retain(|account| touched.contains(&account.id));
        }
        accounts.sort_by_cached_key(Account::sort_key);
        Ok((accounts, selection.unknown))
    }
}

impl Plan {
    /// The logins of those who leave.
    pub fn logins(&self) -> Vec<String> {
        self.members.iter().map(|member| member.login.to_string()).collect()
    }

    /// Decides for each account.
    fn gather(&mut self, request: &Export, world: &World, store: &Store, accounts: Vec<Account>) -> Result<()> {
        let (sent, now) = (store.sent(self.target.name)?, world.now());
        let hashes = if self.target.accepts == Accepts::Hash { store.hashes()? } else { HashMap::new() };
        let terms = self.target.terms(request.with_initial, request.draw);
        let mut by_account: HashMap<AccountId, Account> = HashMap::new();
        for account in accounts {
            let past = sent.get(&account.id);
            let hash = hashes.get(&account.id).map(String::as_str);
            match Member::new(&account, hash, before(&account, past), terms, &now) {
                Err(why) => {
                    let is_stale = past.is_some_and(|past| past.is_open && past.version < account.version);
                    self.outdated += usize::from(is_stale && why != Held::Closed);
                    self.left_out.extend(Left::held(&account, why));
                }
                Ok(member) if request.only_changed && self.is_known(past, &member) && !self.target.is_whole() => {
                    self.unchanged += 1;
                }
                Ok(member) => {
                    self.members.push(Member { was_closed: past.is_some_and(|past| !past.is_open), ..member });
                    by_account.insert(account.id, account);
                }
            }
        }
        self.drop_unchanged(request, &sent);
        let unfit = self.target.sift(&self.school, &mut self.members);
        self.refused = unfit.iter().map(|(member, why)| Left::unfit(member, why)).collect();
        let papers = Papers::new(store)?;
        for member in self.members.iter().filter(|member| member.carried == Carried::ToDraw) {
            if let Some(account) = by_account.remove(&member.account) {
                self.loss.add(&account, PasswordState::Temporary, &papers, &now);
                self.drawn.push(account);
            }
        }
        Ok(())
    }

    /// A file about everybody is written whole, or not at all where nobody changed, came or left.
    fn drop_unchanged(&mut self, request: &Export, sent: &HashMap<AccountId, Sent>) {
        let here: HashSet<AccountId> = self.members.iter().map(|member| member.account).collect();
        let has_left = sent.iter().any(|(account, past)| past.is_open && !here.contains(account));
        let changed = self.members.iter().any(|member| !self.is_known(sent.get(&member.account), member));
        if request.only_changed && self.target.is_whole() && !changed && !has_left {
            self.unchanged = self.members.len();
            self.members.clear();
        }
    }

    /// What stands for everything that the target is told of somebody.
    fn fingerprint(&self, member: &Member) -> String {
        let School { year, domain, org_unit, columns, .. } = &self.school;
        let told = member.told(self.target.accepts != Accepts::Nothing);
        fingerprint(&format!("{told}\u{1f}{year}\u{1f}{domain:?}\u{1f}{org_unit}\u{1f}{columns:?}"))
    }

    /// True where the other system has the account as it is.
    fn is_known(&self, sent: Option<&Sent>, member: &Member) -> bool {
        sent.and_then(|sent| sent.told.as_ref()).is_some_and(|told| *told == self.fingerprint(member))
    }

    /// Draws the passwords that leave in clear.
    fn draw(&mut self, world: &mut World) -> Result<Vec<Issued>> {
        let firsts: Vec<_> = self.drawn.iter().map(|account| (FirstPassword::Drawn(None), account.profile)).collect();
        let issued = issue(world, &self.settings, &firsts, Drawing::Now)?;
        let waiting = self.members.iter_mut().filter(|member| member.carried == Carried::ToDraw);
        for (member, issued) in waiting.zip(&issued) {
            member.carried = issued.clear.clone().map_or(Carried::Nothing, Carried::Clear);
        }
        Ok(issued)
    }

    /// Every file, complete beside its name.
    fn stage(&self, world: &World, documents: &[Document]) -> Result<Vec<(Written, Staged)>> {
        if let Form::Folder(_) = self.target.form {
            world.make_folder(&self.output)?;
        }
        let stage = |document: &Document| {
            let path = if document.name.is_empty() { self.output.clone() } else { self.output.join(&document.name) };
            let staged = world.stage(&path, &document.bytes, self.force)?;
            Ok((Written { path: path.display().to_string(), bytes: document.bytes.len() }, staged))
        };
        documents.iter().map(stage).collect()
    }

    /// The passwords that were drawn, and the line of the journal.
    fn write(
        &self,
        world: &World,
        store: &mut Store,
        issued: &[Issued],
        foreseen: &Exported,
    ) -> Result<Option<BatchId>> {
        store.transact(base::stamp(world), |tx| {
            let batch = if issued.is_empty() { None } else { Some(self.issue(tx, issued)?) };
            tx.add_export(self.target.name, foreseen.accounts, foreseen.passwords)?;
            Ok(batch)
        })
    }

    fn issue(&self, tx: &Tx<'_>, issued: &[Issued]) -> Result<BatchId> {
        tx.expect_revision(self.revision)?;
        let batch = tx.begin_batch(Action::ResetAccounts, &format!("export {}", self.target.name))?;
        for (account, issued) in self.drawn.iter().zip(issued) {
            if !tx.issue_password(account.id, account.version, &issued.password)? {
                return Err(Error::from(crate::store::Error::Stale));
            }
            tx.unpost(account.id)?;
            let result = "mot de passe tiré pour une autre application";
            tx.log(&Entry::new("accounts.reset", Record::Account, account.id.0, result))?;
        }
        let summary = Summary { reset: Some(issued.len()), drawn: Some(issued.len()), ..Summary::default() };
        tx.end_batch(batch, Action::ResetAccounts, &summary)?;
        Ok(batch)
    }
}
