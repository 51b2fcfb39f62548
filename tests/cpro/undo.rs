//! Batches taken back: the base is as before, table by table, or nothing is done and somebody is named.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::env::{Output, TestEnv};

/// Tables that only grow: what happened stays told.
const TOLD: [&str; 6] = ["batches", "changes", "journal", "journal_seal", "retired", "documents"];

/// Every row of every other table, as text.
fn state(env: &TestEnv) -> BTreeMap<String, Vec<String>> {
    let base = env.base();
    let sql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    let names: Vec<String> =
        base.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names
        .into_iter()
        .filter(|name| !TOLD.contains(&name.as_str()))
        .map(|name| (rows(&base, &name), name))
        .map(|(rows, name)| (name, rows))
        .collect()
}

fn rows(base: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut statement = base.prepare(&format!("select * from {table}")).unwrap();
    let width = statement.column_count();
    let read = |row: &rusqlite::Row<'_>| {
        let cells: Result<Vec<String>, _> =
            (0..width).map(|column| row.get_ref(column).map(|cell| format!("{cell:?}"))).collect();
        cells.map(|cells| cells.join("|"))
    };
    let mut rows: Vec<String> = statement.query_map([], read).unwrap().map(Result::unwrap).collect();
    rows.sort();
    rows
}

fn last_batch(env: &TestEnv) -> i64 {
    env.base().query_row("select max(id) from batches", [], |row| row.get(0)).unwrap()
}

fn undo(env: &TestEnv, batch: i64) -> Output {
    env.run(&format!("import undo {batch} --yes"))
}

const FIRST: &str = "Nom;Prénom;INE;N° interne;Date de naissance;Code MEF;Division\n\
    DUPONT;Léa;070832327JA;05000990001;01/02/2010;24725510211;2A\n\
    MARTIN;Hugo;092269726EA;05001990001;02/03/2010;24725510211;2A\n\
    ABEL;Zoé;;05002990001;03/04/2010;24725510211;2B\n";

const SECOND: &str = "Nom;Prénom;INE;N° interne;Date de naissance;Code MEF;Division\n\
    DUPOND;Léa;070832327JA;05000990001;01/02/2010;24725510211;2B\n\
    MARTIN;Hugo;092269726EA;05001990001;12/03/2010;24725510211;2A\n\
    LUCAS;Théo;;05003990001;03/04/2011;24725510211;2B\n";

#[test]
fn an_import_taken_back() {
    let env = TestEnv::with_school();
    let empty = state(&env);
    env.write("1.csv", FIRST);
    env.write("2.csv", SECOND);
    env.run("import siecle 1.csv").success();
    env.run("accounts create").success();
    let before = state(&env);
    env.run("import siecle 2.csv --yes --max-departures 100%").success().says("1 arrivée, 2 modifiés");
    assert_ne!(state(&env), before);
    env.run("import undo 4 --dry-run").success().says("DUPOND → DUPONT").says("rien n’a été modifié");
    env.run("import undo 4").code(1).says("ajoutez --yes");
    undo(&env, 4).success().says("1 fiche retirée, 3 fiches remises comme avant");
    assert_eq!(state(&env), before);
    let history = env.run("import history --format json").success().json();
    assert_eq!((&history[0]["undoes"], &history[1]["undone_by"]), (&4.into(), &5.into()));
    undo(&env, 4).code(1).says("déjà annulé, par le lot 5");
    // The undo is taken back: what the import did is there again, and can be undone again.
    undo(&env, 5).success();
    env.run("accounts list --all").success().says("DUPOND");
    undo(&env, 4).success();
    assert_eq!(state(&env), before);
    undo(&env, 3).success().says("3 comptes retirés");
    undo(&env, 2).success();
    assert_eq!(state(&env), empty);
    env.run("journal --verify").success();
}

#[test]
fn what_served_since_is_not_taken_back() {
    let env = TestEnv::with_school();
    env.write("1.csv", FIRST);
    env.run("import siecle 1.csv").success();
    env.run("accounts create").success();
    undo(&env, 2).code(1).says("Léa DUPONT a un compte depuis (lot 3)").says("cpro undo 3");
    env.pipe("accounts login lea.dupont --password-stdin", b"01022010\nUne phrase longue 12\nUne phrase longue 12\n");
    undo(&env, 3).code(1).says("Léa DUPONT a choisi son mot de passe depuis").never_says("Hugo");
    env.run("accounts reset lea.dupont --yes").success();
    undo(&env, 3).code(1).says("Léa DUPONT").says("(lot 4)").says("cpro undo 4");
    undo(&env, 1).code(1).says("mise en place");
    undo(&env, 99).code(1).says("pas de lot n° 99");
    env.run("undo").code(1).says("Annuler le lot 4");
}

#[test]
fn a_reset_taken_back_gives_the_personal_password_again() {
    let env = TestEnv::with_accounts();
    let words = b"01022010\nUne phrase longue 12\nUne phrase longue 12\n";
    let birth: String = env.base().query_row("select strftime('%d%m%Y', birth_date) from persons p join accounts a on a.person_id = p.id where a.login = 'celia.abadie'", [], |row| row.get(0)).unwrap();
    env.pipe(
        "accounts login celia.abadie --password-stdin",
        String::from_utf8_lossy(words).replace("01022010", &birth).as_bytes(),
    )
    .success();
    env.run("accounts request celia.abadie").success();
    let before = state(&env);
    env.run("accounts reset celia.abadie --yes").success();
    undo(&env, last_batch(&env)).success().says("1 compte remis");
    assert_eq!(state(&env), before, "the request is back as well");
    env.pipe("accounts login celia.abadie --password-stdin", b"Une phrase longue 12\n").success();
}

#[test]
fn papers_bind_until_they_are_void() {
    let env = TestEnv::with_school();
    env.write("1.csv", FIRST);
    env.run("settings set passwords.eleve random").success();
    env.run("import siecle 1.csv").success();
    env.run("accounts create").success();
    let before = state(&env);
    env.run("slips generate --profile eleve -o p.pdf").success();
    undo(&env, 3).code(1).says("(lot 4)");
    undo(&env, 4).success().says("3 comptes remis comme avant et 1 document marqué nul");
    let same = |mut state: BTreeMap<String, Vec<String>>| {
        state.remove("document_accounts");
        state
    };
    assert_eq!(same(state(&env)), same(before));
    env.run("slips list --format json").success().says("\"void\"");
    // The login was seen on a paper: it waits for the same pupil, and for nobody else.
    undo(&env, 3).success();
    undo(&env, 2).success();
    env.write("homonyme.csv", FIRST.replace("01/02/2010", "05/06/2011"));
    env.run("import siecle homonyme.csv").success();
    env.run("accounts create").success();
    env.run("accounts list --all").success().says("lea.dupont2");
    let last = last_batch(&env);
    undo(&env, last).success();
    undo(&env, last - 1).success();
    env.run("import siecle 1.csv").success();
    env.run("accounts create").success();
    let logins = env.run("accounts list --profile eleve --format json").success().json();
    let logins: Vec<&str> = logins.as_array().unwrap().iter().map(|one| one["login"].as_str().unwrap()).collect();
    assert!(logins.contains(&"lea.dupont") && !logins.contains(&"lea.dupont2"), "{logins:?}");
}

/// One step of a year: a command, or taking back the last batch that can be.
#[derive(Debug, Clone)]
enum Step {
    Import(Vec<(u8, u8, u8)>),
    Partial(Vec<(u8, u8, u8)>),
    Create,
    Reset(u8),
    Request(u8),
    Slips,
    Conflict(u8),
    UndoUndo,
}

fn school(rows: &[(u8, u8, u8)]) -> String {
    let mut file = "Nom;Prénom;INE;N° interne;Date de naissance;Code MEF;Division\n".to_owned();
    for (who, name, division) in rows {
        let who = who % 12;
        // Now and then a name or a birth date changes, and an INE moves from one pupil to another.
        let family = ["DUPONT", "MARTIN", "ABEL"][usize::from(name % 3)];
        let ine = format!("0708323{:02}JA", (who + u8::from(name % 7 == 6)) % 12);
        let day = 1 + who + u8::from(name % 5 == 4);
        file.push_str(&format!(
            "{family};P{who};{ine};050{who:02}990001;{day:02}/02/2010;24725510211;2{}\n",
            ["A", "B", "C"][usize::from(division % 3)]
        ));
    }
    file
}

fn steps() -> impl Strategy<Value = Step> {
    let rows = || proptest::collection::vec(any::<(u8, u8, u8)>(), 1..10);
    prop_oneof![
        4 => rows().prop_map(Step::Import),
        2 => rows().prop_map(Step::Partial),
        3 => Just(Step::Create),
        2 => any::<u8>().prop_map(Step::Reset),
        1 => any::<u8>().prop_map(Step::Request),
        1 => Just(Step::Slips),
        2 => any::<u8>().prop_map(Step::Conflict),
        1 => Just(Step::UndoUndo),
    ]
}

fn one_login(env: &TestEnv, choice: u8) -> Option<String> {
    let sql = "select login from accounts where profile = 'eleve' order by id limit 1 offset (select ?1 % max(1, count(*)) from accounts where profile = 'eleve')";
    env.base().query_row(sql, [choice], |row| row.get(0)).ok()
}

fn take(env: &TestEnv, step: &Step) {
    match step {
        Step::Import(rows) | Step::Partial(rows) => {
            env.write("e.csv", school(rows));
            let scope = if matches!(step, Step::Partial(_)) { "--partial" } else { "--max-departures 100%" };
            let _ = std::fs::remove_file(env.path("e.csv.rejets.csv"));
            let code = env.run(&format!("import siecle e.csv --yes --accept-changes 100% {scope}")).code;
            assert!([0, 3].contains(&code), "{code}");
        }
        Step::Create => {
            env.run("accounts create").success();
        }
        Step::Reset(choice) => {
            if let Some(login) = one_login(env, *choice) {
                env.run(&format!("accounts reset {login} --yes"));
            }
        }
        Step::Request(choice) => {
            if let Some(login) = one_login(env, *choice) {
                env.run(&format!("accounts request {login}"));
            }
        }
        Step::Slips => {
            env.run("slips generate --profile eleve -o p.pdf --force");
        }
        Step::Conflict(choice) => {
            let sql = "select id from conflicts where decision = '' limit 1";
            if let Ok(id) = env.base().query_row::<i64, _, _>(sql, [], |row| row.get(0)) {
                let decision = ["--same", "--two", "--ignore"][usize::from(choice % 3)];
                env.run(&format!("import conflicts {id} {decision}")).success();
            }
        }
        Step::UndoUndo => {
            let last = last_batch(env);
            if undo(env, last).code == 0 {
                undo(env, last + 1).success();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { ..ProptestConfig::with_cases(32) })]

    /// Whatever was done, undoing the batches from the last to the first gives back each state that was before.
    #[test]
    fn a_year_taken_back(steps in proptest::collection::vec(steps(), 1..9)) {
        let env = TestEnv::with_school();
        let mut past = Vec::new();
        for step in &steps {
            let (before, batch) = (state(&env), last_batch(&env));
            take(&env, step);
            // A request is no batch: what came before it is not compared further.
            if last_batch(&env) == batch && state(&env) != before {
                past.clear();
            }
            for batch in batch + 1..=last_batch(&env) {
                past.push((batch, before.clone()));
            }
            env.wait(60);
        }
        let undone: Vec<i64> = env.base().prepare("select id from batches where undone_by is not null or undoes is not null").unwrap()
            .query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        for (batch, before) in past.into_iter().rev().filter(|(batch, _)| !undone.contains(batch)) {
            undo(&env, batch).success();
            let mut now = state(&env);
            let mut before = before;
            // Documents stay, void: whose slips they hold stays too.
            now.remove("document_accounts");
            before.remove("document_accounts");
            let given = |state: &BTreeMap<String, Vec<String>>| state["logins"].len();
            if given(&now) != given(&before) {
                // A login seen on a paper waits for its holder.
                prop_assert!(!rows(&env.base(), "documents").is_empty());
                now.remove("logins");
                before.remove("logins");
            }
            prop_assert_eq!(now, before, "lot {}", batch);
        }
        env.run("journal --verify").success();
    }
}

#[test]
fn after_a_while_nothing_is_kept_to_undo() {
    let env = TestEnv::with_school();
    env.write("1.csv", FIRST);
    env.write("2.csv", SECOND);
    env.run("import siecle 1.csv").success();
    env.run("import siecle 2.csv --yes --max-departures 100%").success();
    let traces = |env: &TestEnv| rows(&env.base(), "changes").len();
    assert!(traces(&env) > 0);
    env.run("settings set rgpd.departed 365").success();
    env.later(91);
    env.run("nightly").success();
    undo(&env, 3).success();
    env.later(100);
    let report = env.run("nightly --format json").success().json();
    assert_eq!((&report["settled_batches"], traces(&env)), (&3.into(), 0));
    env.run("nightly --quiet").success();
    undo(&env, 2).code(1).says("n’est plus gardé");
    env.run("import history").success().says("définitif");
}

/// A sign-in does not keep a list of departures from being taken back: what the batch did not change stays.
#[test]
fn what_the_batch_did_not_change_stays() {
    let env = TestEnv::with_school();
    env.write("1.csv", FIRST);
    env.write("2.csv", FIRST.replace(";2A", ";3A"));
    env.run("import siecle 1.csv").success();
    env.run("accounts create").success();
    env.run("import siecle 2.csv --max-departures 100%").success();
    env.pipe("accounts login lea.dupont --password-stdin", b"01022010\nUne phrase longue 12\nUne phrase longue 12\n")
        .success();
    env.run("settings set mail.transport none").success();
    env.run("accounts email lea.dupont lea@exemple.fr").success();
    undo(&env, 4).success();
    env.pipe("accounts login lea.dupont --password-stdin", b"Une phrase longue 12\n").success();
    env.run("accounts show lea.dupont").success().says("lea@exemple.fr").says("2A");
}

/// What came back by another way since is not doubled by taking an undo back.
#[test]
fn an_undo_is_not_taken_back_over_a_new_start() {
    let env = TestEnv::with_school();
    env.write("1.csv", FIRST);
    env.run("import siecle 1.csv").success();
    env.run("accounts create").success();
    undo(&env, 3).success();
    undo(&env, 2).success();
    env.run("import siecle 1.csv").success();
    undo(&env, 5).code(1).says("Léa DUPONT est revenu depuis (lot 6)").says("cpro undo 6");
    env.run("accounts create").success();
    undo(&env, 4).code(1);
    let twice: i64 = env.base().query_row("select count(*) from persons", [], |row| row.get(0)).unwrap();
    assert_eq!(twice, 3);
}

#[test]
fn what_waits_or_was_decided_binds() {
    let env = TestEnv::with_school();
    env.write("1.csv", FIRST);
    env.write("2.csv", FIRST.replace("ABEL;Zoé;;05002990001;03/04/2010", "NOIR;Zoé;070832327JA;;09/09/2009"));
    env.run("import siecle 1.csv").success();
    env.run("import siecle 2.csv --partial").code(3);
    env.run("import conflicts 1 --ignore").success();
    undo(&env, 3).code(1).says("a été départagé depuis (lot 4)");
    undo(&env, 4).success();
    undo(&env, 3).success();
    env.run("accounts create").success();
    env.run("accounts reset lea.dupont --yes").success();
    env.run("accounts request lea.dupont").success();
    let last = last_batch(&env);
    undo(&env, last).code(1).says("Léa DUPONT attend une réinitialisation");
    env.run("accounts request lea.dupont --cancel").success();
    undo(&env, last).success();
}

#[test]
fn a_document_marked_void_by_mistake_is_valid_again() {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    let last = last_batch(&env);
    undo(&env, last).success().says("1 document marqué nul");
    undo(&env, last + 1).success().says("1 document remis valable");
    env.run("slips list --format json").success().says("\"valid\"").never_says("void");
}

/// Accounts come back after their people, never before them.
#[test]
fn accounts_of_people_who_are_gone_do_not_come_back() {
    let env = TestEnv::with_school();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv").success();
    env.run("accounts create").success();
    env.run("undo --yes").success();
    env.run("undo --yes").success();
    for words in ["undo 4 --dry-run", "undo 4 --yes"] {
        env.run(words).code(1).says("n’est plus dans la base").says("5");
    }
    env.run("undo 5 --yes").success();
    env.run("undo 4 --yes").success();
    env.run("accounts list celia.abadie").success();
}
