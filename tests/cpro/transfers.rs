//! Pupils who go from one school to another: two bases, one sealed file, and every way to stop midway.

use crate::env::TestEnv;

const INE: &str = "070832327JA";
const PHRASE: &str = "quinze bougies bleues";

/// The school that sends, with its pupils, and the one that receives, with none.
fn schools() -> (TestEnv, TestEnv) {
    let from = TestEnv::with_accounts();
    from.run("transfers enable --register REG-2026-14 --yes").success();
    let to = TestEnv::new();
    to.run("init --name 'Lycée Bellevue' --uai 0932048W --email secretariat@bellevue.example").success();
    to.run("transfers enable --register RT-7 --yes").success();
    (from, to)
}

/// INE of a pupil of the first school.
fn ine(env: &TestEnv, login: &str) -> String {
    env.run(&format!("accounts show {login} --format json")).success().json()["ine"].as_str().unwrap().to_owned()
}

/// Sends Célia with the passphrase, and carries the file.
fn send(from: &TestEnv, to: &TestEnv, options: &str) {
    let ine = ine(from, "celia.abadie");
    from.pipe(
        &format!("transfers send --ine {ine} --to 0932048W -o celia.age --passphrase-stdin --yes {options}"),
        format!("{PHRASE}\n").as_bytes(),
    )
    .success()
    .says("1 élève transféré vers 0932048W")
    .says("cpro transfers cancel 1")
    .never_says(&ine);
    carry(from, to, "celia.age");
}

fn carry(from: &TestEnv, to: &TestEnv, file: &str) {
    std::fs::copy(from.path(file), to.path(file)).unwrap();
}

fn receive(to: &TestEnv, options: &str) -> crate::env::Output {
    to.pipe(&format!("transfers receive celia.age --passphrase-stdin {options}"), format!("{PHRASE}\n").as_bytes())
}

fn status(env: &TestEnv, login: &str) -> String {
    env.run(&format!("accounts show {login} --format json")).success().json()["status"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_moves_until_it_is_enabled() {
    let env = TestEnv::with_accounts();
    for command in [
        "transfers send celia.abadie --to 0932048W -o c.age --draw-passphrase --yes",
        "transfers receive c.age",
        "transfers key",
    ] {
        env.run(command).code(78).says("ne sont pas activés").says("cpro transfers enable --register RÉFÉRENCE");
    }
    env.run("transfers enable").code(78).says("Il manque la référence").says("--register");
    env.run("transfers enable --register REG-2026-14").code(1).says("un oui explicite").says("--yes");
    env.answer("transfers enable --register REG-2026-14", &["non"]).code(1).says("rien n’a été modifié");
    env.answer("transfers enable --register REG-2026-14", &["oui"]).success().says("Clé de l’établissement : age1");
    let key = env.run("transfers key").success().out;
    env.run("transfers enable").success().says("déjà activés").says(key.trim());
    env.run("settings get register.reference").success().says("REG-2026-14");
    env.run("settings show").success().says("activés");
    env.run("transfers disable").success();
    env.run("transfers key").code(78);
    env.run("transfers enable --yes").success().says("REG-2026-14").says(key.trim());
    env.run("settings unset register.reference").success();
    env.run("transfers key").code(78);
    TestEnv::new().run("transfers enable --register X --yes").code(66);
}

#[test]
fn a_pupil_changes_school() {
    let (from, to) = schools();
    send(&from, &to, "");
    assert_eq!(status(&from, "celia.abadie"), "inactive");
    from.run("accounts explain celia.abadie").success().says("transféré(e) vers 0932048W (transfert n° 1)");
    from.run("assistance diagnose celia.abadie").success().says("nouvel établissement (0932048W)");
    from.run("transfers list").success().says("envoyé").says("0932048W").says("fichier gardé");
    from.run("transfers list 1").success().says("ABADIE").says("parti");

    receive(&to, "").code(1).says("--yes").says("--dry-run").says("à créer");
    receive(&to, "--dry-run")
        .success()
        .says("1 élève serait créé")
        .says("Lycée des Tilleuls (0990001N)")
        .says("REG-2026-14");
    receive(&to, "--from 0441993C --yes").code(1).says("vient de 0990001N, non de 0441993C");
    receive(&to, "--from 0990001N --yes")
        .success()
        .says("1 élève reçu de 0990001N (transfert n° 1) : 1 créé.")
        .says("Compte créé : celia.abadie.")
        .says("cpro slips generate celia.abadie");
    let account = to.run("accounts show celia.abadie --format json").success().json();
    assert_eq!((&account["password_state"], &account["status"]), (&"initial".into(), &"active".into()));
    assert_eq!(account["ine"].as_str().unwrap(), ine(&from, "celia.abadie"));
    assert!(account["division"].is_null(), "a division of another school means nothing here");
    to.run("transfers list 1").success().says("créé");
    // The record brings her here a few days later: the same person, with her division.
    let birth = account["birth_date"].as_str().unwrap();
    let number = account["ine"].as_str().unwrap();
    to.write(
        "siecle.csv",
        format!(
            "Nom;Prénom 1;Date de naissance;INE;Code MEF;Division\nABADIE;Célia;{birth};{number};24025502210;1MELEC\n"
        ),
    );
    to.run("import siecle siecle.csv").success().says("1 ligne lue : 1 modifié.");
    let account = to.run("accounts show celia.abadie --format json").json();
    assert_eq!(account["division"], "1MELEC");
    // Once is once.
    receive(&to, "--yes").code(1).says("déjà été reçu").says("cpro transfers list 1");
    // Who has gone cannot go again, and is told where the file is.
    from.run("transfers send celia.abadie --to 0441993C -o e.age --draw-passphrase --yes")
        .code(1)
        .says("déjà transféré(e) vers 0932048W")
        .says("cpro transfers export 1");
    let json = to.run("transfers list --format json").success().json();
    assert_eq!((&json[0]["direction"], &json[0]["uai"]), (&"received".into(), &"0990001N".into()));
}

#[test]
fn a_personal_password_may_come_along() {
    let (from, to) = schools();
    let birth = from.run("accounts show celia.abadie --format json").json()["birth_date"].as_str().unwrap().to_owned();
    let (year, month, day) = (&birth[..4], &birth[5..7], &birth[8..]);
    let lines = format!("{day}{month}{year}\nmon-Secret-a-moi-1\nmon-Secret-a-moi-1\n");
    from.pipe("accounts login celia.abadie --password-stdin", lines.as_bytes()).success();
    send(&from, &to, "--with-password");
    receive(&to, "--division 1MELEC --yes").success().says("1 élève garde son mot de passe personnel");
    to.pipe("accounts login celia.abadie --password-stdin", b"mon-Secret-a-moi-1\n").success();
    let account = to.run("accounts show celia.abadie --format json").json();
    assert_eq!((&account["password_state"], &account["must_change"]), (&"personal".into(), &false.into()));
    assert_eq!(account["division"], "1MELEC");
}

#[test]
fn without_the_option_no_password_travels() {
    let (from, to) = schools();
    let key = to.run("transfers key").success().out;
    let hashes: Vec<String> = {
        let base = from.base();
        let mut statement = base.prepare("select hash from accounts where hash is not null").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(!hashes.is_empty());
    from.run(&format!(
        "transfers send --division 2MELEC1 --to 0932048W -o classe.age --recipient {} --yes",
        key.trim()
    ))
    .code(3)
    .says("Paul RENARD : sans compte");
    // The key of the school opens what was sealed for it, and nobody is asked anything.
    carry(&from, &to, "classe.age");
    let identity: String =
        to.base().query_row("select identity from transfer_agreement", [], |row| row.get(0)).unwrap();
    let identity = cpro::domain::secret::Secret::new(&identity);
    let bytes = std::fs::read(to.path("classe.age")).unwrap();
    let content = cpro::sources::sealed::open(&bytes, &cpro::sources::sealed::OpenedBy::Identity(identity)).unwrap();
    let content = String::from_utf8(content).unwrap();
    assert!(hashes.iter().all(|hash| !content.contains(hash)) && !content.contains("argon2id"));
    let report = to.run("transfers receive classe.age --yes --format json").success().json();
    assert_eq!(report["created"], report["read"]);
    assert_eq!(report["from"]["uai"], "0990001N");
    // Another school's key does not.
    let other = TestEnv::new();
    other.run("init --name 'Collège Ney' --uai 0441993C --email c@ney.example").success();
    other.run("transfers enable --register R --yes").success();
    carry(&from, &other, "classe.age");
    other.run("transfers receive classe.age --yes").code(65).says("ne l’ouvrent").says("cpro transfers key");
}

#[test]
fn the_addressee_and_the_phrase() {
    let (from, to) = schools();
    send(&from, &to, "");
    let other = TestEnv::new();
    other.run("init --name 'Collège Ney' --uai 0441993C --email c@ney.example").success();
    other.run("transfers enable --register R --yes").success();
    carry(&from, &other, "celia.age");
    receive(&other, "--yes").code(1).says("est pour l’établissement 0932048W").says("0441993C");
    receive(&from, "--yes").code(1).says("vient de cet établissement-ci");
    to.pipe("transfers receive celia.age --passphrase-stdin --yes", b"une autre phrase tout a fait\n")
        .code(65)
        .says("phrase de passe");
    to.run("transfers receive celia.age --yes").code(2).says("--passphrase-stdin");
    to.answer("transfers receive celia.age", &["une autre phrase", PHRASE, "oui"])
        .success()
        .says("cette phrase de passe n’ouvre pas le fichier");
    to.run("transfers receive absent.age").code(66);
    to.write("liste.csv", "Nom;Prénom\n");
    to.run("transfers receive liste.csv").code(65).says("ce n’est pas un fichier chiffré par cpro");
    let bytes = std::fs::read(to.path("celia.age")).unwrap();
    to.write("coupe.age", &bytes[..bytes.len() - 40]);
    to.pipe("transfers receive coupe.age --passphrase-stdin", format!("{PHRASE}\n").as_bytes())
        .code(65)
        .says("incomplet")
        .says("cpro --db BASE transfers export");
}

#[test]
fn what_send_refuses() {
    let (from, _) = schools();
    from.hire_staff();
    let send = |who: &str, more: &str| {
        from.run(&format!("transfers send {who} --to 0932048W -o f.age --draw-passphrase {more}"))
    };
    send("", "--yes").code(2).says("Dites quels comptes transférer");
    send("celia.abadie", "").code(1).says("--yes");
    send("paul.petit", "--yes").code(1).says("seul un élève se transfère");
    send("personne.ici", "--yes").code(1).says("n’existe pas");
    from.run("transfers send celia.abadie --to 0990001N -o f.age --draw-passphrase")
        .code(1)
        .says("cet établissement-ci");
    from.run("transfers send celia.abadie --to 0990001A -o f.age").code(2).says("la lettre devrait être N");
    from.run("transfers send celia.abadie --to 0932048W -o f.age --yes").code(2).says("--recipient CLÉ");
    from.run("transfers send celia.abadie --to 0932048W -o f.age --yes --recipient age1x")
        .code(2)
        .says("cpro --db BASE transfers key");
    from.pipe("transfers send celia.abadie --to 0932048W -o f.age --yes --passphrase-stdin", b"court\n")
        .code(2)
        .says("15");
    from.write("f.age", "x");
    send("celia.abadie", "--yes").code(73).says("--force");
    from.base().execute("update persons set ine = '' where family_name = 'ABADIE'", []).unwrap();
    send("celia.abadie", "--yes --force").code(1).says("sans INE").says("cpro transfers missing-ine");
    from.run("transfers missing-ine")
        .success()
        .says("ABADIE")
        .says("pas être transféré")
        .says("cpro import siecle FICHIER");
    from.run("users edit celia.abadie --ine ABC").code(2);
    from.run(&format!("users edit celia.abadie --ine {INE}")).success();
    from.run("users edit paul.petit --ine 070832327JB").code(2).says("Seul un élève");
    from.answer("transfers send celia.abadie --to 0932048W -o f.age --force", &["", "oui"])
        .success()
        .says("Phrase de passe :");
    assert_eq!(status(&from, "celia.abadie"), "inactive");
    assert!(from.run("transfers list").success().out.contains("f.age"));
}

#[test]
fn a_list_is_sent_and_those_who_stay_are_named() {
    let (from, to) = schools();
    from.base().execute("update persons set ine = '' where family_name = 'ABADIE'", []).unwrap();
    from.run("transfers send --division 2MELEC1 --to 0932048W -o f.age --draw-passphrase --dry-run")
        .code(3)
        .says("ABADIE")
        .says("Simulation");
    let output = from
        .run("transfers send --division 2MELEC1 --to 0932048W -o f.age --draw-passphrase --yes --format json")
        .code(3);
    let report = output.json();
    assert_eq!(report["left_aside"][0]["login"], "celia.abadie");
    let sent = report["sent"].as_u64().unwrap();
    assert!(sent > 3);
    let phrase = report["passphrase"].as_str().unwrap();
    assert!(phrase.len() >= 25, "{phrase}");
    // As it was heard on the telephone.
    let phrase = &phrase.to_uppercase().replace('-', " ");
    carry(&from, &to, "f.age");
    let received =
        to.pipe("transfers receive f.age --passphrase-stdin --yes --format json", phrase.as_bytes()).success().json();
    assert_eq!(received["created"].as_u64(), Some(sent));
}

#[test]
fn an_import_that_brings_somebody_back_says_so() {
    let (from, to) = schools();
    send(&from, &to, "");
    from.run("import siecle exportCSVExtraction.csv --dry-run")
        .success()
        .says("Célia ABADIE a été transféré(e) vers 0932048W (transfert n° 1) et revient");
}

#[test]
fn a_transfer_is_cancelled() {
    let (from, to) = schools();
    from.run("accounts lock celia.abadie").success();
    send(&from, &to, "");
    from.run("transfers cancel 1").code(1).says("--yes").says("Célia ABADIE");
    from.run("transfers cancel 1 --yes").success().says("1 élève est de nouveau ici").says("à effacer");
    assert_eq!(status(&from, "celia.abadie"), "locked", "a lock set before is still there");
    from.run("transfers cancel 1 --yes").code(1).says("déjà annulé");
    // A cancellation is a batch: undone, the transfer holds again; then it is cancelled for good.
    let batch: i64 = from.base().query_row("select max(id) from batches", [], |row| row.get(0)).unwrap();
    from.run(&format!("import undo {batch} --yes")).success();
    assert_eq!(status(&from, "celia.abadie"), "inactive");
    from.run("transfers export 1 -o rendu.age").success();
    from.run("transfers cancel 1 --yes").success();
    from.run("transfers export 1 -o g.age").code(1).says("annulé");
    from.run("transfers cancel 9 --yes").code(1).says("cpro transfers list");
    from.run("transfers list").success().says("annulé");
    // And sent again.
    from.run("accounts unlock celia.abadie").success();
    from.run("transfers send celia.abadie --to 0932048W -o h.age --draw-passphrase --yes")
        .success()
        .says("transfert n° 2");
    // Undoing the batch says the same.
    let batch = from.run("transfers list --format json").json()[1]["batch"].clone();
    from.run(&format!("import undo {batch} --yes")).success();
    assert_eq!(status(&from, "celia.abadie"), "active");
    from.run("transfers cancel 2 --yes").code(1).says("déjà annulé");
}

#[test]
fn a_file_that_was_lost_is_given_back_to_the_byte() {
    let (from, to) = schools();
    send(&from, &to, "");
    let bytes = std::fs::read(from.path("celia.age")).unwrap();
    std::fs::remove_file(from.path("celia.age")).unwrap();
    from.run("transfers export 1 -o encore.age").success().says("pour 0932048W");
    assert_eq!(std::fs::read(from.path("encore.age")).unwrap(), bytes);
    from.later(31);
    from.run("nightly").success().says("1 fichier de transfert effacé");
    from.run("transfers export 1 -o tard.age").code(1).says("n’est pas gardé");
}

#[test]
fn a_reception_is_undone_and_done_again() {
    let (from, to) = schools();
    send(&from, &to, "");
    receive(&to, "--yes").success();
    let batch = to.run("transfers list --format json").json()[0]["batch"].clone();
    to.run("transfers cancel 1 --yes").code(1).says(&format!("cpro undo {batch}"));
    to.run(&format!("import undo {batch} --yes")).success();
    to.run("accounts show celia.abadie").code(1);
    receive(&to, "--yes").success().says("transfert n° 2").says("celia.abadie");
}

#[test]
fn those_who_are_here_already_are_linked_and_doubts_are_decided() {
    let (from, to) = schools();
    send(&from, &to, "");
    // SIECLE has brought her here meanwhile, without account: the file gives one.
    let known = from.run("accounts show celia.abadie --format json").json();
    let cell = |key: &str| known[key].as_str().unwrap().to_owned();
    to.write(
        "ici.csv",
        format!(
            "Nom;Prénom 1;Date de naissance;INE;Code MEF;Division\nABADIE;Célia;{};{};{};1MELEC\n",
            cell("birth_date"),
            cell("ine"),
            cell("mef")
        ),
    );
    to.run("import siecle ici.csv --yes").success();
    receive(&to, "--dry-run").success().says("1 élève est déjà connu");
    receive(&to, "--yes").success().says("1 déjà connu").says("Compte créé : celia.abadie");
    let account = to.run("accounts show celia.abadie --format json").json();
    assert_eq!(account["division"], "1MELEC", "SIECLE knows better");
    // The same number, another birth date and another name: somebody decides.
    let (from, to) = schools();
    send(&from, &to, "");
    let ine = ine(&from, "celia.abadie");
    to.run(&format!(
        "users add --family-name MARTIN --first-name Hugo --birth-date 01/01/2011 --profile eleve --ine {ine}"
    ))
    .success();
    receive(&to, "--yes").code(3).says("cpro import conflicts");
    to.run("import conflicts").success().says("Célia ABADIE");
    to.run("import conflicts 1 --two").success();
}

#[test]
fn somebody_who_had_left_comes_back() {
    let (from, to) = schools();
    send(&from, &to, "");
    receive(&to, "--yes").success();
    // A year later she returns.
    let ine = ine(&to, "celia.abadie");
    to.run(&format!("transfers send --ine {ine} --to 0990001N -o retour.age --draw-passphrase --yes --format json"))
        .success();
    to.run("transfers cancel 2 --yes").success();
    let sent = to
        .run(&format!("transfers send --ine {ine} --to 0990001N -o retour2.age --draw-passphrase --yes --format json"))
        .success()
        .json();
    carry(&to, &from, "retour2.age");
    from.pipe(
        "transfers receive retour2.age --passphrase-stdin --yes",
        sent["passphrase"].as_str().unwrap().as_bytes(),
    )
    .success()
    .says("1 revenu");
    assert_eq!(status(&from, "celia.abadie"), "active");
}

/// A packet that anybody who has the school's public key can make.
fn forged(to: &TestEnv, file: &str, pupil: &str) {
    let key = to.run("transfers key").success().out;
    let lock = cpro::targets::sealed::SealedFor::Key(cpro::targets::sealed::read_key(&key).unwrap());
    let packet = format!(
        r#"{{"format":"cpro-transfer","schema":1,"id":"0123456789abcdef0123456789abcdef","from":{{"uai":"0990001N","name":"X"}},
            "to":"0932048W","sent_at":"2026-09-01T08:00:00+02:00","register":"R","pupils":[{pupil}]}}"#
    );
    to.write(file, cpro::targets::sealed::seal(packet.as_bytes(), &lock).unwrap());
}

/// `secret-of-mine-1`, hashed at the tests' cost.
const HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn a_packet_never_touches_the_staff() {
    let (_, to) = schools();
    to.run("users add --family-name PROVISEUR --first-name Anne --birth-date 14/03/1970 --profile chef-etablissement")
        .success();
    to.run("users add --family-name SANSDATE --first-name Luc --profile enseignant").success();
    let pupil = |family: &str, first: &str, birth: &str, ine: &str| {
        format!(
            r#"{{"family_name":"{family}","first_name":"{first}","birth_date":"{birth}","ine":"{ine}","schooling":{{}},
                "account":{{"login":"x","password_state":"personal","hash":"{HASH}"}}}}"#
        )
    };
    let both = [
        pupil("PROVISEUR", "Anne", "1970-03-14", "070832327JA"),
        pupil("SANSDATE", "Luc", "2010-03-14", "070832327JB"),
    ];
    forged(&to, "faux.age", &both.join(","));
    // Nobody vouches for a file shut by a public key: its passwords are left aside unless somebody says otherwise.
    to.run("transfers receive faux.age --dry-run").success().says("2 élèves seraient créés").says("--accept-passwords");
    let report = to.run("transfers receive faux.age --yes --format json").success().json();
    assert_eq!((&report["passwords_kept"], &report["passwords_refused"]), (&0.into(), &2.into()));
    let head = to.run("accounts show anne.proviseur --format json").json();
    assert_eq!((&head["profile"], &head["password_state"]), (&"chef-etablissement".into(), &"initial".into()));
    assert_eq!(to.run("accounts show luc.sansdate --format json").json()["profile"], "enseignant");
    to.run("accounts show anne.proviseur2").success().says("Élève");
}

#[test]
fn passwords_of_a_file_shut_by_a_key_are_taken_on_demand() {
    let (_, to) = schools();
    let pupil = format!(
        r#"{{"family_name":"DUPONT","first_name":"Léa","birth_date":"2010-03-14","ine":"070832327JA","schooling":{{"division":"2A"}},
            "account":{{"login":"lea.dupont","password_state":"personal","hash":"{HASH}"}}}}"#
    );
    forged(&to, "f.age", &pupil);
    to.run("transfers receive f.age --accept-passwords --dry-run").success().says("gardé");
    to.run("transfers receive f.age --accept-passwords --yes").success().says("1 élève garde son mot de passe");
    assert_eq!(to.run("accounts show lea.dupont --format json").json()["password_state"], "personal");
}

#[test]
fn a_password_chosen_here_stays() {
    let (_, to) = schools();
    to.run("users add --family-name DUPONT --first-name Léa --birth-date 14/03/2010 --profile eleve --ine 070832327JA --email ici@b.example --division 1A")
        .success();
    to.pipe("accounts login lea.dupont --password-stdin", b"14032010\nMon-secret-1-ici\nMon-secret-1-ici\n").success();
    let pupil = format!(
        r#"{{"family_name":"DUPONT","first_name":"Léa","birth_date":"2010-03-14","ine":"070832327JA","email":"la@b.example","schooling":{{"mef":"24025502210"}},
            "account":{{"login":"lea.dupont","password_state":"personal","hash":"{HASH}"}}}}"#
    );
    forged(&to, "f.age", &pupil);
    to.run("transfers receive f.age --accept-passwords --division 9Z --yes")
        .success()
        .says("1 déjà connu")
        .never_says("garde son");
    to.pipe("accounts login lea.dupont --password-stdin", b"Mon-secret-1-ici\n").success();
    let account = to.run("accounts show lea.dupont --format json").json();
    assert_eq!((&account["email"], &account["mef"]), (&"ici@b.example".into(), &"24025502210".into()));
    assert_eq!(account["division"], "1A", "the division is for those who have none here");
}

#[test]
fn what_would_be_refused_there_does_not_leave() {
    let (from, _) = schools();
    let ine = ine(&from, "celia.abadie");
    from.base().execute("update persons set first_name = '' where family_name = 'ABADIE'", []).unwrap();
    from.base().execute("update persons set ine = ?1 where family_name = 'VIDAL'", [&ine]).unwrap();
    from.run("transfers send celia.abadie romane.vidal --to 0932048W -o f.age --draw-passphrase --yes")
        .code(3)
        .says("même INE qu’un autre élève")
        .says("1 élève transféré");
    // Pupils of the division who have no account are named, not forgotten.
    let division = from.run("accounts show mariam.cisse --format json").json()["division"].as_str().unwrap().to_owned();
    from.base().execute("update persons set division = ?1, family_name = 'NEUF' where id = 3", [&division]).unwrap();
    from.base().execute("delete from document_accounts", []).unwrap();
    from.base().execute("delete from accounts where person_id = 3", []).unwrap();
    from.run(&format!("transfers send --division '{division}' --to 0932048W -o g.age --draw-passphrase --dry-run"))
        .code(3)
        .says("NEUF")
        .says("sans compte (cpro accounts create)");
}

#[test]
fn cancelling_brings_back_only_those_whom_it_took() {
    let (from, to) = schools();
    send(&from, &to, "");
    // She comes back by the record, then goes elsewhere: the first transfer holds nobody any more.
    from.run("import siecle exportCSVExtraction.csv --yes").success().says("revient");
    from.run("transfers send celia.abadie --to 0441993C -o autre.age --draw-passphrase --yes").success();
    from.run("transfers cancel 1 --yes")
        .success()
        .says("laissé(e) tel(le) quel(le)")
        .says("personne n’était à remettre");
    assert_eq!(status(&from, "celia.abadie"), "inactive");
    from.run("transfers cancel 2 --yes").success().says("1 élève est de nouveau ici");
    assert_eq!(status(&from, "celia.abadie"), "active");
}

#[test]
fn a_drawn_phrase_is_said_even_where_the_file_cannot_be_named() {
    let (from, _) = schools();
    let output = from.run("transfers send celia.abadie --to 0932048W -o absent/f.age --draw-passphrase --yes").code(73);
    output.says("créez d’abord le dossier");
    assert_eq!(status(&from, "celia.abadie"), "active");
    let told = from.run("transfers send celia.abadie --to 0932048W -o f.age --draw-passphrase --yes").success();
    let (phrase, done) = (told.out.find("Phrase de passe").unwrap(), told.out.find("élève transféré").unwrap());
    assert!(phrase < done, "{told}");
}

#[test]
fn undone_done_again_and_undone() {
    let (from, to) = schools();
    send(&from, &to, "");
    receive(&to, "--yes").success();
    for env in [&from, &to] {
        let first = env.run("transfers list --format json").json()[0]["batch"].as_i64().unwrap();
        for batch in first..first + 3 {
            env.run(&format!("import undo {batch} --yes")).success();
        }
        env.run("transfers list").success().says("annulé");
        let history = env.run("import history --format json").json();
        let undone = history.as_array().unwrap().iter().find(|batch| batch["batch"] == first).unwrap();
        assert_eq!(undone["undone_by"], first + 1);
    }
    assert_eq!(status(&from, "celia.abadie"), "active");
    from.run("transfers export 1 -o f.age").code(1).says("annulé");
    receive(&to, "--yes").success().says("transfert n° 2");
}

#[test]
fn somebody_known_under_another_name_is_shown() {
    let (from, to) = schools();
    let known = from.run("accounts show celia.abadie --format json").json();
    let cell = |key: &str| known[key].as_str().unwrap().to_owned();
    to.write(
        "ici.csv",
        format!(
            "Nom;Prénom 1;Date de naissance;INE;Code MEF;Division\nDURAND;Paul;{};{};24025502210;\n",
            cell("birth_date"),
            cell("ine")
        ),
    );
    to.run("import siecle ici.csv --yes").success();
    send(&from, &to, "");
    receive(&to, "--dry-run").success().says("déjà connu :").says("Paul DURAND").says("1 élève restera sans compte");
    receive(&to, "--division 1B --yes").success().says("Compte créé : paul.durand");
}

/// A passphrase that was drawn is kept nowhere: it is said before the pupils leave, `--quiet` or not.
#[test]
fn a_drawn_passphrase_is_never_silent() {
    let (from, _) = schools();
    let sent =
        from.run("transfers send celia.abadie --to 0932048W -o c.age --draw-passphrase --yes --quiet --format json");
    let sent = sent.success();
    let phrase = sent.json()["passphrase"].as_str().unwrap().to_owned();
    assert!(sent.err.contains(&format!("Phrase de passe\u{a0}: {phrase}")), "{sent}");
}

/// Undoing the batch of a transfer is taking it back: what `transfers cancel` makes sure of is said here too.
#[test]
fn undoing_what_was_sent_says_what_must_be_sure() {
    let (from, to) = schools();
    send(&from, &to, "");
    let batch = from.run("transfers list --format json").json()[0]["batch"].as_i64().unwrap();
    from.run(&format!("import undo {batch} --dry-run")).success().says("n’a pas reçu celia.age");
}
