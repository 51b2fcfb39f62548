//! `cpro export`: who leaves, with what, and what is written down of it.

use std::fs;

use crate::env::TestEnv;

/// A school whose first pupil has chosen a password, with a directory and a domain.
fn school() -> TestEnv {
    let env = TestEnv::with_accounts();
    env.run("settings set directory.suffix dc=reseau,dc=test").success();
    env.run("settings set export.domain lycee.example").success();
    env
}

/// Somebody signs in for the first time, and chooses.
fn personalise(env: &TestEnv, login: &str, birth: &str) {
    env.pipe(&format!("accounts login {login} --password-stdin"), format!("{birth}\nTilleul-2026!\n").as_bytes());
    env.run(&format!("accounts list {login} --format json")).says("\"personal\"");
}

fn read(env: &TestEnv, name: &str) -> String {
    fs::read_to_string(env.path(name)).unwrap()
}

fn first(env: &TestEnv) -> (String, String) {
    let accounts = env.run("accounts list --profile eleve --state initial --format json").json();
    let account = &accounts[0];
    let birth = account["birth_date"].as_str().unwrap();
    let birth = format!("{}{}{}", &birth[8..], &birth[5..7], &birth[..4]);
    (account["login"].as_str().unwrap().to_owned(), birth)
}

const HASHES: [&str; 5] = ["dovecot", "django", "authelia", "php", "kanidm"];

/// A first password leaves only where a change is forced; a personal one leaves wherever Argon2id is taken.
#[test]
fn passwords_leave_only_where_they_may() {
    let env = school();
    let (login, birth) = first(&env);
    for target in HASHES {
        env.run(&format!("export {target} -o {target}.x"))
            .success()
            .says("(--with-initial insiste)")
            .says("Aucun compte");
        assert!(!env.path(&format!("{target}.x")).exists());
    }
    personalise(&env, &login, &birth);
    for target in HASHES {
        let told = env.run(&format!("export {target} -o {target}.x")).success();
        let told = told.says("1 compte exporté").says("1 empreinte de mot de passe");
        told.says("Ce fichier contient des données personnelles de 1 personne, avec de quoi ouvrir son compte");
        let text = read(&env, &format!("{target}.x"));
        assert!(text.contains("$argon2id$v=19$") && text.contains(&login), "{text}");
        assert!(!text.contains(&birth), "{text}");
    }
    let all = env.run("export php -o tous.csv --with-initial --format json").success().json();
    assert!(all["accounts"].as_u64().unwrap() > 1 && all["accounts"] == all["passwords"], "{all}");
    env.run("export keycloak").success().says("empreintes de mots de passe");
    env.run("export ldif").success().says("empreintes de mots de passe");
    assert!(read(&env, "annuaire.ldif").contains("pwdReset: TRUE"));
}

/// An account without a password, or past its date, stays.
#[test]
fn pending_and_expired_accounts_stay() {
    let env = TestEnv::with_school();
    env.run("settings set directory.suffix dc=x").success();
    env.run("settings set passwords.eleve random").success();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv --yes");
    env.run("accounts create --yes").success();
    env.run("export ldif").success().says("pas encore de mot de passe");
    env.run("slips generate -o p.pdf").success();
    env.run("export ldif").success().says("comptes exportés");
    env.later(40);
    env.run("export ldif --force").success().says("mot de passe échu").says("Aucun compte");
}

/// Where a clear password is wanted, a new one is drawn, counted, confirmed and written once.
#[test]
fn clear_passwords_are_drawn() {
    let env = school();
    let (login, birth) = first(&env);
    personalise(&env, &login, &birth);
    env.run("export google").success().says("--draw en tire un").says("Aucun compte");
    env.run("export moodle").success().says("sans mot de passe");
    let moodle = read(&env, "moodle.csv");
    assert!(moodle.lines().next().unwrap().starts_with("username,firstname,lastname,email,idnumber"), "{moodle}");
    assert!(moodle.contains(",ldap,0,2026-0990001N-"), "{moodle}");
    env.run("export google --draw -o -").code(2).says("--draw écrit dans un fichier");
    env.run("export keycloak --draw").code(2).says("ne reçoit pas de mot de passe en clair");
    env.run("export google --draw").code(1).says("1 mot de passe personnel").says("--yes");
    assert!(!env.path("google.csv").exists());
    let foreseen = env.run("export google --draw --dry-run --format json").json();
    let done = env.run("export google --draw --yes --format json").success().json();
    assert_eq!((&foreseen["drawn"], &foreseen["loss"]), (&done["drawn"], &done["loss"]));
    assert_eq!(done["loss"]["personal_passwords"], 1);
    let google = read(&env, "google.csv");
    let row = google.lines().find(|line| line.contains(&format!("{login}@lycee.example"))).unwrap();
    let password = row.split(',').nth(3).unwrap();
    assert!(row.ends_with(",TRUE,Active") && password.len() == 14, "{row}");
    // What was drawn is what opens the account now, once.
    env.pipe(&format!("accounts login {login} --password-stdin"), format!("{birth}\n").as_bytes()).code(1);
    env.pipe(&format!("accounts login {login} --password-stdin"), format!("{password}\nErable-2026!\n").as_bytes())
        .success();
    env.run("import history").says("export google");
    // From now on the accounts are there: their passwords are left as they are.
    env.run("export google --force").success();
    assert!(read(&env, "google.csv").lines().skip(1).all(|line| line.contains(",****,")));
}

/// A closed account is told to whoever has had it, and to nobody else.
#[test]
fn closed_accounts_are_told_where_they_are_known() {
    let env = school();
    let (login, birth) = first(&env);
    personalise(&env, &login, &birth);
    env.run("export django -o avant.json").success();
    env.run(&format!("accounts lock {login}")).success();
    env.run("export dovecot").success().says("compte fermé").says("Aucun compte");
    env.run("export django -o apres.json").success().says("1 compte fermé");
    let told = read(&env, "apres.json");
    assert!(told.contains("\"is_active\": false") && told.contains("\"password\": \"!\""), "{told}");
    env.run("export keycloak -o k1").success();
    env.run(&format!("accounts unlock {login}")).success();
    env.run("export keycloak -o k2").success();
    env.run(&format!("accounts lock {login}")).success();
    env.run("export keycloak -o k3").success();
    let changes = read(&env, "k3/modifications.json");
    assert!(changes.contains("\"enabled\": false") && !changes.contains("credentials"), "{changes}");
    assert!(!env.path("k3/arrivees-1.json").exists());
}

/// What was sent is not sent again; what was never published is.
#[test]
fn only_what_changed() {
    let env = school();
    let all = env.run("export csv --format json").success().json()["accounts"].as_u64().unwrap();
    env.run("export csv -o rien.csv --only-changed").success().says("Rien n’a changé");
    assert!(!env.path("rien.csv").exists());
    let (login, _) = first(&env);
    env.run(&format!("accounts email {login} lea@lycee.example --yes")).success();
    let changed = env.run("export csv -o un.csv --only-changed --format json").success().json();
    assert_eq!((changed["accounts"].as_u64(), changed["unchanged"].as_u64()), (Some(1), Some(all - 1)));
    // Standard output may go nowhere: it is not believed.
    env.run(&format!("accounts email {login} lou@lycee.example --yes")).success();
    env.run("export csv -o - --only-changed").success().says("lou@lycee.example");
    env.run("export csv -o - --only-changed").success().says("lou@lycee.example");
    env.run("export csv -o deux.csv --only-changed").success().says("1 compte exporté");
    env.run("export csv -o - --since 2099-01-01").success().says("Aucun compte");
    env.run("export csv -o - --since 999").code(1).says("Le lot 999 n’existe pas");
    env.run("export csv -o depuis.csv --since 1").success().says("comptes exportés");
}

/// The journal and `status` know to whom data went, without a name.
#[test]
fn every_export_is_written_down() {
    let env = school();
    env.run("export cerise").success();
    env.run("export moodle --dry-run").success().says("partiront vers moodle");
    let (login, _) = first(&env);
    let journal = env.run("journal --format csv");
    let journal = journal.success().says("export.cerise").never_says("export.moodle");
    journal.never_says(&login);
    env.run("status").says("cerise");
    let status = env.run("status --format json").json();
    assert_eq!(status["exports"][0]["target"], "cerise");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(env.path("cerise.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    env.run("export cerise").code(73).says("existe déjà");
    env.run("export cerise --force").success();
}

/// Limits are told before anything is written, with whom and why.
#[test]
fn whoever_does_not_fit_is_told() {
    let env = school();
    env.run("settings unset export.domain").success();
    env.run("export sds").code(78).says("export.domain");
    env.run("export google --draw --yes").code(3).says("pas d’adresse électronique");
    assert!(!env.path("google.csv").exists());
    env.run("settings set export.domain lycee.example").success();
    let accounts = env.run("accounts list --profile eleve --format json").json();
    for at in 0..2 {
        let login = accounts[at]["login"].as_str().unwrap();
        env.run(&format!("accounts email {login} Partage@lycee.example --yes"));
    }
    let report = env.run("export moodle --format json").code(3).json();
    assert_eq!(report["refused"][0]["reason"], "shared", "{report}");
    let env = TestEnv::with_accounts();
    env.run("export ldif").code(78).says("directory.suffix");
    env.run("export annuaire").code(2);
    env.run("export").code(2);
    env.run("export keycloak -o -").code(2).says("nommez un dossier");
    env.run("export csv --columns nom,chat").code(2).says("« chat »").says("identifiant, nom");
    env.run("export php --columns nom").code(2).says("--columns");
    env.run("export php --state a.yml").code(2).says("--state");
    env.run("export csv --state chat").code(2);
    env.run("export csv --max-locks 20%").code(2).says("--max-locks ne sert à rien");
    env.run("export ldif --state a.ldif --only-changed").code(2).says("--only-changed ne sert à rien");
}

#[test]
fn columns_and_lists_of_them() {
    let env = school();
    env.run("settings set export.presets 'cdi=nom,prenom,division; pronote=NOM,Naissance,ine'").success();
    env.run("settings set export.presets 'cdi=nom,chat'").code(2).says("« chat »");
    env.run("export csv -o cdi.csv --columns cdi").success();
    assert!(read(&env, "cdi.csv").starts_with("\u{feff}nom;prenom;division\r\n"));
    env.run("export csv -o p.csv --columns pronote --raw").success();
    let raw = read(&env, "p.csv");
    assert!(raw.starts_with("nom,naissance,ine\r\n") && raw.contains(",2010-"), "{raw}");
    env.run("export csv -o n.csv --columns ine,naissance").success();
    assert!(read(&env, "n.csv").contains(";01/02/2010"), "{}", read(&env, "n.csv"));
}

#[test]
fn targets_are_listed() {
    let env = TestEnv::with_school();
    env.run("export --list").success().says("annuaire OpenLDAP").says("exigé");
    let list = env.run("export --list --format json").success().json();
    assert_eq!(list.as_array().unwrap().len(), 14);
    assert_eq!((&list[0]["name"], &list[0]["password"]), (&"ldif".into(), &"hash".into()));
    env.run("export --help").success().says("Cibles :").says("keycloak");
}

/// Authelia’s own file: what it changed stays, whom we do not know stays, a reset of ours comes.
#[test]
fn authelia_keeps_what_it_changed() {
    let env = school();
    let (login, birth) = first(&env);
    personalise(&env, &login, &birth);
    env.run("export authelia").success();
    let ours = read(&env, "users_database.yml");
    let theirs = ours.replace("$v=19$m=", "$v=19$p=1,m=") + "  'invite':\n    password: 'x'\n    extra: {a: 1}\n";
    env.write("etat.yml", &theirs);
    env.run("export authelia --state etat.yml --force").success();
    let merged = read(&env, "users_database.yml");
    assert!(
        merged.contains("$v=19$p=1,m=") && merged.contains("'invite':") && merged.contains("{\"a\":1}"),
        "{merged}"
    );
    env.write("etat.yml", "users: [");
    env.run("export authelia --state etat.yml --force").code(65).says("Authelia");
}

/// What a directory lacks, from a snapshot of it.
#[test]
fn differences_for_a_directory() {
    let env = school();
    env.run("export ldif").success();
    // What slapadd would make of it, with what a server adds.
    let loaded = read(&env, "annuaire.ldif").replace("\n\n", "\nentryUUID: 1\n\n");
    env.write("etat.ldif", &loaded);
    env.run("export ldif --state etat.ldif -o d.ldif").success().says("entrées inchangées");
    assert_eq!(read(&env, "d.ldif"), "");
    let (login, _) = first(&env);
    env.run(&format!("accounts reset {login} --yes")).success();
    env.run("accounts lock a.deux").code(1);
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().says("1 mot de passe remis");
    let delta = read(&env, "d.ldif");
    assert!(delta.contains("replace: userPassword") && delta.contains("replace: pwdReset"), "{delta}");
    // Once it is written it is not sent again.
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().never_says("mot de passe remis");
    // Somebody without an entry comes, with the password that still holds.
    let without = loaded.split("\n\n").filter(|entry| !entry.contains(&format!("uid={login},")));
    let without: Vec<&str> = without.collect();
    env.write(
        "moins.ldif",
        without.join("\n\n") + "\n\ndn: uid=tiers,ou=0990001N,dc=reseau,dc=test\nobjectClass: person\n",
    );
    env.run("export ldif --state moins.ldif -o d.ldif --force")
        .success()
        .says("1 création")
        .says("1 entrée étrangère, intacte");
    // An empty base, or another one, locks and deletes nobody.
    let marked = |n: u8| {
        format!(
            "dn: uid=x{n},ou=0990001N,dc=reseau,dc=test\nobjectClass: inetOrgPerson\nuid: x{n}\nentryUUID: {n}\ndescription: cpro:0990001N-999{n}\npwdReset: TRUE\n\n"
        )
    };
    env.write("seul.ldif", (1..=3).map(marked).collect::<String>());
    env.run("export ldif --state seul.ldif -o d.ldif --force").code(1).says("3 sur 3 entrées").says("--max-locks 100%");
    env.run("export ldif --state seul.ldif -o d.ldif --force --max-locks 100%").success().says("3 verrouillages");
    env.write("faux.ldif", "nom;prénom\n");
    env.run("export ldif --state faux.ldif -o d.ldif --force").code(65).says("n’est pas du LDIF");
}

/// A reset that could not leave waits: under a lock, behind a stream that may go nowhere, after a batch was taken back.
#[test]
fn a_reset_that_did_not_leave_waits() {
    let env = school();
    env.run("export ldif").success();
    let loaded = read(&env, "annuaire.ldif").replace("\n\n", "\nentryUUID: 1\n\n");
    env.write("etat.ldif", &loaded);
    env.run("export ldif --state etat.ldif -o d.ldif").success();
    let (login, _) = first(&env);
    env.run(&format!("accounts reset {login} --random --slips p.pdf --yes")).success();
    env.run(&format!("accounts lock {login}")).success();
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().says("1 verrouillage").never_says("remis");
    env.run(&format!("accounts unlock {login}")).success();
    env.run("export ldif --state etat.ldif -o -").success().says("userPassword");
    env.run("export ldif -o autre.ldif").success();
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().says("1 mot de passe remis");
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().never_says("remis");
    // Taken back, the password of before is the one to send.
    let batch = env.run("import history --format json").json()[0]["batch"].as_i64();
    let batch = batch.unwrap_or_else(|| env.run("import history --format json").json()[0]["id"].as_i64().unwrap());
    env.run(&format!("import undo {batch} --yes")).success();
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().says("1 mot de passe remis");
}

/// Reset here, then chosen here before anything left: what was chosen goes, and once; chosen again, it stays here.
#[test]
fn what_was_chosen_after_a_reset_leaves() {
    let env = school();
    env.run("export ldif").success();
    env.write("etat.ldif", read(&env, "annuaire.ldif").replace("\n\n", "\nentryUUID: 1\n\n"));
    let (other, birth) = first(&env);
    env.run(&format!("accounts reset {other} --slips p2.pdf --yes")).success();
    personalise(&env, &other, &birth);
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().says("1 mot de passe remis");
    assert!(!read(&env, "d.ldif").contains("pwdReset: TRUE"));
    env.pipe(&format!("accounts passwd {other} --password-stdin"), b"Tilleul-2026!\nErable-2026!\n").success();
    env.run("export ldif --state etat.ldif -o d.ldif --force").success().never_says("remis");
}

/// A file of which the absent are believed to have left is about everybody, or not written.
#[test]
fn whole_targets_are_written_whole() {
    let env = school();
    let all = env.run("export sds --format json").success().json()["accounts"].as_u64();
    env.run("export sds -o s2 --only-changed").success().says("Rien n’a changé");
    env.run("export sds -o s2 --division 1MCOM").code(2).says("attend tout le monde");
    env.run("export oneroster --since 1 -o o.zip").code(2).says("attend tout le monde");
    let (login, _) = first(&env);
    env.run(&format!("accounts email {login} lea@lycee.example --yes")).success();
    let changed = env.run("export sds -o s3 --only-changed --format json").success().json();
    assert_eq!(changed["accounts"].as_u64(), all, "tout le monde, ou personne");
    env.run(&format!("accounts lock {login}")).success();
    let without = env.run("export sds -o s4 --only-changed --format json").success().json();
    assert_eq!(without["accounts"].as_u64(), all.map(|n| n - 1));
    env.run("export sds -o s5 --only-changed").success().says("Rien n’a changé");
    env.run("export ldif --only-changed").code(2).says("--state");
    env.run(&format!("accounts unlock {login}")).success();
    let (other, birth) = first(&env);
    personalise(&env, &other, &birth);
    env.run("export php").success();
    env.run(&format!("accounts reset {other} --yes")).success();
    env.run("export php -o apres.csv").success().says("1 compte réinitialisé ici garde là-bas l’ancien mot de passe");
}
