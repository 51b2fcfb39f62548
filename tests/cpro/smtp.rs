//! A mail server that is not ours takes the letters: encryption, authority, credentials, refusals, one after the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::env::{TestEnv, fixtures};
use crate::mail::{decoded, password, school};

const PYTHON: &str = "/usr/bin/python3";

/// The server, stopped when it is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// True where the server can be run; otherwise a printed reason.
fn installed() -> bool {
    let quiet = |program: &str, args: &[&str]| {
        let status = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let found = quiet(PYTHON, &["-c", "import aiosmtpd"]) && quiet("openssl", &["version"]);
    if !found {
        eprintln!("sauté : aiosmtpd (python3-aiosmtpd) ou openssl n’est pas installé");
        assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none());
    }
    found
}

fn openssl(folder: &Path, args: &str) {
    let output = Command::new("openssl").args(args.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "openssl {args}: {}", String::from_utf8_lossy(&output.stderr));
}

/// An authority, the server's certificate that it signs, and another authority that signs nothing.
fn certificates(folder: &Path) {
    for (name, subject) in [("ca", "/CN=Autorite de test"), ("autre", "/CN=Autre autorite")] {
        openssl(folder, &format!("ecparam -name prime256v1 -genkey -noout -out {name}.key"));
        let command = Command::new("openssl")
            .args(["req", "-x509", "-new", "-key", &format!("{name}.key"), "-days", "2", "-subj", subject])
            .args(["-out", &format!("{name}.pem")])
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(command.status.success());
    }
    std::fs::write(folder.join("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
        .unwrap();
    openssl(folder, "ecparam -name prime256v1 -genkey -noout -out serveur.key");
    openssl(folder, "req -new -key serveur.key -subj /CN=localhost -out serveur.csr");
    openssl(
        folder,
        "x509 -req -in serveur.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out serveur.pem",
    );
}

fn serve(env: &TestEnv, mode: &str) -> Server {
    let folder = env.folder.path();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let _ = std::fs::create_dir(folder.join("recus"));
    let mut child = Command::new(PYTHON)
        .arg(fixtures().join("smtp/serveur.py"))
        .args(["recus", &port.to_string(), mode, "serveur.pem", "serveur.key"])
        .current_dir(folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut ready = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    assert_eq!(ready.trim(), "ready");
    env.run(&format!("settings set mail.port {port}")).success();
    Server { child, port }
}

/// A school whose relay is this machine, with the authority and the password that it wants.
fn relay() -> TestEnv {
    let env = school();
    certificates(env.folder.path());
    env.write("secret", "s3cret\n");
    #[cfg(unix)]
    std::fs::set_permissions(env.path("secret"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    for setting in
        ["transport smtp", "host localhost", "security starttls", "user cpro", "password-file secret", "ca ca.pem"]
    {
        env.run(&format!("settings set mail.{setting}")).success();
    }
    env
}

/// Letters received, with what is known of their journey.
fn received(env: &TestEnv) -> Vec<(String, serde_json::Value)> {
    let mut letters: Vec<_> = std::fs::read_dir(env.path("recus"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .collect();
    letters.sort();
    let journey = |path: &Path| serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
    letters.iter().map(|path| (decoded(&std::fs::read_to_string(path).unwrap()), journey(path))).collect()
}

fn sign_in(env: &TestEnv, password: &str) -> u8 {
    env.pipe("accounts login paul.petit --password-stdin", password.as_bytes()).code
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn a_ticket_leaves_with_its_files() {
    if !installed() {
        return;
    }
    let env = relay();
    let _server = serve(&env, "starttls");
    env.run("settings set assistance.email assistance@service.example").success();
    env.write("capture d’écran.png", [0_u8, 159, 146, 150]);
    env.run("assistance tickets new --category compte --subject 'Élève sans compte' --message 'Bonjour à tous' --attach 'capture d’écran.png'")
        .success()
        .says("Envoyé à assistance@service.example");
    let letter = std::fs::read_dir(env.path("recus"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .unwrap();
    // Another program reads it: the message, the name of the file, its bytes.
    let script = "import email, email.policy, sys
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
f = next(m.iter_attachments())
print(m['subject'], m['to'], f.get_filename(), f.get_content().hex(), m.get_body().get_content().split('\\n')[0], sep='|')";
    let read = Command::new(PYTHON).args(["-c", script]).arg(&letter).output().unwrap();
    let read = String::from_utf8_lossy(&read.stdout).into_owned();
    let wanted = "[Compte utilisateur] Élève sans compte (0990001N)|assistance@service.example|capture d’écran.png|009f9296|Bonjour à tous";
    assert_eq!(read.trim(), wanted);
    // One that is too large for this server is kept, not sent; a large one passes.
    std::fs::File::create(env.path("film.mkv")).unwrap().set_len(30 << 20).unwrap();
    env.run("assistance tickets new --category compte --subject Film --message m --attach film.mkv")
        .code(1)
        .says("il fait 41,1 Mio, et le serveur en prend 32,0 Mio au plus")
        .says("le ticket n° 2 est gardé, et son message est dans ticket-2.eml");
    std::fs::File::create(env.path("extrait.mkv")).unwrap().set_len(20 << 20).unwrap();
    env.run("assistance tickets new --category compte --subject Extrait --message m --attach extrait.mkv")
        .success()
        .says("Envoyé à assistance@service.example");
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn the_password_of_the_last_mail_signs_in_and_no_other() {
    if !installed() {
        return;
    }
    let mut env = relay();
    let _server = serve(&env, "starttls");
    env.run("settings mail-test paul.petit@ac-lyon.example").success().says("Message d’essai envoyé");
    env.run("accounts forgot paul.petit").success().says("courriers indésirables");
    env.seed = 2;
    env.run("accounts forgot paul.petit").success();
    let letters = received(&env);
    assert_eq!(letters.len(), 3);
    for (_, journey) in &letters {
        assert_eq!((&journey["tls"], &journey["auth"]), (&true.into(), &true.into()), "{journey}");
        assert_eq!(journey["to"], serde_json::json!(["paul.petit@ac-lyon.example"]));
    }
    let (first, second) = (password(&letters[1].0), password(&letters[2].0));
    assert_ne!(first, second);
    assert_eq!((sign_in(&env, &first), sign_in(&env, &second)), (1, 0));
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn tls_from_the_first_byte_works_too() {
    if !installed() {
        return;
    }
    let env = relay();
    env.run("settings set mail.security tls").success();
    let _server = serve(&env, "tls");
    env.run("accounts forgot paul.petit").success();
    assert_eq!(sign_in(&env, &password(&received(&env)[0].0)), 0);
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn first_passwords_arrive_one_letter_each() {
    if !installed() {
        return;
    }
    let env = relay();
    let _server = serve(&env, "starttls");
    env.run("accounts email zoe.noir zoe.noir@ac-lyon.example").success();
    env.run("accounts send --until 15/09/2026 --yes").success().says("2 courriels envoyés");
    let letters = received(&env);
    let to = |at: usize| letters[at].1["to"].clone();
    assert_eq!(
        (to(0), to(1)),
        (serde_json::json!(["zoe.noir@ac-lyon.example"]), serde_json::json!(["paul.petit@ac-lyon.example"]))
    );
    let secret = letters[1].0.lines().filter_map(|line| line.strip_prefix("    ")).nth(1).unwrap().trim().to_owned();
    assert_eq!(sign_in(&env, &secret), 0);
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn what_is_set_wrong_is_named_and_nothing_changes() {
    if !installed() {
        return;
    }
    let env = relay();
    let server = serve(&env, "starttls");
    env.run("settings set mail.ca autre.pem").success();
    env.run("accounts forgot paul.petit").code(78).says("certificat du serveur non reconnu").says("mail.ca");
    env.run("settings unset mail.ca").success();
    env.run("accounts forgot paul.petit").code(78).says("certificat du serveur non reconnu");
    env.run("settings set mail.ca ca.pem").success();
    env.write("secret", "faux\n");
    env.run("accounts forgot paul.petit").code(78).says("refusé le nom d’utilisateur ou le mot de passe");
    env.run("settings unset mail.user").success();
    env.run("accounts forgot paul.petit").code(78).says("nom d’utilisateur ou le mot de passe");
    assert!(received(&env).is_empty());
    assert_eq!(sign_in(&env, "1980-03-14"), 0, "l’ancien mot de passe sert encore");
    assert!(answer_without_tls(server.port).starts_with("530"), "le serveur exige la liaison chiffrée");
}

/// What the server tells a client that sends a letter without encryption.
fn answer_without_tls(port: u16) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(b"EHLO client\r\nMAIL FROM:<a@b.example>\r\nQUIT\r\n").unwrap();
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text);
    text.lines().rev().nth(1).unwrap_or_default().to_owned()
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn a_server_without_encryption_gets_no_letter() {
    if !installed() {
        return;
    }
    let env = relay();
    env.run("settings unset mail.user").success();
    let _server = serve(&env, "plain");
    env.run("accounts forgot paul.petit").code(78).says("pas de liaison chiffrée sûre");
    env.run("settings set mail.security tls").success();
    env.run("accounts forgot paul.petit").never_says("vient d’être envoyé");
    assert!(received(&env).is_empty());
}

#[test]
#[ignore = "demande des programmes qui ne sont pas les nôtres : dans .ci/run"]
fn refused_for_good_or_for_tonight() {
    if !installed() {
        return;
    }
    let env = relay();
    let server = serve(&env, "starttls");
    env.run("accounts email paul.petit refuse@ac-lyon.example").success();
    env.run("accounts forgot paul.petit").code(1).says("réponse 550");
    env.run("nightly").success().says("rien à faire");
    env.run("accounts email paul.petit plus-tard@ac-lyon.example").success();
    env.run("accounts forgot paul.petit").success().says("réponse 451").says("renvoyé la nuit prochaine");
    env.run("nightly").success().says("1 courriel encore en attente");
    drop(server);
    env.run("nightly").success().says("serveur injoignable").says("1 courriel encore en attente");
    let _server = serve(&env, "starttls");
    env.run("accounts email paul.petit paul.petit@ac-lyon.example").success();
    // The outbox forgot what was meant for the old address.
    env.run("nightly").success().says("rien à faire");
    env.run("accounts forgot paul.petit").success().says("vient d’être envoyé");
    assert_eq!(sign_in(&env, &password(&received(&env)[0].0)), 0);
    env.run("accounts email zoe.noir plus-tard@ac-lyon.example").success();
    env.run("accounts forgot zoe.noir").success();
    let other = "update persons set email = 'refuse@ac-lyon.example' where family_name = 'NOIR'";
    env.base().execute_batch(other).unwrap();
    env.run("nightly")
        .success()
        .says("Zoé NOIR (r…@ac-lyon.example) : courriel abandonné")
        .says("1 courriel abandonné");
}
