//! Programs that are not ours read what we made. Each is skipped, with its reason, where it is not installed.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::env::{TestEnv, fixtures};

/// Output of a tool, `None` (and a printed reason) where it is not installed.
fn tool(name: &str, args: &[&str], folder: &Path) -> Option<String> {
    match Command::new(name).args(args).current_dir(folder).stdin(Stdio::null()).output() {
        Ok(output) => {
            assert!(output.status.success(), "{name} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            eprintln!("sauté : {name} n’est pas installé ({error})");
            assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none(), "{name} devait être installé");
            None
        }
    }
}

fn printed() -> TestEnv {
    let env = TestEnv::with_accounts();
    for (kind, file) in [("logo", "logo.png"), ("stamp", "cachet.png")] {
        std::fs::copy(fixtures().join("demo").join(file), env.path(file)).unwrap();
        env.run(&format!("settings {kind} {file}")).success();
    }
    env.run("slips generate --per-page both -o p.pdf").success();
    env
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn qpdf_finds_no_fault() {
    let env = printed();
    for file in ["p-1.pdf", "p-2.pdf"] {
        let Some(report) = tool("qpdf", &["--check", file], env.folder.path()) else { return };
        assert!(report.contains("No syntax or stream encoding errors"), "{report}");
    }
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn text_can_be_copied_with_its_accents() {
    let env = printed();
    let Some(text) = tool("pdftotext", &["p-2.pdf", "-"], env.folder.path()) else { return };
    for words in [
        "Marie-Clémentine DE LA ROCHE-SAINT-ANDRÉ",
        "Œlla KLEIN",
        "Hélène VERDIER",
        "Identifiez-vous avec le compte qui vous a été attribué",
        "https://www.cpro-sti.fr/0990001n",
        "01/10/2026",
    ] {
        assert!(text.contains(words), "{words} : {text}");
    }
    let accounts = env.run("accounts list --format json").json();
    for account in accounts.as_array().unwrap() {
        let login = account["login"].as_str().unwrap();
        assert_eq!(text.lines().filter(|line| *line == login).count(), 1, "{login}");
    }
    for birth in ["11072010", "01022010", "29022008"] {
        assert_eq!(text.lines().filter(|line| *line == birth).count(), 1, "{birth}");
    }
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn fonts_are_embedded_and_pictures_stored_once() {
    let env = printed();
    let Some(fonts) = tool("pdffonts", &["p-1.pdf"], env.folder.path()) else { return };
    assert_eq!(fonts.matches("AtkinsonHyperlegible").count(), 3, "{fonts}");
    let images = tool("pdfimages", &["-list", "p-1.pdf"], env.folder.path()).unwrap();
    let mut objects: Vec<&str> = images.lines().skip(2).filter_map(|line| line.split_whitespace().nth(10)).collect();
    assert_eq!(objects.len(), 2 * 19);
    objects.sort_unstable();
    objects.dedup();
    assert_eq!(objects.len(), 2, "{images}");
    let info = tool("pdfinfo", &["p-1.pdf"], env.folder.path()).unwrap();
    assert!(info.contains("Papillons de connexion – Lycée des Tilleuls") && !info.contains("PDF/X"), "{info}");
}

/// Every layout: sound, one entry a division, each login once.
#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn every_layout_is_sound_and_has_an_outline() {
    let env = printed();
    let accounts = env.run("accounts list --format json").json();
    for (options, pages) in [
        ("--per-page 4", 6),
        ("--per-page 8 --order massicot", 3),
        ("--large-print", 19),
        ("--class-pack --per-page 1", 25),
        ("--lang en --hide-password", 10),
    ] {
        env.run(&format!("slips generate {options} -o l.pdf --force")).success();
        let Some(report) = tool("qpdf", &["--check", "l.pdf"], env.folder.path()) else { return };
        assert!(report.contains("No syntax or stream encoding errors"), "{options} : {report}");
        let json =
            tool("qpdf", &["--json", "--json-key=outlines", "--json-key=pagelabels", "l.pdf"], env.folder.path())
                .unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let titles: Vec<&str> =
            json["outlines"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect();
        let expected: &[&str] = if options.contains("massicot") { &[] } else { &["1 PRO TNE", "1MCOM", "2MELEC1"] };
        assert!(titles == expected || options.contains("massicot"), "{options} : {titles:?}");
        let info = tool("pdfinfo", &["l.pdf"], env.folder.path()).unwrap();
        assert!(
            info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(&format!(" {pages}"))),
            "{options} : {info}"
        );
        let text = tool("pdftotext", &["l.pdf", "-"], env.folder.path()).unwrap();
        for account in accounts.as_array().unwrap() {
            let login = account["login"].as_str().unwrap();
            assert_eq!(text.lines().filter(|line| *line == login).count(), 1, "{options} : {login}");
        }
    }
}

/// A spreadsheet that is not ours opens the companion list: `01022010` keeps its zero, and nothing is a number.
#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn a_spreadsheet_keeps_the_zeros() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("sauté : LibreOffice n’est pas installé");
        return;
    }
    let env = printed();
    env.run("slips generate --csv liste.csv -o p.pdf").success();
    let profile = format!("-env:UserInstallation=file://{}", env.path("profil").display());
    let filter = "--infilter=CSV:59,34,76,1,,0,false,true,false";
    let args = [profile.as_str(), "--headless", "--convert-to", "ods", filter, "liste.csv"];
    if tool("soffice", &args, env.folder.path()).is_none() {
        return;
    }
    // Back to CSV as the cells are shown.
    let back = [
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false",
        "--outdir",
        "lu",
        "liste.ods",
    ];
    tool("soffice", &[&[profile.as_str()], &back[..]].concat(), env.folder.path()).unwrap();
    let read = std::fs::read_to_string(env.path("lu/liste.csv")).unwrap();
    for zero in ["03092009", "05032009", "09052009"] {
        assert!(read.contains(&format!(";{zero};")), "{zero} : {read}");
    }
    assert!(!read.contains("=\""), "{read}");
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn another_reader_scans_the_code() {
    let env = printed();
    if tool("pdftoppm", &["-r", "150", "-png", "-f", "1", "-l", "1", "p-2.pdf", "page"], env.folder.path()).is_none() {
        return;
    }
    let Some(codes) = tool("zbarimg", &["--quiet", "--raw", "page-01.png"], env.folder.path()) else { return };
    assert_eq!(codes.lines().collect::<Vec<_>>(), ["https://www.cpro-sti.fr/0990001n"; 2]);
}

/// The reference C implementation, through Python, verifies a pupil's `jjmmaaaa` against the stored hash.
#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn another_argon2_agrees() {
    const PYTHON: &str = "/usr/bin/python3";
    let env = TestEnv::with_accounts();
    let installed = Command::new(PYTHON)
        .args(["-c", "import argon2"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !installed {
        eprintln!("sauté : le module argon2 de Python n’est pas installé");
        assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none());
        return;
    }
    let base = rusqlite::Connection::open(env.path("base/cpro.db")).unwrap();
    let mut statement = base.prepare("select hash from accounts where login = 'celia.abadie'").unwrap();
    let hash: String = statement.query_row([], |row| row.get(0)).unwrap();
    let verify = |password: &str| {
        let script = format!("import argon2; argon2.PasswordHasher().verify('{hash}', '{password}')");
        Command::new(PYTHON).args(["-c", &script]).stderr(Stdio::null()).status().unwrap().success()
    };
    assert!(verify("11072010"));
    assert!(!verify("11072011"));
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn cron_takes_our_night_and_gives_it_back() {
    let before = Command::new("crontab").arg("-l").stdin(Stdio::null()).output();
    let Ok(before) = before else { return drop(tool("crontab", &["-l"], Path::new("."))) };
    // Somebody's own table is left alone.
    if before.status.success() && !before.stdout.is_empty() {
        return eprintln!("sauté : cet utilisateur a une table de cron");
    }
    let env = TestEnv::with_school();
    let ours = |args: &[&str]| {
        let base = env.path("base/cpro.db");
        let output = Command::new(env!("CARGO_BIN_EXE_cpro")).arg("--db").arg(base).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    ours(&["schedule", "install", "--at", "4h15", "--scheduler", "cron", "--yes"]);
    let table = tool("crontab", &["-l"], env.folder.path()).unwrap();
    ours(&["schedule", "remove", "--scheduler", "cron", "--yes"]);
    let after = Command::new("crontab").arg("-l").output().unwrap();
    let _ = Command::new("crontab").arg("-r").output();
    assert!(table.starts_with("15 4 * * * ") && table.contains("--wait 300 nightly # cpro 0990001N"), "{table}");
    assert_eq!(String::from_utf8_lossy(&after.stdout), "");
}
