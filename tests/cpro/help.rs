//! Every page of help, read by a French eye.

use clap::Command;

use crate::env::TestEnv;

const ENGLISH: [&str; 20] = [
    "Usage",
    "Options:",
    "Commands",
    "Arguments:",
    "Print",
    "default",
    "possible values",
    "aliases",
    "env:",
    "help for",
    "the ",
    "error",
    "unexpected",
    "argument ",
    "required",
    "version of",
    "subcommand",
    "with ",
    "use ",
    "value",
];

/// Calls `check` with the path and the long help of every command.
fn walk(command: &mut Command, path: &str, check: &mut dyn FnMut(&str, &str, &Command)) {
    let help = command.clone().render_long_help().to_string();
    check(path, &help, command);
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let mut sub = command.find_subcommand(&name).unwrap().clone().bin_name(format!("{path} {name}"));
        walk(&mut sub, &format!("{path} {name}"), check);
    }
}

fn each(check: &mut dyn FnMut(&str, &str, &Command)) {
    let mut command = cpro::cli::command();
    command.build();
    walk(&mut command, "cpro", check);
}

#[test]
fn no_english() {
    let mut pages = 0;
    each(&mut |path, help, _| {
        pages += 1;
        let prose: String =
            help.lines().filter(|line| !line.trim_start().starts_with("cpro ")).collect::<Vec<_>>().join("\n");
        let prose = prose.replace("FILE", "").replace("--show-passwords", "").replace("--profile", "");
        for word in ENGLISH {
            assert!(!prose.contains(word), "« {word} » dans l’aide de {path} :\n{help}");
        }
    });
    assert!(pages > 15, "{pages}");
}

#[test]
fn no_break_spaces_before_double_punctuation() {
    each(&mut |path, help, _| {
        for sign in [" :", " ;", " ?", " !", " »", "« "] {
            assert!(!help.contains(sign), "« {sign} » dans l’aide de {path} :\n{help}");
        }
    });
}

#[test]
fn short_help_is_one_sentence_without_full_stop() {
    each(&mut |path, _, command| {
        let about = command.get_about().unwrap_or_else(|| panic!("{path} n’a pas d’aide")).to_string();
        assert!(!about.ends_with('.') && !about.contains(". "), "{path}: {about}");
        for arg in command.get_arguments() {
            let help = arg.get_help().unwrap_or_else(|| panic!("{path} {} n’a pas d’aide", arg.get_id())).to_string();
            assert!(!help.ends_with('.'), "{path}: {help}");
        }
    });
}

#[test]
fn pages_fit_a_terminal() {
    each(&mut |path, _, command| {
        let help = command.clone().term_width(80).render_help().to_string();
        for line in help.lines() {
            assert!(line.chars().count() <= 80 || !line.contains(' '), "{path}: {line}");
        }
    });
}

#[test]
fn errors_of_the_command_line() {
    let env = TestEnv::new();
    let cases = [
        ("accuonts list", "la commande « accuonts » n’existe pas", "« accounts »"),
        ("accounts list --divsion 2A", "l’argument « --divsion » n’est pas connu", "« --division »"),
        ("accounts list --format xmll", "valeur « xmll » refusée", "table, csv, json"),
        ("accounts list --wait bientôt", "il faut un nombre de secondes", "--wait"),
        ("accounts list --db", "attend une valeur", "--db"),
        ("import siecle", "il manque", "FICHIER"),
        ("settings logo a.png --remove", "ne vont pas ensemble", "--remove"),
        ("import siecle a.csv --max-departures beaucoup", "il faut un pourcentage", "25%"),
        ("accounts list --created-since hier", "il faut une date", "2026-09-01"),
        ("accounts list --quiet --quiet", "qu’une fois", "--quiet"),
        ("accounts", "Commandes", "list"),
    ];
    for (command, sentence, detail) in cases {
        let output = env.run(command).code(2).says(sentence).says(detail);
        for word in ["Usage", "error", "unexpected", "invalid", "tip:", "For more"] {
            assert!(!output.err.contains(word), "{word} : {output}");
        }
    }
}

/// Typed as it stands, an advice is about the base that the command was about.
#[test]
fn advice_names_the_base_that_was_named() {
    let env = TestEnv::with_accounts();
    env.run("transfers cancel 9 --yes").code(1).says("Conseil : cpro transfers list").never_says("--db");
    env.run("--db base/cpro.db transfers cancel 9 --yes")
        .code(1)
        .says("Conseil : cpro --db base/cpro.db transfers list");
    env.run("accounts reset zorro --db base/cpro.db").code(1).says("cpro --db base/cpro.db accounts list");
    env.run("status --db base/cpro.db").says("cpro --db base/cpro.db settings set backup.folder");
    // Prose is left as it is, and so is the command of another school.
    env.run("transfers enable --register R --yes").success();
    env.run("transfers send celia.abadie --to 0932048W -o c.age --draw-passphrase --yes --db base/cpro.db")
        .success()
        .says("cpro --db BASE transfers receive c.age")
        .says("cpro --db base/cpro.db transfers cancel 1");
}

#[test]
fn global_options_go_before_or_after() {
    let env = TestEnv::with_school();
    env.run("--format json settings show").success();
    env.run("settings show --format json").success();
    env.run("-V").success().says(concat!("cpro ", env!("CARGO_PKG_VERSION")));
    env.run("--version").success().says("Schéma des bases : 6").says("features");
    env.run("-h").success().says("Utilisation : cpro");
}

#[test]
fn help_is_a_command_too() {
    let env = TestEnv::new();
    for words in ["", "import siecle", "schedule install", "status"] {
        let asked = env.run(&format!("help {words}")).success();
        assert_eq!(asked.out, env.run(&format!("{words} --help")).success().out, "{words}");
    }
    env.run("help import rien").code(2).says("la commande « rien » n’existe pas");
}

/// A fault of the program is a French sentence, and a report without a word of what was typed.
#[test]
fn a_fault_of_the_program_is_told() {
    let env = TestEnv::with_school();
    cpro::note_faults();
    let told = env.faulty(|| panic!("Célia ABADIE"));
    drop(std::panic::take_hook());
    assert!(told.contains("rreur interne du programme (tests/cpro/help.rs, ligne"), "{told}");
    assert!(told.contains("n’a pas été modifiée") && told.contains("ne nomme personne"), "{told}");
    let folder = std::fs::read_dir(env.path("base")).unwrap().map(|entry| entry.unwrap().path());
    let report = folder.into_iter().find(|path| path.display().to_string().contains("cpro-erreur-")).unwrap();
    let report = std::fs::read_to_string(report).unwrap();
    assert!(
        report.contains("Schéma des bases") && report.contains("help.rs") && !report.contains("ABADIE"),
        "{report}"
    );
}

/// The words of a line of a shell.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 0 { words.extend(part.split_whitespace().map(str::to_owned)) } else { words.push(part.to_owned()) }
    }
    words
}

/// The first thing that a page shows is what to type, and it is what the program takes.
#[test]
fn every_command_begins_with_examples() {
    each(&mut |path, help, command| {
        if command.has_subcommands() || command.is_hide_set() {
            return;
        }
        let help = help.replace("\\\n      ", "");
        let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  cpro ")).collect();
        assert!(!examples.is_empty(), "{path} n’a pas d’exemple :\n{help}");
        let before = help.find("Exemples").unwrap() < help.find("Utilisation").unwrap();
        assert!(before, "{path} :\n{help}");
        for example in examples {
            let line = std::iter::once("cpro".to_owned()).chain(words(example));
            let path = path.trim_start_matches("cpro ");
            assert!(example.starts_with(path), "« {example} » dans l’aide de {path}");
            if let Err(refused) = cpro::cli::command().try_get_matches_from(line) {
                panic!("{example} : {refused}");
            }
        }
    });
}

#[test]
fn short_pages_fit_a_screen() {
    each(&mut |path, _, command| {
        let help = command.clone().term_width(80).render_help().to_string();
        let lines = help.lines().count();
        let most = if ["cpro", "cpro export"].contains(&path) { 66 } else { 50 };
        assert!(lines <= most, "{path} -h a {lines} lignes");
    });
    let env = TestEnv::new();
    let page = env.run("slips generate --help").success().out;
    let (whom, how) = (page.find("Comptes concernés").unwrap(), page.find("\nOptions").unwrap());
    assert!(page.find("      --division").unwrap() > whom && page.find("      --division").unwrap() < how);
    assert!(page.find("--output <").unwrap() > how && page.find("--per-page <").unwrap() > how);
}

/// What is near what was typed, and what a command lacks, are shown as they would be typed.
#[test]
fn a_slip_of_the_keyboard_is_guessed() {
    let env = TestEnv::new();
    for (typed, meant) in [("imprt", "import"), ("exprt", "export"), ("undoo", "undo"), ("stat", "status")] {
        env.run(typed).code(2).says(&format!("« {meant} »"));
    }
    env.run("import siecle").code(2).says("Par exemple : cpro import siecle exportCSVExtraction.csv");
    for line in ["backup -", "restore -", "status --html -"] {
        TestEnv::with_accounts().run(line).code(2).says("nom");
    }
}
