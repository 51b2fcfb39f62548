//! The real program, spawned: exit codes, pipes, signals, no terminal, no environment.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::env::fixtures;

fn cpro(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cpro"));
    command.env_clear().env("CPRO_DB", folder.join("cpro.db")).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    cpro(folder).args(args).output().unwrap()
}

fn code(folder: &Path, args: &[&str]) -> i32 {
    let output = run(folder, args);
    output.status.code().unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn school() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let init = ["init", "--name", "Lycée", "--uai", "0990001N", "--email", "a@b.example"];
    assert_eq!(code(folder.path(), &init), 0);
    let export = fixtures().join("siecle/exportCSVExtraction.csv");
    assert_eq!(code(folder.path(), &["import", "siecle", &export.to_string_lossy()]), 0);
    folder
}

#[test]
fn exit_codes() {
    let folder = school();
    let folder = folder.path();
    std::fs::write(folder.join("x.pdf"), "%PDF").unwrap();
    assert_eq!(code(folder, &["--version"]), 0);
    assert_eq!(code(folder, &["accounts", "reset", "inconnu"]), 1);
    assert_eq!(code(folder, &["--inconnu"]), 2);
    assert_eq!(code(folder, &["import", "siecle", "x.pdf"]), 65);
    assert_eq!(code(folder, &["import", "siecle", "absent.csv"]), 66);
    assert_eq!(code(folder, &["slips", "generate", "-o", "x.pdf"]), 73);
    assert_eq!(code(folder, &["--db", "neuf.db", "accounts", "create"]), 78);
}

#[test]
fn accounts_are_hashed_with_the_standard_cost() {
    let folder = school();
    assert_eq!(code(folder.path(), &["accounts", "create", "--ine", "081234501AB"]), 0);
    let base = rusqlite::Connection::open(folder.path().join("cpro.db")).unwrap();
    let hash: String =
        base.query_row("select hash from accounts where login = 'celia.abadie'", [], |row| row.get(0)).unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    assert!(cpro::domain::hashing::verify(&cpro::domain::secret::Secret::new("11072010"), &hash));
}

/// What a shell gets for the last word of a line, through the script that `completions` writes.
#[test]
fn a_shell_asks_what_may_come_next() {
    let folder = school();
    assert_eq!(code(folder.path(), &["accounts", "create"]), 0);
    let asked = |shell: &str, line: &[&str]| {
        let mut command = cpro(folder.path());
        let place = (line.len() - 1).to_string();
        command
            .args(["--"])
            .args(line)
            .env("COMPLETE", shell)
            .env("_CLAP_COMPLETE_INDEX", place)
            .env("_CLAP_IFS", "\n");
        let output = command.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(asked("bash", &["cpro", "accounts", "show", "celia"]), "celia.abadie");
    assert_eq!(asked("bash", &["cpro", "slips", "generate", "--division", "1"]), "1\\ PRO\\ TNE\n1MCOM");
    assert!(asked("zsh", &["cpro", "accounts", "reset", "celia"]).starts_with("celia.abadie:Célia ABADIE"));
    assert!(asked("bash", &["cpro", "undo", ""]).starts_with("3\n2\n1\n"));
    assert_eq!(asked("bash", &["cpro", "settings", "set", "backup.k"]), "backup.keep");
    assert_eq!(asked("bash", &["cpro", "--db", "absente.db", "accounts", "show", "celia"]), "");
    assert_eq!(asked("bash", &["cpro", "acc"]), "accounts");
}

#[test]
fn a_reader_who_goes_away_is_no_error() {
    let folder = school();
    let mut child =
        cpro(folder.path()).args(["settings", "show"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = school();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = cpro(folder.path()).args(["settings", "show"]).stdout(full).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(74));
}

/// The answer is lost, the change is not: it is said, and the code is that of the stream.
#[cfg(target_os = "linux")]
#[test]
fn what_is_saved_on_a_full_disk_is_said() {
    let folder = school();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = cpro(folder.path());
    let output = command.args(["settings", "set", "passwords.days", "20", "--format", "json"]).stdout(full);
    let output = output.stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(74), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("est enregistré"), "{output:?}");
    let shown = run(folder.path(), &["settings", "show", "--format", "json"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("\"20\""), "{shown:?}");
}

/// A reader who left before the preview does not stop what was asked for.
#[cfg(unix)]
#[test]
fn a_closed_pipe_stops_no_change() {
    let folder = school();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = cpro(folder.path());
    let status = command.args(["accounts", "create"]).stdout(writer).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(0));
    let again = run(folder.path(), &["accounts", "create"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("Aucun compte à créer"), "{again:?}");
}

#[test]
fn standard_input_is_read() {
    let folder = school();
    let mut child = cpro(folder.path())
        .args(["import", "siecle", "-", "--partial"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("Nom;Prénom;Division\nX;Y;2A\n".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 arrivée"), "{output:?}");
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf8_are_refused_politely() {
    use std::os::unix::ffi::OsStrExt;
    let folder = school();
    let output =
        cpro(folder.path()).args(["accounts", "show"]).arg(std::ffi::OsStr::from_bytes(b"l\xe9a")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("octets illisibles"));
}

#[test]
fn a_base_in_use_is_waited_for_then_said() {
    let folder = school();
    let base = rusqlite::Connection::open(folder.path().join("cpro.db")).unwrap();
    base.execute_batch("begin immediate").unwrap();
    let output = run(folder.path(), &["--wait", "0", "settings", "set", "passwords.days", "20"]);
    assert_eq!(output.status.code(), Some(75), "{output:?}");
    #[cfg(target_os = "linux")]
    assert!(
        String::from_utf8_lossy(&output.stderr).contains(&format!("(processus {})", std::process::id())),
        "{output:?}"
    );
    base.execute_batch("rollback").unwrap();
    assert_eq!(code(folder.path(), &["settings", "set", "passwords.days", "20"]), 0);
}

/// Ctrl-C while passwords are hashed: nothing is created, and it is said.
#[cfg(target_os = "linux")]
#[test]
fn an_interruption_leaves_the_base_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(folder.path(), &["init", "--name", "L", "--uai", "0990001N", "--email", "a@b.example"]), 0);
    let rows: String = (0..600).map(|n| format!("NOM{n};Prénom;01/02/2010;2A;M\n")).collect();
    std::fs::write(folder.path().join("e.csv"), format!("Nom;Prénom;Date de naissance;Division;MEF\n{rows}")).unwrap();
    assert_eq!(code(folder.path(), &["import", "siecle", "e.csv"]), 0);
    let child =
        cpro(folder.path()).args(["accounts", "create"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = child.id().to_string();
    // Threads beyond the first and the one that waits for signals are hashing.
    let threads = || std::fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    let patience = std::time::Instant::now();
    while threads() < 3 {
        assert!(patience.elapsed().as_secs() < 60, "{} fils", threads());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("rien n’a été modifié"), "{output:?}");
    let base = rusqlite::Connection::open(folder.path().join("cpro.db")).unwrap();
    let pupils: i64 =
        base.query_row("select count(*) from accounts where profile = 'eleve'", [], |row| row.get(0)).unwrap();
    assert_eq!(pupils, 0);
}

/// Ctrl-C where a question waits: what was prepared for the answer goes at once.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_question_leaves_nothing_behind() {
    use std::io::{Read, Write};
    if Command::new("script").arg("--version").output().is_err() {
        eprintln!("sauté : « script » n’est pas installé.");
        return;
    }
    let folder = school();
    assert_eq!(code(folder.path(), &["backup", "copie.db"]), 0);
    let names = || {
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with(".cpro-")).count()
    };
    assert_eq!(code(folder.path(), &["restore", "copie.db", "--yes"]), 0);
    assert_eq!(names(), 0, "nothing stays after a command that ends");
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &format!("{} restore copie.db", env!("CARGO_BIN_EXE_cpro")), "/dev/null"]);
    let mut child = terminal
        .current_dir(folder.path())
        .env("CPRO_DB", folder.path().join("cpro.db"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let patience = std::time::Instant::now();
    let mut shown = child.stdout.take().unwrap();
    let mut said = Vec::new();
    let mut letters = [0; 256];
    while !String::from_utf8_lossy(&said).contains("oui/NON") {
        let read = shown.read(&mut letters).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&letters[..read]);
    }
    // The copy, and the list that names it.
    assert!(names() >= 2);
    // A moment later the answer is waited for.
    std::thread::sleep(std::time::Duration::from_millis(500));
    child.stdin.as_mut().unwrap().write_all(b"\x03").unwrap();
    shown.read_to_end(&mut said).unwrap();
    child.wait().unwrap();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("rien n’a été modifié"), "{said}");
    // The terminal may be gone a moment before its program.
    while names() > 0 && patience.elapsed().as_secs() < 90 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(names(), 0);
}
