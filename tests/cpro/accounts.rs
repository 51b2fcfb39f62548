//! `cpro accounts`: creating, listing, showing, resetting.

use crate::env::TestEnv;

#[test]
fn only_the_missing_accounts_are_created() {
    let env = TestEnv::with_accounts();
    env.run("accounts create").success().says("Aucun compte à créer");
    let env = TestEnv::with_school();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv").success();
    env.run("accounts create --division 2melec1").success().says("6 comptes créés");
    env.run("accounts create --dry-run")
        .success()
        .says("13 comptes seront créés")
        .says("homonyme n° 2")
        .says("coupé à 20");
    let report = env.run("accounts create --format json").json();
    assert_eq!((&report["created"], &report["dry_run"]), (&13.into(), &false.into()), "{report}");
    env.run("accounts create --class 2MELEC1").success().says("Aucun compte à créer");
}

#[test]
fn the_establishment_comes_first() {
    let env = TestEnv::new();
    env.run("accounts create")
        .code(78)
        .says("il manque establishment.name, establishment.uai et establishment.email")
        .says("cpro settings set establishment.uai 0932048W");
}

#[test]
fn logins_are_the_same_on_two_machines() {
    let logins = |seed| {
        let env = TestEnv { seed, ..TestEnv::new() };
        env.run("init --name L --uai 0990001N --email a@b.example").success();
        env.fixture("exportCSVExtraction.csv");
        env.run("import siecle exportCSVExtraction.csv").success();
        env.run("accounts create").success();
        let accounts = env.run("accounts list --format json").json();
        accounts
            .as_array()
            .unwrap()
            .iter()
            .map(|account| (account["ine"].clone(), account["login"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(logins(1), logins(2));
}

#[test]
fn the_list_is_sorted_as_french_people_sort() {
    let env = TestEnv::with_accounts();
    let list = env.run("accounts list").success();
    let names: Vec<&str> = list
        .out
        .lines()
        .filter(|line| line.starts_with(' '))
        .skip(1)
        .map(|line| line[1..].split("  ").next().unwrap().trim())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(names[..5], ["ABADIE", "BOIVIN", "BOIVIN", "CISSÉ", "D'ARMAGNAC"]);
    list.says("19 comptes.");
}

#[test]
fn the_machine_contract() {
    let env = TestEnv::with_accounts();
    let accounts = env.run("accounts list --format json").json();
    let mut keys: Vec<&str> = accounts[0].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected = "birth_date created_at division email family_name first_name ine last_login_at locked_until login mef must_change \
        password_expires_on password_state profile status usage_name";
    assert_eq!(keys.join(" "), expected.split_whitespace().collect::<Vec<_>>().join(" "));
    let first = &accounts[0];
    assert_eq!(
        (&first["login"], &first["birth_date"], &first["password_expires_on"]),
        (&"celia.abadie".into(), &"2010-07-11".into(), &"2026-10-01".into())
    );
    assert_eq!(env.run("accounts show celia.abadie --format json").json(), *first);
    let csv = env.run("accounts list --format csv").success();
    assert!(csv.out.starts_with("\u{feff}login;profile;password_state;"), "{csv}");
    csv.never_says("11072010").never_says("$argon2id");
}

#[test]
fn a_card_tells_everything_but_the_password() {
    let env = TestEnv::with_accounts();
    env.run("slips generate celia.abadie -o p.pdf").success();
    env.run("accounts show --ine 081234501ab")
        .success()
        .says("Célia ABADIE")
        .says("initial, valable jusqu’au 01/10/2026, à changer à la première connexion")
        .says("exportCSVExtraction.csv, ligne 2")
        .says("papillon imprimé, document 1 (p.pdf)")
        .never_says("11072010");
    env.run("accounts show personne").code(1).says("n’existe pas").says("cpro accounts list");
    env.run("accounts show --ine 099999999ZZ").code(1).says("…99ZZ");
}

#[test]
fn a_reset_needs_a_selection() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset").code(2).says("--division").says("--all");
    env.run("accounts reset --division 6Z").code(1).says("« 6Z » n’existe pas").says("2MELEC1");
    env.run("accounts reset inconnu").code(1).says("« inconnu » n’existe pas");
}

#[test]
fn a_reset_of_several_asks() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset --class 2MELEC1")
        .code(1)
        .says("6 comptes seraient réinitialisés : il faut une confirmation");
    env.answer("accounts reset --class 2MELEC1", &["non"]).code(1);
    env.answer("accounts reset --class 2MELEC1", &["oui"]).success().says("6 comptes réinitialisés.");
    env.run("accounts reset --class 2MELEC1 --dry-run").success().says("6 comptes seront réinitialisés");
    env.run("accounts reset celia.abadie")
        .success()
        .says("1 compte réinitialisé.")
        .says("cpro slips generate celia.abadie");
}

#[test]
fn a_reset_restarts_the_delay() {
    let env = TestEnv::with_accounts();
    env.later(31);
    let state = |login: &str| env.run(&format!("accounts show {login} --format json")).json()["password_state"].clone();
    assert_eq!(state("celia.abadie"), "expired");
    env.run("accounts show celia.abadie").success().says("Conseil : cpro accounts reset celia.abadie");
    let report = env.run("accounts reset --expired --yes --format json").json();
    assert_eq!((&report["reset"], &report["requested"]), (&19.into(), &19.into()), "{report}");
    assert_eq!(state("celia.abadie"), "initial");
}

#[test]
fn passwords_are_shown_only_when_asked() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie").success().never_says("11072010");
    env.run("accounts reset celia.abadie --show-passwords").success().says("celia.abadie  11072010");
    let report = env.run("accounts reset celia.abadie --random --show-passwords --format json").json();
    assert_eq!(report["passwords"][0]["password"].as_str().map(str::len), Some(14), "{report}");
    env.run("accounts reset celia.abadie --random").success();
    let account = env.run("accounts show celia.abadie --format json").json();
    assert_eq!(account["password_state"], "pending");
}

#[test]
fn a_reset_prints_its_slips() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset --class 2MELEC1 --yes --random --slips r.pdf").success().says("6 comptes réinitialisés");
    assert!(std::fs::read(env.path("r.pdf")).unwrap().starts_with(b"%PDF"));
    env.run("accounts reset --class 2MELEC1 --yes --slips r.pdf").code(73).says("--force");
    env.run("accounts show celia.abadie").success().says("provisoire").says("document 1 (r.pdf)");
}

#[test]
fn a_file_of_logins() {
    let env = TestEnv::with_accounts();
    env.write("liste.txt", "# relance\ncelia.abadie  # au guichet\n081234502BC\nnobody.here\n099999999ZZ\n");
    env.run("accounts reset --from liste.txt --yes")
        .code(3)
        .says("2 comptes réinitialisés")
        .says("« nobody.here » ne désigne aucun compte")
        .says("« …99ZZ » ne désigne aucun compte");
    env.pipe("accounts list --from -", b"celia.abadie\n").success().says("1 compte.");
}

#[test]
fn the_administrator_is_only_reset_by_name() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset --all --yes").success().says("19 comptes réinitialisés");
    env.run("accounts reset 0990001n").success().says("1 compte réinitialisé");
}

#[test]
fn dates_that_are_not_believed_give_pending_accounts() {
    let env = TestEnv::with_school();
    env.run("settings set passwords.eleve random").success();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv").success();
    env.run("accounts create").success().says("dont 19 avec un mot de passe à tirer à l’impression");
    env.run("accounts list --state pending").success().says("à remettre").says("19 comptes.");
    env.run("accounts list --state initial").success().says("Aucun compte");
}

#[test]
fn selectors_narrow_the_list() {
    let env = TestEnv::with_accounts();
    let cases = [
        ("--division 1MCOM", 7),
        ("--division 1mcom --division '1 pro tne'", 13),
        ("--profile eleve", 19),
        ("--profile administrateur", 1),
        ("--never-signed-in", 19),
        ("--created-since 2026-09-01", 19),
        ("--created-since 2026-09-02", 0),
        ("--state initial --division 1MCOM", 7),
        ("--ine 081234501AB", 1),
        ("--all", 19),
    ];
    for (selectors, expected) in cases {
        let list = env.run(&format!("accounts list {selectors} --format json")).json();
        assert_eq!(list.as_array().map(Vec::len), Some(expected), "{selectors}");
    }
}

const ANOTHER_BATCH: &str =
    "insert into batches (at, actor, action, source) values ('2026-09-01T08:00:00+02:00', 'autre', 'import', '')";

/// Somebody else writes while passwords are hashed: what does not matter to a command does not stop it.
#[test]
fn what_others_write_in_between_stops_nobody() {
    let env = TestEnv::with_school();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv --yes").success();
    env.meddle(ANOTHER_BATCH);
    env.run("accounts create").success().says("19 comptes");
    env.meddle(&format!(
        "{ANOTHER_BATCH}; insert or replace into settings (key, value) values ('passwords.days', '20')"
    ));
    env.run("users add --profile enseignant --family-name Petit --first-name Paul --birth-date 1980-03-14").success();
    env.run("accounts reset celia.abadie --random --yes").success();
    env.meddle(ANOTHER_BATCH);
    env.run("slips generate celia.abadie -o p.pdf").success();
    env.meddle(&format!("{ANOTHER_BATCH}; update persons set division = '2B' where family_name = 'Cisse'"));
    env.run("accounts reset celia.abadie --yes --slips r.pdf").success().says("1 compte réinitialisé");
}

/// The account itself changed: a plan that comes to something else is not carried out unseen.
#[test]
fn what_was_shown_is_what_is_done() {
    let env = TestEnv::with_accounts();
    env.meddle(&format!(
        "{ANOTHER_BATCH}; update accounts set status = 'inactive', version = version + 1 where login = 'celia.abadie'"
    ));
    env.run("accounts reset celia.abadie mariam.cisse --yes --slips r.pdf")
        .code(75)
        .says("a changé pendant la préparation");
    assert!(!env.path("r.pdf").exists());
}

#[test]
fn whoever_is_searched_is_found() {
    let env = TestEnv::with_accounts();
    for typed in ["'célia abadie'", "'ABADIE Celia'", "CELIA.ABADIE", "'Mariam Cissé'"] {
        env.run(&format!("accounts show {typed}")).success();
    }
    for command in ["show", "explain", "lock", "email", "forgot", "reset", "request"] {
        let rest = if command == "email" { "a@exemple.fr" } else { "" };
        env.run(&format!("accounts {command} abadie {rest} --no-input"))
            .code(1)
            .says("vouliez-vous dire Célia ABADIE (celia.abadie, 2MELEC1) ?");
        env.run(&format!("accounts {command} 'célia abbadie' {rest} --no-input"))
            .code(1)
            .says("vouliez-vous dire Célia ABADIE");
    }
    for command in ["users show abadi", "users edit abadi --civility M", "users archive abadi"] {
        env.run(command).code(1).says("vouliez-vous dire Célia ABADIE (celia.abadie");
    }
    env.run("accounts show 'Lucas Boivin'")
        .code(1)
        .says("désigne 2 comptes")
        .says("lucas.boivin,")
        .says("lucas.boivin2");
    env.run("accounts show zorro").code(1).says("accounts list").never_says("vouliez-vous");
    // Under a name that was corrected since.
    env.run("users edit celia.abadie --family-name Durand").success();
    env.run("accounts show 'célia abadie'").code(1).says("Célia Durand").says("anciennement Célia ABADIE");
}

#[test]
fn criteria_of_the_service() {
    let env = TestEnv::with_accounts();
    let count = |command: &str| env.run(command).success().json().as_array().map(Vec::len).unwrap();
    let all = count("accounts list --all --format json");
    assert_eq!(count("accounts list --never-printed --format json"), all);
    env.run("slips generate celia.abadie -o p.pdf").success();
    assert_eq!(count("accounts list --never-printed --format json"), all - 1);
    env.run("accounts reset celia.abadie --yes").success();
    assert_eq!(count("accounts list --never-printed --format json"), all, "le papillon ne vaut plus");
    env.base().execute_batch("update persons set groups = '2MELEC1 ANG1, 2MELEC1 EPS', mef = '24720003221', diploma = 'BCP', enrolment = 'Pré-inscrit' where family_name = 'ABADIE'").unwrap();
    for option in
        ["--group '2melec1 eps'", "--diploma bcp", "--enrolment 'PRE INSCRIT'", "--mef 24720003221 --division 2melec1"]
    {
        assert_eq!(count(&format!("accounts list {option} --format json")), 1, "{option}");
    }
    for (words, state) in [
        ("provisoire", "temporary"),
        ("'à remettre'", "pending"),
        ("INITIAL", "initial"),
        ("échu", "expired"),
        ("verrouillé", "locked"),
    ] {
        assert_eq!(
            count(&format!("accounts list --state {words} --format json")),
            count(&format!("accounts list --state {state} --format json")),
            "{words}"
        );
    }
    env.run("accounts list --profile Élève").success();
    let output = env.run("accounts list --division 2MELEC1 --state provisoire").success();
    output.says("--division (").says("--state (0 compte)");
    env.run("accounts reset --mef 24720003221 --diploma CAP --yes")
        .success()
        .says("--mef (1 compte) et --diploma (0 compte)");
    env.run("slips generate --diploma CAP --division 2MELEC1 -o q.pdf").says("--diploma (0 compte)");
}

/// Whatever a list looks like, from whichever program.
#[test]
fn lists_are_read_as_imports_are() {
    let env = TestEnv::with_accounts();
    let listed = env.run("accounts list --division 2MELEC1 --format csv").success().bytes;
    env.write("nos-comptes.csv", &listed);
    env.run("slips generate --division 2MELEC1 -o p.pdf --csv publipostage.csv").success();
    env.write("excel.csv", b"Nom;Pr\xe9nom;INE;Identifiant\r\nABADIE;C\xe9lia;;celia.abadie\r\n");
    for (file, n) in [("nos-comptes.csv", 6), ("publipostage.csv", 6), ("excel.csv", 1)] {
        let done = env.run(&format!("accounts reset --from {file} --dry-run --format json")).success().json();
        assert_eq!(done["reset"], n, "{file}");
    }
    env.run("accounts list --from p.pdf").code(65).says("un document PDF, et non une liste d’identifiants");
    env.write("noms.csv", "Nom;Division\nABADIE;2MELEC1\n");
    env.run("accounts reset --from noms.csv --yes")
        .code(65)
        .says("aucune colonne d’identifiants ou d’INE")
        .says("Nom, Division");
    env.write("longue.txt", (0..500).map(|n| format!("inconnu.{n}\n")).collect::<String>());
    let output = env.run("accounts list --from longue.txt").code(3);
    assert!(output.err.lines().count() < 20, "{}", output.err);
    output.says("490 autres mots ne désignent aucun compte (--verbose les montre tous)");
}

/// What a reset destroys is counted before it is confirmed: in the preview, the question, the refusal and the report.
#[test]
fn a_loss_is_counted_before_it_is_confirmed() {
    let env = TestEnv::with_accounts();
    env.run("slips generate --division 2MELEC1 -o p.pdf").success();
    env.run("accounts lock mariam.cisse").success();
    env.base().execute_batch("update accounts set password_state = 'personal', version = version + 1, expires_on = null where login in ('ulysse.hamel', 'romane.vidal')").unwrap();
    let cost = "2 mots de passe personnels, 1 verrouillage et 3 papillons déjà imprimés";
    let command = "accounts reset celia.abadie mariam.cisse ulysse.hamel romane.vidal tiago.mendes --random";
    env.run(command).code(1).says(&format!("5 comptes seraient réinitialisés (à perdre : {cost})"));
    env.answer(command, &["non"]).code(1).says(&format!("Réinitialiser 5 comptes (à perdre : {cost}) ?"));
    let tried = env.run(&format!("{command} --dry-run --format json")).success().json();
    assert_eq!(tried["loss"], serde_json::json!({"personal_passwords": 2, "locks": 1, "slips": 3}));
    env.run("accounts reset ulysse.hamel --dry-run").success().says("à perdre : 1 mot de passe personnel.");
    // The birth date again: the paper stays true.
    env.run("accounts reset celia.abadie tiago.mendes --dry-run").success().never_says("à perdre");
}

/// A password chosen while a reset was being prepared is not taken away unseen.
#[test]
fn a_password_chosen_in_between_is_kept() {
    let env = TestEnv::with_accounts();
    env.meddle("update accounts set password_state = 'personal', version = version + 1, expires_on = null where login = 'celia.abadie'");
    env.run("accounts reset celia.abadie --yes --slips r.pdf").code(75);
    assert_eq!(env.run("accounts show celia.abadie --format json").json()["password_state"], "personal");
}

/// However few rows may be held at once, a long list is the same.
#[test]
fn a_long_list_is_in_order_whatever_is_held() {
    let env = TestEnv::with_accounts();
    let listed = env.run("accounts list --format json").success().json();
    let expected: Vec<&str> = listed.as_array().unwrap().iter().map(|row| row["login"].as_str().unwrap()).collect();
    for held in [1, 2, 7, expected.len() - 1, expected.len(), 1_000] {
        let mut logins = Vec::new();
        let (mut world, selectors) = (env.world(), cpro::work::selection::Selectors::default());
        let mut render = |card: cpro::work::accounts::list::Card| card.login;
        cpro::work::accounts::list::each(&mut world, &selectors, held, &mut render, &mut |login| logins.push(login))
            .unwrap();
        assert_eq!(logins, expected, "{held}");
    }
}
