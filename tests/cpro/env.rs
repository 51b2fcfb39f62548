//! A world for tests: a temporary folder, a fixed clock, seeded chance, prepared answers, captured streams.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use cpro::Session;
use cpro::domain::hashing::Cost;
use cpro::terminal::{Format, Painted, Prompter, Terminal};
use cpro::world::{Level, Nobody, Onlooker, Steps, Temporaries, World};
use rand::SeedableRng;

use crate::system::FakeSystem;

/// One base, several commands.
pub struct TestEnv {
    pub folder: tempfile::TempDir,
    /// `2026-09-01T08:00:00+02:00` unless changed.
    pub now: RefCell<jiff::Zoned>,
    pub seed: u64,
    /// What somebody else writes while passwords are being hashed, once.
    pub meddling: RefCell<Option<String>>,
    pub system: FakeSystem,
}

/// Somebody else, who writes to the same base.
struct Meddler {
    base: PathBuf,
    sql: Cell<Option<String>>,
}

impl Onlooker for Meddler {
    fn begins(&self, _what: &'static str, _steps: u64) -> Box<dyn Steps> {
        if let Some(sql) = self.sql.take() {
            rusqlite::Connection::open(&self.base).unwrap().execute_batch(&sql).unwrap();
        }
        Box::new(Nobody)
    }
}

/// What a command answered.
pub struct Output {
    pub code: u8,
    pub out: String,
    pub err: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Answers prepared in advance; a question too many is an error.
struct Answers {
    prepared: VecDeque<String>,
    echo: Shared,
}

impl Prompter for Answers {
    fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String> {
        let answer = self.prepared.pop_front().ok_or(io::ErrorKind::UnexpectedEof)?;
        writeln!(self.echo, "{question} {answer}")?;
        Ok(if answer.is_empty() { default.unwrap_or_default().to_owned() } else { answer })
    }

    fn ask_secret(&mut self, question: &str) -> io::Result<String> {
        let answer = self.prepared.pop_front().ok_or(io::ErrorKind::UnexpectedEof)?;
        writeln!(self.echo, "{question} ***")?;
        Ok(answer)
    }
}

impl TestEnv {
    /// An empty world.
    pub fn new() -> Self {
        let now: jiff::Zoned = "2026-09-01T08:00:00+02:00[Europe/Paris]".parse().unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            now: RefCell::new(now),
            seed: 1,
            meddling: RefCell::default(),
            system: FakeSystem::default(),
        }
    }

    /// A world with an establishment.
    pub fn with_school() -> Self {
        Self::new().furnished()
    }

    /// The same with pupils and accounts, today: what other programs date is dated so.
    pub fn of_today() -> Self {
        let env = Self::new();
        *env.now.borrow_mut() = jiff::Zoned::now();
        env.furnished().populated()
    }

    fn furnished(self) -> Self {
        self.run("init --name 'Lycée des Tilleuls' --uai 0990001N --email secretariat@tilleuls.example").success();
        self
    }

    fn populated(self) -> Self {
        self.fixture("exportCSVExtraction.csv");
        self.run("import siecle exportCSVExtraction.csv --yes").success();
        self.run("accounts create").success();
        self
    }

    /// A world with an establishment, its pupils and their accounts.
    pub fn with_accounts() -> Self {
        Self::with_school().populated()
    }

    /// Copies an export of the fixtures into the folder.
    pub fn fixture(&self, name: &str) {
        std::fs::copy(fixtures().join("siecle").join(name), self.path(name)).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// Days go by.
    pub fn later(&self, days: i32) {
        let later = self.now.borrow().checked_add(jiff::Span::new().days(days)).unwrap();
        *self.now.borrow_mut() = later;
    }

    /// Seconds go by.
    pub fn wait(&self, seconds: i64) {
        let later = self.now.borrow().checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap();
        *self.now.borrow_mut() = later;
    }

    /// The base, as another hand would open it.
    pub fn base(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path("base/cpro.db")).unwrap()
    }

    /// Paul PETIT, teacher, born on 14/03/1980, and Zoé NOIR, staff, with their accounts.
    pub fn hire_staff(&self) {
        let people = "insert into persons (profile, family_name, first_name, birth_date, created_batch, changed_batch)
             values ('enseignant', 'PETIT', 'Paul', '1980-03-14', 1, 1), ('personnel', 'NOIR', 'Zoé', '1981-03-14', 1, 1)";
        self.base().execute_batch(people).unwrap();
        self.run("accounts create").success();
    }

    /// The next command finds that somebody else wrote after it had planned.
    pub fn meddle(&self, sql: &str) {
        *self.meddling.borrow_mut() = Some(sql.to_owned());
    }

    /// A command as cron would run it: no terminal.
    pub fn run(&self, command: &str) -> Output {
        self.run_with(command, None, b"")
    }

    /// A command in a terminal, with the answers that will be given.
    pub fn answer(&self, command: &str, answers: &[&str]) -> Output {
        self.run_with(command, Some(answers), b"")
    }

    /// A command with something on its standard input.
    pub fn pipe(&self, command: &str, stdin: &[u8]) -> Output {
        self.run_with(command, None, stdin)
    }

    /// What a command says of its own fault.
    pub fn faulty(&self, fault: impl FnOnce()) -> String {
        let (out, err) = (Shared::default(), Shared::default());
        let mut session = self.session(&out, &err, None, Vec::new());
        let outcome = cpro::guarded(&mut session, |_| {
            fault();
            Ok(0)
        });
        let error = outcome.err().unwrap();
        format!("{}\n{:?}", error.message.shown(None), error.hints)
    }

    /// The world in which commands run.
    pub fn world(&self) -> World {
        self.session(&Shared::default(), &Shared::default(), None, Vec::new()).world
    }

    fn run_with(&self, command: &str, answers: Option<&[&str]>, stdin: &[u8]) -> Output {
        let (out, err) = (Shared::default(), Shared::default());
        let mut session = self.session(&out, &err, answers, stdin.to_vec());
        let args = std::iter::once("cpro".into()).chain(words(command).into_iter().map(Into::into));
        let code = cpro::run(args, &mut session);
        let bytes = out.0.borrow().clone();
        let text = |shared: &Shared| String::from_utf8_lossy(&shared.0.borrow()).into_owned();
        Output { code, out: text(&out), err: text(&err), bytes }
    }

    fn session(&self, out: &Shared, err: &Shared, answers: Option<&[&str]>, stdin: Vec<u8>) -> Session {
        let now = self.now.borrow().clone();
        let prepared = answers.unwrap_or_default().iter().map(|answer| (*answer).to_owned()).collect();
        let world = World {
            clock: Box::new(move || now.clone()),
            rng: Box::new(rand_chacha::ChaCha20Rng::seed_from_u64(self.seed)),
            folder: self.folder.path().to_owned(),
            downloads: Some(self.path("Téléchargements")),
            fonts: vec![self.path("polices")],
            base: Some(PathBuf::from("base/cpro.db")),
            trust_clock: false,
            wait: Duration::from_millis(200),
            actor: "secretaire".to_owned(),
            workers: 2,
            cost: Cost { memory: 8, passes: 1, lanes: 1 },
            stop: Arc::new(AtomicBool::new(false)),
            stdin: Box::new(Cursor::new(stdin)),
            onlooker: match self.meddling.take() {
                Some(sql) => Box::new(Meddler { base: self.path("base/cpro.db"), sql: Cell::new(Some(sql)) }),
                None => Box::new(Nobody),
            },
            program: Some(PathBuf::from("/usr/bin/cpro")),
            system: Box::new(self.system.clone()),
            log: None,
            preferences: vec![(Level::User, self.path("perso.toml")), (Level::Machine, self.path("machine.toml"))],
            temporaries: Temporaries::default(),
        };
        let terminal = Terminal {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            prompter: Box::new(Answers { prepared, echo: err.clone() }),
            interactive: answers.is_some(),
            animated: false,
            folds: false,
            width: 80,
            base: None,
            menu: &[],
            color: Painted::default(),
            colorful: Painted::default(),
            quiet: false,
            verbose: false,
            format: Format::Table,
            yes: false,
            fault: None,
        };
        Session::new(world, terminal)
    }
}

impl Output {
    #[track_caller]
    pub fn success(self) -> Self {
        self.code(0)
    }

    #[track_caller]
    pub fn code(self, code: u8) -> Self {
        assert_eq!(self.code, code, "{self}");
        self
    }

    /// Something that people read, on either stream.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        // A sentence may be folded to the width of the terminal.
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = plain(&format!("{}{}", self.out, self.err));
        assert!(all.contains(&plain(text)), "« {text} » n’est pas dans :\n{self}");
        self
    }

    #[track_caller]
    pub fn never_says(self, text: &str) -> Self {
        assert!(!self.out.contains(text) && !self.err.contains(text), "« {text} » est dans :\n{self}");
        self
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} :\n{self}"))
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}--- stderr ---\n{}[code {}]", self.out, self.err, self.code)
    }
}

/// The repository's fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Splits a command line as a shell does, as far as single quotes go.
pub fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let mut started = false;
    for letter in command.chars() {
        match letter {
            '\'' => {
                quoted = !quoted;
                started = true;
            }
            ' ' | '\n' if !quoted => {
                if started {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            letter => {
                word.push(letter);
                started = true;
            }
        }
    }
    if started {
        words.push(word);
    }
    words
}

/// A zip with one file in it.
pub fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}
