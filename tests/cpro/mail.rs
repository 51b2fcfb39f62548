//! `cpro accounts email`, `accounts forgot`, `settings mail-test`: with a folder of letters for a server.

use crate::env::TestEnv;

/// A school whose letters go to a folder, with a teacher who has an address.
pub fn school() -> TestEnv {
    let env = TestEnv::with_accounts();
    env.hire_staff();
    env.run("accounts email paul.petit paul.petit@ac-lyon.example").success();
    std::fs::create_dir(env.path("courriels")).unwrap();
    env.run("settings set mail.transport folder").success();
    env.run("settings set mail.folder courriels").success();
    env
}

/// The letters in the folder, oldest first.
pub fn letters(env: &TestEnv) -> Vec<String> {
    let mut paths: Vec<_> =
        std::fs::read_dir(env.path("courriels")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| decoded(&std::fs::read_to_string(path).unwrap())).collect()
}

/// A letter whose body, in base64 or quoted-printable, is readable again.
pub fn decoded(letter: &str) -> String {
    let (headers, body) = letter.split_once("\r\n\r\n").unwrap();
    let bytes = if headers.contains("base64") { base64(body) } else { quoted(body) };
    format!("{headers}\n\n{}", String::from_utf8(bytes).unwrap())
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values: Vec<u32> = text
        .bytes()
        .filter_map(|byte| ALPHABET.iter().position(|letter| *letter == byte))
        .map(|at| at as u32)
        .collect();
    let whole = |chunk: &[u32]| {
        let bits = chunk.iter().fold(0, |bits, value| bits << 6 | value) << (6 * (4 - chunk.len()));
        bits.to_be_bytes()[1..chunk.len()].to_vec()
    };
    values.chunks(4).flat_map(whole).collect()
}

fn quoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first == b'=' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

/// The password in a letter: a line of its own.
pub fn password(letter: &str) -> String {
    letter.lines().find_map(|line| line.strip_prefix("    ")).unwrap().trim().to_owned()
}

fn try_password(env: &TestEnv, password: &str) -> u8 {
    env.pipe("accounts login paul.petit --password-stdin", password.as_bytes()).code
}

#[test]
fn staff_receive_a_temporary_password() {
    let mut env = school();
    env.run("accounts forgot paul.petit")
        .success()
        .says("p…@ac-lyon.example")
        .says("valable jusqu’au 02/09/2026 à 08:00")
        .says("courriers indésirables (spam)")
        .says("seul le dernier message envoyé est valable");
    let first = password(&letters(&env)[0]);
    env.seed = 2;
    env.run("accounts forgot paul.petit").success();
    let letters = letters(&env);
    let second = password(&letters[1]);
    assert_ne!(first, second);
    for absent in ["paul.petit\n", "https://", "1980"] {
        assert!(!letters[1].split("\n\n").skip(1).any(|part| part.contains(absent)), "{}", letters[1]);
    }
    assert_eq!((try_password(&env, &first), try_password(&env, "1980-03-14"), try_password(&env, &second)), (1, 1, 0));
    let account = env.run("accounts show paul.petit --format json").json();
    assert_eq!((&account["password_state"], &account["must_change"]), (&"temporary".into(), &true.into()));
    env.run("accounts show paul.petit").says("provisoire, valable jusqu’au 02/09/2026 à 08:00");
}

#[test]
fn a_mailed_password_lives_twenty_four_hours() {
    let env = school();
    env.run("accounts forgot paul.petit").success();
    let password = password(&letters(&env)[0]);
    env.wait((24 * 60 - 1) * 60);
    assert_eq!(try_password(&env, &password), 0);
    env.run("nightly").success().says("rien à faire");
    env.wait(60);
    assert_eq!(try_password(&env, &password), 1);
    env.run("nightly").success().says("1 mot de passe rendu inutilisable");
}

#[test]
fn each_is_told_what_the_school_does() {
    let env = school();
    env.run("accounts forgot celia.abadie").success().says("Un élève ne reçoit pas de courriel").says("--request");
    env.run("accounts request --list").says("Aucune demande");
    env.run("accounts forgot celia.abadie --request").success().says("sera réinitialisé la nuit prochaine");
    env.run("accounts forgot celia.abadie --request").success().says("demande déjà enregistrée");
    let asked = env.run("accounts request --list --format json").json();
    assert_eq!(asked[0]["reason"], "mot de passe oublié");
    env.run("accounts forgot zoe.noir")
        .success()
        .says("Aucune adresse n’est connue")
        .says("cpro accounts email zoe.noir");
    env.run("accounts forgot 0990001N").success().says("n’a pas d’adresse");
    env.run("accounts forgot personne").code(1).says("n’existe pas");
    env.run("accounts lock paul.petit").success();
    env.run("accounts forgot paul.petit").code(1).says("verrouillé");
    assert!(letters(&env).is_empty());
    let outcome = |login: &str| env.run(&format!("accounts forgot {login} --format json")).json()["outcome"].clone();
    assert_eq!((outcome("celia.abadie"), outcome("zoe.noir")), ("school".into(), "administrator".into()));
}

#[test]
fn addresses_are_checked() {
    let env = school();
    for bad in ["pas-une-adresse", "a@b", "'a@b.example\nBcc: c@d.example'", "'Paul <a@b.example>'", "a@b@c.example"] {
        env.run(&format!("accounts email paul.petit {bad}")).code(2).says("n’est pas une adresse");
    }
    env.run("accounts email paul.petit").code(2);
    env.run("accounts email 0990001N a@b.example").code(1).says("establishment.email");
    env.run("accounts email paul.petit --remove").success().says("adresse retirée");
    env.run("accounts forgot paul.petit").success().says("Aucune adresse n’est connue");
}

/// A poisoned name, slipped into the base by another hand, reaches no header and loses no letter.
#[test]
fn a_poisoned_name_reaches_no_header() {
    let env = school();
    let base = env.base();
    base.execute_batch(
        "update persons set first_name = 'Paul' || char(13, 10) || 'Bcc: x@y.example' where family_name = 'PETIT';
         update settings set value = 'Lycée' || char(13, 10) || 'Bcc: x@y.example' where key = 'establishment.name'",
    )
    .unwrap();
    env.run("accounts forgot paul.petit").success();
    let letter = &letters(&env)[0];
    let headers = letter.split("\n\n").next().unwrap();
    assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{letter}");
    base.execute_batch(
        "update persons set email = 'a@b.example' || char(13, 10) || 'Bcc: c@d.example' where family_name = 'PETIT'",
    )
    .unwrap();
    env.run("accounts forgot paul.petit").code(1).says("n’est pas une adresse");
    assert_eq!(letters(&env).len(), 1);
    env.run("journal").success().says("adresse refusée").never_says("@");
}

#[test]
fn without_a_server_nothing_is_sent_and_the_settings_are_named() {
    let env = school();
    for (key, value) in [("mail.transport", "none"), ("mail.transport", "smtp")] {
        env.run(&format!("settings set {key} {value}")).success();
        env.run("accounts forgot paul.petit").code(78).says("cpro settings set mail.");
    }
    env.run("settings set mail.host 127.0.0.1").success();
    env.run("settings set mail.port 1").success();
    env.run("settings set mail.user cpro").success();
    env.run("accounts forgot paul.petit").code(78).says("mail.password-file");
    env.write("secret", "s3cret\n");
    env.run("settings set mail.password-file secret").success();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(env.path("secret"), PermissionsExt::from_mode(0o644)).unwrap();
        env.run("settings mail-test a@b.example").code(77).says("chmod 600");
        std::fs::set_permissions(env.path("secret"), PermissionsExt::from_mode(0o600)).unwrap();
    }
    env.run("settings mail-test a@b.example").code(74).says("n’a pas accepté le message pour l’instant");
}

#[test]
fn a_letter_that_cannot_leave_waits_for_the_night() {
    let env = school();
    for setting in ["mail.transport smtp", "mail.host 127.0.0.1", "mail.port 1"] {
        env.run(&format!("settings set {setting}")).success();
    }
    let forgot = env.run("accounts forgot paul.petit --format json").success();
    assert_eq!(forgot.json()["outcome"], "postponed");
    assert_eq!(try_password(&env, "1980-03-14"), 0, "rien n’est parti : l’ancien mot de passe sert encore");
    env.run("nightly").success().says("Paul PETIT (p…@ac-lyon.example)").says("1 courriel encore en attente");
    env.run("settings set mail.transport folder").success();
    env.run("nightly --dry-run").success().says("1 courriel sera renvoyé");
    env.run("nightly").success().says("1 courriel renvoyé");
    assert_eq!(try_password(&env, &password(&letters(&env)[0])), 0);
    env.run("nightly").success().says("rien à faire");
}

#[test]
fn a_letter_is_given_up_by_name() {
    let env = school();
    for setting in ["mail.transport smtp", "mail.host 127.0.0.1", "mail.port 1"] {
        env.run(&format!("settings set {setting}")).success();
    }
    env.run("accounts forgot paul.petit").success();
    for _ in 0..5 {
        env.run("nightly").success().says("1 courriel encore en attente");
    }
    env.run("nightly")
        .success()
        .says("Paul PETIT (p…@ac-lyon.example) : courriel abandonné")
        .says("1 courriel abandonné");
    env.run("nightly").success().says("rien à faire");
    env.run("accounts forgot paul.petit").success();
    env.run("accounts reset paul.petit").success();
    env.run("nightly").success().says("rien à faire");
}

/// A letter that is being sent elsewhere is not sent twice, and the last one sent is the one that works.
#[test]
fn of_two_letters_the_last_one_sent_works() {
    let env = school();
    for setting in ["mail.transport smtp", "mail.host 127.0.0.1", "mail.port 1"] {
        env.run(&format!("settings set {setting}")).success();
    }
    env.run("accounts forgot paul.petit").success();
    let base = env.base();
    base.execute_batch("update outbox set claimed_at = unixepoch('2026-09-01T06:00:00Z')").unwrap();
    env.run("settings set mail.transport folder").success();
    env.run("nightly").success().says("rien à faire");
    env.later(1);
    env.run("nightly").success().says("1 courriel renvoyé");
}

/// A lock set while the letter was on its way is not undone by it.
#[cfg(unix)]
#[test]
fn a_lock_set_meanwhile_holds() {
    use std::os::unix::fs::PermissionsExt;
    let env = school();
    let base = env.path("base/cpro.db").display().to_string();
    env.write("lent.sh", format!("#!/bin/sh\ncat > /dev/null\nsqlite3 {base} \"update accounts set status = 'locked' where login = 'paul.petit'\"\n"));
    std::fs::set_permissions(env.path("lent.sh"), PermissionsExt::from_mode(0o700)).unwrap();
    let has_shell = std::process::Command::new("sqlite3").arg("-version").output().is_ok();
    if !has_shell {
        eprintln!("sauté : sqlite3 n’est pas installé");
        return;
    }
    env.run("settings set mail.transport sendmail").success();
    env.run("settings set mail.sendmail lent.sh").success();
    env.run("accounts forgot paul.petit").code(75).says("est parti, mais son mot de passe n’a pas pu être enregistré");
    env.run("accounts list --locked").success().says("1 compte.");
}

#[cfg(unix)]
#[test]
fn sendmail_is_given_the_letter() {
    use std::os::unix::fs::PermissionsExt;
    let env = school();
    let folder = env.folder.path().display().to_string();
    env.write("sendmail.sh", format!("#!/bin/sh\nprintf '%s ' \"$@\" > {folder}/argv\ncat > {folder}/lettre\n"));
    std::fs::set_permissions(env.path("sendmail.sh"), PermissionsExt::from_mode(0o700)).unwrap();
    env.run("settings set mail.transport sendmail").success();
    env.run("settings set mail.sendmail sendmail.sh").success();
    env.run("accounts forgot paul.petit").success();
    let argv = std::fs::read_to_string(env.path("argv")).unwrap();
    assert_eq!(argv.trim_end(), "-i -f secretariat@tilleuls.example -- paul.petit@ac-lyon.example");
    let letter = decoded(&std::fs::read_to_string(env.path("lettre")).unwrap());
    assert_eq!(try_password(&env, &password(&letter)), 0);
    env.run("settings set mail.sendmail absent").success();
    env.run("accounts forgot paul.petit").code(78).says("n’a pas pu être lancé");
}

/// Whatever changes the address: the password that was mailed to the old one opens nothing any more.
#[test]
fn a_new_address_takes_back_what_was_mailed_to_the_old_one() {
    for change in [
        "accounts email paul.petit paul@ac-paris.example",
        "accounts email paul.petit --remove",
        "users edit paul.petit --email paul@ac-paris.example",
        "import people liste.csv --yes",
    ] {
        let env = school();
        env.write(
            "liste.csv",
            "nom;prenom;date de naissance;profil;courriel\nPETIT;Paul;14/03/1980;enseignant;autre@ac-lyon.example\n",
        );
        env.run("accounts forgot paul.petit").success();
        let mailed = password(&letters(&env)[0]);
        env.run(change).success().says("n’ouvre plus rien");
        assert_eq!(try_password(&env, &mailed), 1, "{change}");
        env.run("nightly").success().never_says("courriel");
        let batch: i64 = env.base().query_row("select max(id) from batches", [], |row| row.get(0)).unwrap();
        env.run(&format!("import undo {batch} --yes"));
        assert_eq!(try_password(&env, &mailed), 1, "{change}, annulé");
    }
    // The same address, written again, takes nothing back.
    let env = school();
    env.run("accounts forgot paul.petit").success();
    env.run("accounts email paul.petit paul.petit@ac-lyon.example").success().never_says("n’ouvre plus rien");
    assert_eq!(try_password(&env, &password(&letters(&env)[0])), 0);
}

#[test]
fn an_address_that_waits_in_the_outbox_is_forgotten_with_the_old_one() {
    let env = school();
    env.run("accounts forgot paul.petit").success();
    env.base().execute_batch("insert into outbox (account_id, at, version, claimed_at) select id, '2026-09-01T08:00:00+02:00', version, 0 from accounts where login = 'paul.petit'").unwrap();
    env.run("accounts email paul.petit --remove").success().says("n’ouvre plus rien");
    let waiting: i64 = env.base().query_row("select count(*) from outbox", [], |row| row.get(0)).unwrap();
    assert_eq!(waiting, 0);
}

#[test]
fn somebody_elses_address_is_said_and_asked() {
    for command in [
        "accounts email zoe.noir PAUL.Petit@AC-LYON.example",
        "users edit zoe.noir --email PAUL.Petit@AC-LYON.example",
        "users add --profile enseignant --family-name Gris --first-name Ana --email paul.petit@ac-lyon.example",
    ] {
        let env = school();
        env.run(command).code(1).says("déjà celle de Paul PETIT").says("--yes");
        if !command.starts_with("users add") {
            env.answer(command, &["non"]).code(1).says("Paul PETIT");
        }
        env.run(&format!("{command} --yes")).success();
    }
    school().run("accounts email zoe.noir -- -x@exemple.fr").code(2).says("n’est pas une adresse");
}

#[test]
fn a_personal_password_is_not_lost_unasked_and_haste_is_told() {
    let env = school();
    env.run("accounts forgot paul.petit").success().never_says("déjà été demandé");
    env.run("accounts forgot paul.petit").success().says("un message a déjà été demandé pour Paul PETIT");
    env.wait(11 * 60);
    env.run("accounts forgot paul.petit").success().never_says("déjà été demandé");
    env.base().execute_batch("update accounts set password_state = 'personal', expires_at = null, expires_on = null where login = 'paul.petit'").unwrap();
    let sent = letters(&env).len();
    env.run("accounts forgot paul.petit").code(1).says("mot de passe personnel, qui serait perdu").says("--yes");
    assert_eq!(letters(&env).len(), sent);
    env.run("accounts forgot paul.petit --yes").success();
}
