//! Committed files that follow from the program: completions are the same, the manual forgets nothing.
//!
//! `CPRO_UPDATE=1 cargo test generated` writes the completions again.

use std::fs;
use std::path::Path;

use crate::env::TestEnv;

const COMPLETIONS: [(&str, &str); 4] =
    [("bash", "cpro.bash"), ("zsh", "_cpro"), ("fish", "cpro.fish"), ("powershell", "_cpro.ps1")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn completions_are_fresh() {
    for (shell, file) in COMPLETIONS {
        let script = TestEnv::new().run(&format!("completions {shell}")).success().out;
        let path = root().join("completions").join(file);
        if std::env::var_os("CPRO_UPDATE").is_some() {
            fs::write(&path, &script).unwrap();
        }
        let fresh = fs::read_to_string(&path).unwrap_or_default() == script;
        assert!(fresh, "{file} n’est plus à jour : CPRO_UPDATE=1 cargo test generated");
    }
}

/// Every page of commands.
fn manual() -> String {
    let pages = fs::read_dir(root().join("man")).unwrap().map(|entry| entry.unwrap().path());
    let pages = pages.filter(|path| path.extension().is_some_and(|section| section == "1"));
    pages.map(|page| fs::read_to_string(page).unwrap().replace("\\-", "-")).collect()
}

#[test]
fn the_manual_names_every_command_and_option() {
    let manual = manual();
    let mut commands = vec![(cpro::cli::command(), String::new())];
    while let Some((command, path)) = commands.pop() {
        for arg in command.get_arguments().filter_map(clap::Arg::get_long) {
            let named = [" ", "\n"].iter().any(|after| manual.contains(&format!("Fl -{arg}{after}")));
            assert!(named, "--{arg} ({path}) manque au manuel");
        }
        for sub in command.get_subcommands() {
            let path = format!("{path} {}", sub.get_name()).trim().to_owned();
            if !sub.has_subcommands() && !sub.is_hide_set() {
                assert!(manual.contains(&path), "« {path} » manque au manuel");
            }
            commands.push((sub.clone(), path));
        }
    }
}

#[test]
fn the_manual_names_every_exit_code_and_key() {
    let manual = manual();
    for code in [0, 1, 2, 3, 65, 66, 70, 73, 74, 75, 77, 78, 130] {
        assert!(manual.contains(&format!(".It {code} ")), "code {code}");
    }
    for key in cpro::domain::setting::Key::all() {
        assert!(manual.contains(key.as_str()), "{}", key.as_str());
    }
}
