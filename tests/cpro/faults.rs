//! The real program in bad company: eight at once, killed at any moment, run by cron without an environment.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};

use crate::env::fixtures;

const PUPILS: [&str; 3] = ["celia.abadie", "mariam.cisse", "romane.vidal"];

fn cpro(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cpro"));
    command.env_clear().env("CPRO_DB", folder.join("cpro.db")).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, command: &str) -> Output {
    cpro(folder).args(command.split(' ')).output().unwrap()
}

#[track_caller]
fn done(folder: &Path, command: &str) -> String {
    let output = run(folder, command);
    assert!(output.status.success(), "{command}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A school with its accounts, made by the real program.
fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), "init --name Lycée --uai 0990001N --email a@b.example");
    let export = fixtures().join("siecle/exportCSVExtraction.csv");
    done(folder.path(), &format!("import siecle {}", export.display()));
    done(folder.path(), "accounts create");
    folder
}

fn number(folder: &Path, sql: &str) -> i64 {
    let base = rusqlite::Connection::open(folder.join("cpro.db")).unwrap();
    base.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// What one of the eight did: counts of acknowledged commands.
fn one_of_eight(folder: &Path, seed: u64) -> BTreeMap<&'static str, i64> {
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(seed);
    let mut acknowledged = BTreeMap::new();
    for _ in 0..50 {
        let login = PUPILS[rng.random_range(0..PUPILS.len())];
        let what = ["reset", "request", "login"][rng.random_range(0..3)];
        let output = match what {
            "reset" => run(folder, &format!("--wait 60 accounts reset {login}")),
            "request" => run(folder, &format!("--wait 60 accounts request {login}")),
            _ => sign_in(folder, login),
        };
        let code = output.status.code().unwrap();
        let expected = matches!(code, 0 | 75) || (what == "login" && code == 1);
        assert!(expected, "{what} {login}: {output:?}");
        let new_request = what == "request" && output.stdout.starts_with(b"1 demande");
        if code != 75 && (what != "request" || new_request) {
            *acknowledged.entry(what).or_default() += 1;
        }
    }
    acknowledged
}

fn sign_in(folder: &Path, login: &str) -> Output {
    use std::io::Write;
    let mut child = cpro(folder)
        .args(["--wait", "60", "accounts", "login", login, "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"faux\n").unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn eight_at_once_lose_nothing() {
    let folder = school();
    let folder = folder.path();
    let totals = std::thread::scope(|scope| {
        let eight: Vec<_> = (0..8).map(|seed| scope.spawn(move || one_of_eight(folder, seed))).collect();
        eight.into_iter().map(|one| one.join().unwrap()).fold(BTreeMap::new(), |mut totals, one| {
            one.into_iter().for_each(|(what, n)| *totals.entry(what).or_insert(0) += n);
            totals
        })
    });
    for (what, n) in totals {
        let made = if what == "request" { "and result = 'réinitialisation demandée'" } else { "" };
        let sql =
            format!("select count(*) from journal where action = 'accounts.{what}' and record = 'account' {made}");
        assert_eq!(number(folder, &sql), n, "{what}");
    }
    done(folder, "journal --verify");
    let sound = "select count(*) from pragma_integrity_check where integrity_check = 'ok'";
    assert_eq!(number(folder, sound), 1);
}

/// One of eight who do everything at once: how many commands were done, and those that were not.
fn one_of_a_crowd(folder: &Path, seed: u64, until: Instant) -> (usize, Vec<String>) {
    let export = fixtures().join("siecle/exportCSVExtraction.csv");
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(seed);
    let (mut count, mut missed) = (0, Vec::new());
    while Instant::now() < until {
        let login = PUPILS[rng.random_range(0..PUPILS.len())];
        let command = match rng.random_range(0..8) {
            0 => format!("accounts reset {login} --yes --slips r{seed}.pdf --force"),
            1 => format!("slips generate {login} -o p{seed}.pdf --force"),
            2 => format!("settings set passwords.days {}", rng.random_range(10..60)),
            3 => format!(
                "users add --profile enseignant --family-name P{seed}x{count} --first-name Paul --birth-date 1980-03-14 --another"
            ),
            4 => format!("accounts email {login} e{seed}x{count}@exemple.fr"),
            5 => format!("accounts request {login} --yes"),
            6 => format!("import siecle {} --yes", export.display()),
            _ => format!("accounts reset {login} --random --yes"),
        };
        let output = run(folder, &format!("--wait 30 {command}"));
        let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
        count += 1;
        if command.starts_with("users") {
            let sql = format!(
                "select count(*) from persons p join accounts a on a.person_id = p.id where p.family_name = 'P{seed}x{}'",
                count - 1
            );
            let there = number(folder, &sql);
            assert_eq!(there, i64::from(output.status.success()), "{command}: {said}");
        }
        if !output.status.success() {
            said.insert_str(0, &format!("{command}: {:?} ", output.status.code()));
            missed.push(said);
        }
    }
    (count, missed)
}

/// Eight processes, everything at once, for `CPRO_CROWD` seconds (20): nineteen commands in twenty are done.
#[test]
#[ignore = "vingt secondes de commandes mêlées, dans .ci/run"]
fn a_crowd_gets_its_work_done() {
    let folder = school();
    let folder = folder.path();
    let seconds = std::env::var("CPRO_CROWD").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let until = Instant::now() + Duration::from_secs(seconds);
    let (count, missed) = std::thread::scope(|scope| {
        let eight: Vec<_> = (0..8).map(|seed| scope.spawn(move || one_of_a_crowd(folder, seed, until))).collect();
        eight.into_iter().map(|one| one.join().unwrap()).fold((0, Vec::new()), |(n, mut all), (more, missed)| {
            all.extend(missed);
            (n + more, all)
        })
    });
    eprintln!("{count} commandes mêlées, dont {} non faites", missed.len());
    assert!(missed.len() * 20 <= count, "{count}: {missed:#?}");
    done(folder, "journal --verify");
    assert_eq!(number(folder, "select count(*) from pragma_foreign_key_check"), 0);
}

/// Versions of the accounts that are reset, requests that wait, documents kept: what a reset changes together.
fn state(folder: &Path) -> (Vec<i64>, i64, i64) {
    let base = rusqlite::Connection::open(folder.join("cpro.db")).unwrap();
    let logins = PUPILS.map(|login| format!("'{login}'")).join(", ");
    let sql = format!("select version from accounts where login in ({logins}) order by id");
    let mut statement = base.prepare(&sql).unwrap();
    let versions = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let count = |table: &str| base.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).unwrap();
    (versions, count("requests"), count("documents"))
}

/// A command killed after `delay`; true where it had already said that it was done.
fn killed(folder: &Path, command: &str, delay: Duration) -> bool {
    let mut child = cpro(folder).args(command.split(' ')).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(delay);
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stdout).contains("réinitialisé")
}

/// The length of a command, on a machine that others use too: half of the kills should come before its end.
fn followed(length: Duration, finished: bool) -> Duration {
    length.mul_f64(if finished { 0.93 } else { 1.07 })
}

/// Everything that must hold whenever the program was killed.
fn check(folder: &Path, before: &(Vec<i64>, i64, i64), acknowledged: bool, what: &str) {
    done(folder, "journal --verify");
    let after = state(folder);
    let sound = "select count(*) from pragma_integrity_check where integrity_check = 'ok'";
    assert_eq!(number(folder, sound), 1, "{what}");
    assert_eq!(number(folder, "select count(*) from pragma_foreign_key_check"), 0, "{what}");
    let grown: Vec<i64> = before.0.iter().map(|version| version + 1).collect();
    if after.0 == grown {
        assert_eq!((after.1, after.2), (0, before.2 + 1), "{what}");
    } else {
        assert_eq!((&after, acknowledged), (before, false), "{what}");
    }
    for entry in std::fs::read_dir(folder).unwrap().chain(std::fs::read_dir(folder.join("copies")).unwrap()) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.starts_with(".cpro-"), "{what}: {name} est resté");
        if name.ends_with(".pdf") {
            assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{what}: {name} est coupé");
        } else if name.starts_with("cpro-") && name.ends_with(".db") {
            let copy = rusqlite::Connection::open(&path).unwrap();
            let sound: String = copy.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(sound, "ok", "{what}: {name}");
        }
    }
}

/// 200 kills of `reset` and `nightly`, at moments drawn over their whole length: the base is as before or as after.
#[test]
#[ignore = "les 200 arrêts brutaux se font dans .ci/run"]
fn killed_at_any_moment() {
    let folder = school();
    let folder = folder.path();
    std::fs::create_dir(folder.join("copies")).unwrap();
    done(folder, "settings set backup.folder copies");
    let logins = PUPILS.join(" ");
    let commands =
        [format!("accounts reset {logins} --yes --slips a.pdf --force"), "nightly --slips n.pdf --force".to_owned()];
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(42);
    let mut length = [Duration::ZERO; 2];
    let mut finished = 0;
    for round in 0..202 {
        done(folder, &format!("accounts request {logins} --yes"));
        let before = state(folder);
        let command = &commands[round % 2];
        let started = Instant::now();
        if round < 2 {
            done(folder, command);
            length[round] = started.elapsed();
            continue;
        }
        let delay = length[round % 2].mul_f64(rng.random_range(0.0..2.0));
        let acknowledged = killed(folder, command, delay);
        length[round % 2] = followed(length[round % 2], acknowledged);
        finished += i32::from(acknowledged);
        check(folder, &before, acknowledged, &format!("arrêt {round}, {command}, {delay:?}"));
    }
    eprintln!("200 arrêts brutaux, dont {finished} après la fin");
    assert!((5..195).contains(&finished), "{finished}");
}

/// Pending passwords are drawn while the document is made. Wherever the program is killed, no paper that is there shows a
/// dead password, and no password is alive that no paper shows.
#[test]
#[ignore = "les arrêts brutaux se font dans .ci/run"]
fn slips_killed_at_any_moment() {
    let folder = school();
    let folder = folder.path();
    let logins = PUPILS.join(" ");
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(7);
    let (mut length, mut published, mut unpublished) = (Duration::ZERO, 0, 0);
    for round in 0..61 {
        done(folder, &format!("accounts reset {logins} --random --yes"));
        let before = state(folder);
        let _ = std::fs::remove_file(folder.join("p.pdf"));
        let command = format!("slips generate {logins} -o p.pdf --per-page 8");
        let started = Instant::now();
        if round == 0 {
            done(folder, &command);
            length = started.elapsed();
            continue;
        }
        let delay = length.mul_f64(rng.random_range(0.0..2.0));
        killed(folder, &command, delay);
        done(folder, "journal --verify");
        let after = state(folder);
        let drawn = after.0.iter().zip(&before.0).all(|(after, before)| *after == before + 1);
        length = followed(length, drawn);
        let what = format!("arrêt {round}, {delay:?}");
        if drawn {
            // The paper is in the base, and on the disk under its name or beside it.
            assert_eq!(after.2, before.2 + 1, "{what}");
            done(folder, &format!("slips export {} -o rendu.pdf --force", after.2));
            let kept = std::fs::read(folder.join("rendu.pdf")).unwrap();
            published += 1;
            if let Ok(paper) = std::fs::read(folder.join("p.pdf")) {
                assert_eq!(paper, kept, "{what}");
            }
        } else {
            assert_eq!(after, before, "{what}");
            assert!(!folder.join("p.pdf").exists(), "{what} : un papier au mot de passe mort");
            unpublished += 1;
        }
        nothing_is_left(folder, &what);
    }
    assert!(published > 3 && unpublished > 3, "{published} {unpublished}");
}

/// A copy takes the place of the base, and the program is killed: the old base, or the new one, whole.
#[test]
#[ignore = "les arrêts brutaux se font dans .ci/run"]
fn restore_killed_at_any_moment() {
    let folder = school();
    let folder = folder.path();
    done(folder, "backup c.db");
    let copy = state(folder);
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(11);
    let (mut length, mut old, mut new) = (Duration::ZERO, 0, 0);
    for round in 0..61 {
        done(folder, &format!("accounts reset {} --yes", PUPILS.join(" ")));
        let before = state(folder);
        let started = Instant::now();
        if round == 0 {
            done(folder, "restore c.db --yes");
            length = started.elapsed();
            continue;
        }
        let delay = length.mul_f64(rng.random_range(0.0..2.0));
        killed(folder, "restore c.db --yes", delay);
        let what = format!("arrêt {round}, {delay:?}");
        done(folder, "journal --verify");
        let after = state(folder);
        assert!(after == before || after == copy, "{what}: {before:?} {after:?} {copy:?}");
        length = followed(length, after == copy);
        *(if after == copy { &mut new } else { &mut old }) += 1;
        nothing_is_left(folder, &what);
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_name().to_string_lossy().contains("avant-restauration") {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
    }
    assert!(old > 3 && new > 3, "{old} {new}");
}

/// A pupil goes from one school to another, and either side is killed: the pupil is at one of them at least, no half file is
/// ever there, and what was sent can be given back, received, cancelled and undone.
#[test]
#[ignore = "les arrêts brutaux se font dans .ci/run"]
fn transfers_killed_at_any_moment() {
    let (from, to) = (school(), tempfile::tempdir().unwrap());
    let (from, to) = (from.path(), to.path());
    done(from, "transfers enable --register R --yes");
    done(to, "init --name Collège --uai 0932048W --email a@b.example");
    done(to, "transfers enable --register R --yes");
    let key = done(to, "transfers key");
    let send = format!("transfers send celia.abadie --to 0932048W -o c.age --force --yes --recipient {}", key.trim());
    let receive = format!("transfers receive {} --yes", to.join("c.age").display());
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(11);
    // How long each takes is seen once, whole; then everything is as it was.
    let timed = |folder: &Path, command: &str| {
        let started = Instant::now();
        done(folder, command);
        started.elapsed()
    };
    let put_back = |id: i64| {
        let batch = number(to, "select max(id) from batches");
        done(to, &format!("import undo {batch} --yes"));
        done(from, &format!("transfers cancel {id} --yes"));
    };
    let whole = timed(from, &send);
    std::fs::copy(from.join("c.age"), to.join("c.age")).unwrap();
    let mut length = [whole, timed(to, &receive)];
    put_back(number(from, "select max(id) from transfers"));
    let mut happened = [0; 4];
    for round in 0..60 {
        let what = format!("arrêt {round}");
        let _ = std::fs::remove_file(from.join("c.age"));
        let before = number(from, "select count(*) from transfers");
        killed(from, &send, length[0].mul_f64(rng.random_range(0.0..2.0)));
        done(from, "journal --verify");
        let sent = number(from, "select count(*) from transfers") > before;
        length[0] = followed(length[0], sent);
        happened[usize::from(sent)] += 1;
        let away = number(from, "select count(*) from accounts where login = 'celia.abadie' and status = 'inactive'");
        assert_eq!(away == 1, sent, "{what}");
        let there = std::fs::read(from.join("c.age")).ok();
        if !sent {
            assert_eq!(there, None, "{what}: un fichier sans transfert");
            continue;
        }
        let id = number(from, "select max(id) from transfers");
        done(from, &format!("transfers export {id} -o rendu.age --force"));
        let kept = std::fs::read(from.join("rendu.age")).unwrap();
        assert!(there.is_none_or(|there| there == kept), "{what}: un fichier coupé");
        std::fs::write(to.join("c.age"), kept).unwrap();

        killed(to, &receive, length[1].mul_f64(rng.random_range(0.0..2.0)));
        done(to, "journal --verify");
        let arrived = number(to, "select count(*) from persons");
        let received = "select count(*) from transfers t join batches b on b.id = t.batch_id where b.undone_by is null";
        assert_eq!(number(to, received), arrived, "{what}");
        assert_eq!(number(to, "select count(*) from accounts where person_id is not null"), arrived, "{what}");
        length[1] = followed(length[1], arrived == 1);
        happened[2 + usize::from(arrived == 1)] += 1;
        if arrived == 0 {
            done(to, &receive);
        }
        put_back(id);
        nothing_is_left(from, &what);
        nothing_is_left(to, &what);
    }
    assert!(happened.iter().all(|n| *n > 3), "{happened:?}");
}

/// What a command that was killed left is gone once another one has opened the base.
fn nothing_is_left(folder: &Path, what: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(!name.starts_with(".cpro-"), "{what}: {name} est resté");
    }
}

/// What the guide says of several schools, as a shell runs it: every line over three bases.
#[cfg(unix)]
#[test]
fn several_schools_are_gone_over() {
    let root = tempfile::tempdir().unwrap();
    for (school, uai) in [("tilleuls", "0990001N"), ("bellevue", "0932048W"), ("ney", "0441993C")] {
        let folder = root.path().join(school);
        std::fs::create_dir(&folder).unwrap();
        done(&folder, &format!("init --name {school} --uai {uai} --email a@b.example"));
    }
    std::fs::write(root.path().join("reglages.toml"), "[settings]\n\"passwords.days\" = \"20\"\n").unwrap();
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("man/cpro-guide.7");
    let guide = std::fs::read_to_string(guide).unwrap().replace("\\-", "-");
    let lines: Vec<&str> = guide.lines().filter(|line| line.contains("*/cpro.db") && !line.contains('`')).collect();
    assert!(lines.len() >= 6);
    let programs = Path::new(env!("CARGO_BIN_EXE_cpro")).parent().unwrap().display().to_string();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let parallel = Command::new("parallel").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    for line in lines {
        if line.contains("parallel") && parallel.is_err() {
            eprintln!("sauté : {line} (GNU parallel n’est pas installé)");
            assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none());
            continue;
        }
        let output =
            Command::new("sh").args(["-c", line]).env("PATH", &path).current_dir(root.path()).output().unwrap();
        let expected = if line.contains("--check") { 123 } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{line}: {output:?}");
        if line.contains("--line") {
            let out = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(out.lines().count() == 3 && out.contains("0932048W bellevue"), "{out}");
        }
    }
    let days = done(&root.path().join("ney"), "settings get passwords.days");
    assert_eq!(days.trim(), "20");
    if parallel.is_ok() {
        let state = std::fs::read_to_string(root.path().join("etat.json")).unwrap();
        let states: Vec<serde_json::Value> =
            serde_json::Deserializer::from_str(&state).into_iter().map(Result::unwrap).collect();
        assert!(states.len() == 3 && states.iter().any(|one| one["uai"] == "0441993C"), "{state}");
        assert!(root.path().join("ney/comptes.csv").exists());
    }
}

/// The line of `examples/crontab`, as cron runs it: a shell, no environment, a copied base.
#[cfg(unix)]
#[test]
fn the_line_of_the_crontab_runs() {
    let original = school();
    done(original.path(), "accounts request celia.abadie");
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path();
    std::fs::copy(original.path().join("cpro.db"), folder.join("copie.db")).unwrap();
    std::fs::create_dir(folder.join("papillons")).unwrap();
    let example = include_str!("../../examples/crontab");
    let line = example.lines().find(|line| line.contains("nightly")).unwrap();
    let command = line.splitn(6, ' ').nth(5).unwrap();
    let shown = folder.display().to_string();
    let command = command
        .replace("/usr/local/bin/cpro", env!("CARGO_BIN_EXE_cpro"))
        .replace("/var/lib/cpro/cpro.db", &format!("{shown}/copie.db"))
        .replace("/var/lib/cpro/papillons", &format!("{shown}/papillons"));
    let service = include_str!("../../examples/cpro-nightly.service");
    assert!(service.contains(line.splitn(6, ' ').nth(5).unwrap()), "les exemples disent la même commande");
    let cron = || Command::new("env").args(["-i", "/bin/sh", "-c", &command]).current_dir("/").output().unwrap();
    let first = cron();
    assert!(first.status.success(), "{first:?}");
    assert!(String::from_utf8_lossy(&first.stdout).contains("1 compte réinitialisé"), "{first:?}");
    assert_eq!(std::fs::read_dir(folder.join("papillons")).unwrap().count(), 1);
    let second = cron();
    assert_eq!(
        (second.status.code(), second.stdout.as_slice(), second.stderr.as_slice()),
        (Some(0), &b""[..], &b""[..])
    );
}
