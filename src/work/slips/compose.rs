//! From accounts and clear passwords to documents: laid out, rendered, staged, recorded, published.
//!
//! The order is the promise: a document is complete and flushed before its hashes are committed, and gets its name after.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use jiff::civil::Date;

use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::audience::Audience;
use crate::domain::letter::Family;
use crate::domain::name::same_letters;
use crate::domain::secret::Secret;
use crate::domain::slip::{self, Order, Slip, SlipPassword, slip_key};
use crate::paper::canvas::{Face, Measure, spell};
use crate::paper::fonts::Fonts;
use crate::paper::layout::{Print, School};
use crate::paper::pdf::{Contents, render};
use crate::paper::picture::Picture;
use crate::paper::sheet::Setup;
use crate::paper::stock::{Printer, Stock};
use crate::store::Error::Stale;
use crate::store::{BatchId, NewDocument, Store, Tx};
use crate::work::preferences::{language, printer};
use crate::work::{Error, Result};
use crate::world::{Staged, World, file_name};

mod companion;
mod parts;
mod school;

use parts::Part;
pub use parts::leaves;
pub use school::{Texts, pictures, school};

/// How documents are made.
#[derive(Debug, Clone)]
pub struct Printing {
    /// One document for each.
    pub stocks: Vec<Stock>,
    /// Labels of the first sheet that are gone.
    pub skip: usize,
    /// `None` for the default name, `-` for standard output; the folder, where the document is split.
    pub output: Option<PathBuf>,
    pub force: bool,
    pub order: Order,
    pub print: Print,
    /// Covers and sheets to sign.
    pub pack: bool,
    /// One document for each division, in a folder.
    pub split: bool,
    /// Spreadsheet of the same slips.
    pub csv: Option<PathBuf>,
    /// Language of the slips, or two of them.
    pub language: Option<String>,
    /// The second language stands on the back.
    pub back: bool,
    /// Letters, one for each family, whose slips follow each other; empty for slips alone.
    pub families: Vec<Family>,
}

impl Default for Printing {
    /// Two slips a page, by division, under the usual name.
    fn default() -> Self {
        Self {
            stocks: vec![Stock::default()],
            skip: 0,
            output: None,
            force: false,
            order: Order::default(),
            print: Print::default(),
            pack: false,
            split: false,
            csv: None,
            language: None,
            back: false,
            families: Vec::new(),
        }
    }
}

/// A slip to be made: whose, with which password.
#[derive(Clone)]
pub struct Draft {
    pub account: Account,
    /// What is drawn or derived, `None` where nothing may be shown.
    pub secret: Option<Secret>,
    pub valid_until: Option<Date>,
    /// True where the birth date is said, not shown.
    pub hidden: bool,
    /// What the password is worth when the slip is made.
    pub state: PasswordState,
    /// Version of the account's password that the slip will show.
    pub version: i64,
}

/// Documents that are ready.
pub struct Composed {
    pub documents: Vec<Document>,
    /// Number printed on the slips of the first document.
    first: i64,
    csv: Option<Staged>,
}

/// One document.
pub struct Document {
    pub path: PathBuf,
    pub per_page: u8,
    pub pages: usize,
    pub slips: usize,
    /// In bytes.
    pub size: usize,
    accounts: Vec<(AccountId, i64)>,
    content: Content,
}

/// Where the bytes of a document wait.
enum Content {
    /// In its file, beside the name that it will get.
    File(Staged),
    /// In memory, for standard output.
    Answer(Vec<u8>),
}

/// Bytes of the document of a number, from 0.
type Printed = (usize, Result<Vec<u8>>);

/// What documents have in common.
struct Press<'a> {
    school: School,
    language: String,
    fonts: Fonts,
    logo: Option<Picture>,
    stamp: Option<Picture>,
    printing: &'a Printing,
    printer: Printer,
    made_at: i64,
    first: i64,
    /// What tells the owner of each draft from others of the same name.
    marks: Vec<String>,
}

impl Composed {
    /// Lays out, renders and stages; the base is only read.
    pub fn new(world: &World, store: &Store, drafts: &[Draft], printing: &Printing) -> Result<Self> {
        let written: usize = printing.families.iter().map(|family| family.slips).sum();
        if !printing.families.is_empty() && written != drafts.len() {
            // A slip more or less, and every later password would go to another family.
            return Err(Stale.into());
        }
        let (logo, stamp) = pictures(store)?;
        let settings = store.settings()?;
        let language = language(world, &settings, printing.language.as_deref()).value;
        let texts = Texts::read(world, &settings, &language)?;
        let names = drafts.iter().map(|draft| draft.account.full_name());
        let fonts = fonts(world, names.chain([texts.letters()]))?;
        let language = texts.language.clone();
        let mut school = school(world, &settings, logo.as_ref(), stamp.as_ref(), texts, &fonts)?;
        school.behind = printing.back || !printing.families.is_empty();
        let made_at = world.now().timestamp().as_second();
        let marks = slip::marks(drafts.iter().map(|draft| &draft.account));
        let press = Press {
            school,
            language,
            fonts,
            logo,
            stamp,
            printing,
            printer: printer(world, &settings),
            made_at,
            first: store.next_document()?,
            marks,
        };
        let parts = parts::split(drafts, printing, world.today());
        if printing.split {
            world.make_folder(&printing.folder(world.today()))?;
        }
        for part in &parts {
            if part.path != Path::new("-") {
                world.check_writable(&part.path, printing.force)?;
            }
        }
        let documents = press.print_all(world, drafts, &parts)?;
        let csv = match &printing.csv {
            Some(path) => {
                let list = companion::list(drafts, &press.marks, &press.school.site);
                Some(world.stage(path, &list.csv_keeping_zeros(), printing.force)?)
            }
            None => None,
        };
        Ok(Self { documents, first: press.first, csv })
    }

    /// Keeps the documents in the base, with their accounts, under the numbers that were printed: none of the
    /// passwords on the paper may have changed meanwhile.
    pub fn record(&self, tx: &Tx<'_>, batch: BatchId) -> Result<Vec<i64>> {
        let mut numbers = Vec::new();
        for (printed, document) in (self.first..).zip(&self.documents) {
            for (account, version) in &document.accounts {
                if !tx.is_at(*account, *version)? {
                    return Err(Stale.into());
                }
            }
            let content = match &document.content {
                Content::File(staged) => Cow::Owned(staged.bytes()?),
                Content::Answer(bytes) => Cow::Borrowed(bytes.as_slice()),
            };
            let name = file_name(&document.path);
            let number = tx.add_document(
                &NewDocument {
                    name: &name,
                    per_page: document.per_page,
                    slips: document.slips,
                    pages: document.pages,
                    content: &content,
                    accounts: &document.accounts,
                },
                batch,
            )?;
            if number != printed {
                return Err(Stale.into());
            }
            numbers.push(number);
        }
        Ok(numbers)
    }

    /// Gives the files their names; returns what goes to standard output. One that fails keeps no other from its name.
    pub fn publish(self) -> Result<Vec<u8>> {
        let mut answer = Vec::new();
        let mut staged: Vec<Staged> = self.csv.into_iter().collect();
        for document in self.documents {
            match document.content {
                Content::File(file) => staged.push(file),
                Content::Answer(bytes) => answer.extend(bytes),
            }
        }
        Ok(Staged::publish_all(staged).map(|()| answer)?)
    }
}

impl Press<'_> {
    /// Documents on all cores where there are several; one document uses them all. Each goes to its file as soon as it
    /// is made: however many there are, few are in memory.
    fn print_all(&self, world: &World, drafts: &[Draft], parts: &[Part]) -> Result<Vec<Document>> {
        let pages = parts.iter().map(|part| part.leaves.len() as u64).sum();
        let progress = world.onlooker.begins("Papillons", pages);
        let step = || progress.step();
        let (workers, stop) = (world.workers.clamp(1, parts.len().max(1)), &*world.stop);
        let inner = if parts.len() > 1 { 1 } else { world.workers };
        let cursor = AtomicUsize::new(0);
        let (sender, receiver) = sync_channel::<Printed>(workers);
        let work = |sender: SyncSender<Printed>| {
            while let Some((at, part)) = next(parts, &cursor).filter(|_| !stop.load(Ordering::Relaxed)) {
                let printed = self.print(drafts, part, self.first + at as i64, inner, &step);
                // Nobody listens once something failed.
                if sender.send((at, printed)).is_err() {
                    return;
                }
            }
        };
        let mut documents: Vec<Option<Document>> = parts.iter().map(|_| None).collect();
        std::thread::scope(|scope| {
            let receiver = receiver;
            let work = &work;
            for _ in 0..workers {
                let sender = sender.clone();
                scope.spawn(move || work(sender));
            }
            drop(sender);
            for (at, printed) in &receiver {
                documents[at] = Some(self.stage(world, drafts, &parts[at], printed?)?);
            }
            Ok::<_, Error>(())
        })?;
        drop(progress);
        world.check_interrupt()?;
        documents.into_iter().map(|document| document.ok_or_else(|| Stale.into())).collect()
    }

    fn print(
        &self,
        drafts: &[Draft],
        part: &Part,
        number: i64,
        workers: usize,
        step: &(dyn Fn() + Sync),
    ) -> Result<Vec<u8>> {
        let slips: Vec<Slip> = (1..)
            .zip(&part.drafts)
            .map(|(n, at)| slip(&drafts[*at], &self.marks[*at], format!("{number}-{n:04}")))
            .collect();
        let title = match part.division.as_deref() {
            _ if !self.printing.families.is_empty() => format!("Courriers – {}", self.school.name),
            Some(division) => format!("Papillons de connexion – {} – {division}", self.school.name),
            None => format!("Papillons de connexion – {}", self.school.name),
        };
        let contents = Contents {
            title: &title,
            author: &self.school.name,
            made_at: self.made_at,
            logo: self.logo.as_ref(),
            stamp: self.stamp.as_ref(),
            qr: &self.school.site,
            alternatives: self.school.alternatives(),
            language: &self.language,
            duplex: self.printing.back,
            outline: &parts::outline(&slips, &part.leaves, self.printing.order),
            workers,
        };
        let setup = Setup { stock: part.stock, print: self.printing.print, printer: self.printer };
        let page = |at: usize| {
            step();
            part.leaves[at].page(&slips, &setup, &self.school, &self.fonts)
        };
        Ok(render(part.leaves.len(), &page, &contents, &self.fonts)?)
    }

    fn stage(&self, world: &World, drafts: &[Draft], part: &Part, bytes: Vec<u8>) -> Result<Document> {
        let size = bytes.len();
        let content = if part.path == Path::new("-") {
            Content::Answer(bytes)
        } else {
            Content::File(world.stage(&part.path, &bytes, self.printing.force)?)
        };
        let accounts = part.drafts.iter().map(|at| (drafts[*at].account.id, drafts[*at].version)).collect();
        Ok(Document {
            path: part.path.clone(),
            per_page: part.stock.per_page(),
            pages: part.leaves.len(),
            slips: part.drafts.len(),
            size,
            accounts,
            content,
        })
    }
}

fn next<'a>(parts: &'a [Part], cursor: &AtomicUsize) -> Option<(usize, &'a Part)> {
    let at = cursor.fetch_add(1, Ordering::Relaxed);
    parts.get(at).map(|part| (at, part))
}

/// Drafts as slips are handed out: by division, then by name.
pub fn sort(drafts: &mut [Draft]) {
    drafts.sort_by_cached_key(|draft| slip_key(&draft.account));
}

/// The fonts that some names want: those of the program, and those of the machine for what they lack.
pub fn fonts(world: &World, names: impl Iterator<Item = String>) -> Result<Fonts> {
    let fonts = Fonts::load()?;
    let mut lacking: Vec<char> = Vec::new();
    for name in names.filter(|name| !name.is_ascii()) {
        lacking.extend(name.chars().filter(|letter| letter.is_alphabetic() && !fonts.knows(Face::Bold, *letter)));
    }
    let found = if lacking.is_empty() { Vec::new() } else { world.fonts_for(&lacking) };
    Ok(if found.is_empty() { fonts } else { Fonts::with(found)? })
}

/// « 李 (Li) », for those who hand the paper out: names that the fonts cannot write as they are.
pub fn respelt(names: impl Iterator<Item = String>, fonts: &Fonts) -> Vec<String> {
    let written = names.map(|name| (spell(fonts, Face::Bold, &name), name));
    written
        .filter(|(written, name)| !same_letters(written, name))
        .map(|(written, name)| format!("{name} ({written})"))
        .collect()
}

/// The words of a draft.
pub fn slip(draft: &Draft, mark: &str, serial: String) -> Slip {
    let account = &draft.account;
    let (surname, first_name) = account.names();
    Slip {
        profile: account.profile,
        audience: Audience::of(account),
        first_name,
        surname,
        mark: mark.to_owned(),
        division: account.division().to_owned(),
        login: account.login.to_string(),
        password: password(draft),
        serial,
    }
}

fn password(draft: &Draft) -> SlipPassword {
    let valid_until = draft.valid_until;
    match (&draft.secret, draft.account.status, draft.state) {
        (Some(secret), ..) => SlipPassword::Provisional { secret: secret.clone(), valid_until },
        (None, Status::Locked, _) => SlipPassword::Locked,
        (None, _, PasswordState::Personal) => SlipPassword::Personal,
        (None, _, PasswordState::Expired) => SlipPassword::Expired,
        (None, ..) if draft.hidden => SlipPassword::Hint { valid_until },
        (None, ..) => SlipPassword::Delivered { valid_until },
    }
}
