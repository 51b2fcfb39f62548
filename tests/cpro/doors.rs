//! The papers open doors: what `cpro` exports, in the programs that receive it. Each test is skipped, with its reason, where
//! its program is not installed.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::env::TestEnv;

/// Where a program is, `None` (and a printed reason) where it is not installed.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let folders = ["/usr/bin", "/usr/sbin", "/usr/lib/dovecot"].map(Path::new);
    let found =
        names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.exists());
    if found.is_none() {
        eprintln!("sauté : {} n’est pas installé", names[0]);
        assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none(), "{} devait être installé", names[0]);
    }
    found
}

pub fn run(program: &Path, args: &[&str], folder: &Path) -> Output {
    Command::new(program).args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

pub fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A port that nobody listens on.
pub fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// What runs while a test does.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Tries until it is so, for ten seconds.
pub fn wait(is_so: &mut dyn FnMut() -> bool) -> bool {
    (0..200).any(|_| {
        let so = is_so();
        if !so {
            std::thread::sleep(Duration::from_millis(50));
        }
        so
    })
}

pub const PERSONAL: &str = "Tilleul-2026!";

/// A login and the birth date on its paper.
pub type Paper = (String, String);

/// Pupils of an export of SIECLE, with their accounts; the first has chosen a password.
pub fn school() -> (TestEnv, Vec<Paper>) {
    let env = TestEnv::of_today();
    let accounts = env.run("accounts list --profile eleve --state initial --format json").json();
    let paper = |account: &serde_json::Value| {
        let birth = account["birth_date"].as_str().unwrap();
        (account["login"].as_str().unwrap().to_owned(), format!("{}{}{}", &birth[8..], &birth[5..7], &birth[..4]))
    };
    let papers: Vec<Paper> = accounts.as_array().unwrap().iter().map(paper).collect();
    env.pipe(
        &format!("accounts login {} --password-stdin", papers[0].0),
        format!("{}\n{PERSONAL}\n", papers[0].1).as_bytes(),
    );
    (env, papers)
}

#[test]
#[ignore = "demande Dovecot : dans .ci/run"]
fn doors_of_dovecot() {
    let (Some(doveadm), Some(dovecot)) = (program(&["doveadm"]), program(&["dovecot"])) else { return };
    let (env, papers) = school();
    env.run("export dovecot -o users --with-initial").success();
    env.run(&format!("accounts lock {}", papers[2].0)).success();
    env.run("export dovecot -o users --with-initial --force").success().says("1 compte fermé");
    let folder = tempfile::Builder::new().prefix("dv").tempdir_in("/tmp").unwrap();
    let at = folder.path().display().to_string();
    let users = env.path("users").display().to_string();
    let config = format!(
        "base_dir = {at}/run\nlog_path = {at}/log\nssl = no\nprotocols =\npassdb {{\n  driver = passwd-file\n  args = scheme=ARGON2ID username_format=%u {users}\n}}\n\
         userdb {{\n  driver = passwd-file\n  args = {users}\n  override_fields = uid=65534 gid=65534 home=/nonexistent\n}}\n\
         default_internal_user = nobody\ndefault_login_user = nobody\n"
    );
    fs::write(folder.path().join("d.conf"), config).unwrap();
    open_to_all(folder.path());
    open_to_all(env.folder.path());
    fs::set_permissions(env.path("users"), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let conf = format!("{at}/d.conf");
    let child =
        Command::new(dovecot).args(["-F", "-c", &conf]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let _running = Running(child);
    let try_it =
        |login: &str, password: &str| run(&doveadm, &["-c", &conf, "auth", "test", login, password], folder.path());
    let (login, birth) = &papers[1];
    assert!(wait(&mut || try_it(login, birth).status.success()), "{}", text(&try_it(login, birth)));
    assert!(!try_it(login, "faux").status.success());
    assert!(try_it(&papers[0].0, PERSONAL).status.success());
    assert!(!try_it(&papers[0].0, &papers[0].1).status.success());
    assert!(!try_it(&papers[2].0, &papers[2].1).status.success(), "un compte fermé");
}

fn open_to_all(folder: &Path) {
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

#[test]
#[ignore = "demande PHP : dans .ci/run"]
fn doors_of_php() {
    let Some(php) = program(&["php"]) else { return };
    let (env, papers) = school();
    env.run("export php -o comptes.csv --with-initial").success();
    let code = "$f = fopen($argv[1], 'r'); $h = fgetcsv($f); while ($r = fgetcsv($f)) { $r = array_combine($h, $r);
        if ($r['login'] === $argv[2]) exit(password_verify($argv[3], $r['password_hash']) ? 0 : 9); } exit(8);";
    let try_it = |login: &str, password: &str| {
        run(&php, &["-r", code, "--", "comptes.csv", login, password], env.folder.path()).status.code()
    };
    for ((login, password), expected) in [
        ((&papers[0].0, PERSONAL), 0),
        ((&papers[0].0, papers[0].1.as_str()), 9),
        ((&papers[1].0, papers[1].1.as_str()), 0),
    ] {
        assert_eq!(try_it(login, password), Some(expected), "{login} {password}");
    }
}

#[test]
#[ignore = "demande Django : dans .ci/run"]
fn doors_of_django() {
    let Some(python) = program(&["python3"]) else { return };
    let (env, papers) = school();
    if !run(&python, &["-c", "import django, argon2"], env.folder.path()).status.success() {
        eprintln!("sauté : Django n’est pas installé");
        return assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none(), "Django devait être installé");
    }
    env.run("export django -o f.json --with-initial").success();
    env.run(&format!("accounts lock {}", papers[1].0)).success();
    env.run("export django -o apres.json --with-initial").success();
    let script = r"
import sys, django
from django.conf import settings
settings.configure(INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    PASSWORD_HASHERS=['django.contrib.auth.hashers.Argon2PasswordHasher'], DEFAULT_AUTO_FIELD='django.db.models.AutoField')
django.setup()
from django.core.management import call_command
from django.contrib.auth import authenticate
call_command('migrate', verbosity=0)
call_command('loaddata', 'f.json', verbosity=0)
one, chosen, two, birth = sys.argv[1:]
assert authenticate(username=one, password=chosen), 'personnel'
assert not authenticate(username=one, password='x'), 'faux'
assert authenticate(username=two, password=birth), 'initial'
call_command('loaddata', 'apres.json', verbosity=0)
assert not authenticate(username=two, password=birth), 'clos'
assert authenticate(username=one, password=chosen), 'personnel encore'
";
    env.write("essai.py", script);
    let args = ["essai.py", &papers[0].0, PERSONAL, &papers[1].0, &papers[1].1];
    let output = run(&python, &args, env.folder.path());
    assert!(output.status.success(), "{}", text(&output));
}

/// Keycloak compares padded base64 of the same Argon2: computed again by the library that it uses.
#[test]
#[ignore = "demande Java et BouncyCastle : dans .ci/run"]
fn doors_of_keycloak() {
    let Some(java) = program(&["java"]) else { return };
    let (env, papers) = school();
    env.run("export keycloak -o k").success();
    let import: serde_json::Value = serde_json::from_slice(&fs::read(env.path("k/arrivees-1.json")).unwrap()).unwrap();
    assert_eq!(import["ifResourceExists"], "SKIP");
    let user = |login: &str| {
        import["users"].as_array().unwrap().iter().find(|user| user["username"] == login).unwrap().clone()
    };
    let inner = |user: &serde_json::Value, key: &str| -> serde_json::Value {
        serde_json::from_str(user["credentials"][0][key].as_str().unwrap()).unwrap()
    };
    env.write(
        "Verifie.java",
        r#"
import java.util.*;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
public class Verifie {
    public static void main(String[] a) {
        Argon2Parameters p = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(Base64.getDecoder().decode(a[1])).withParallelism(Integer.parseInt(a[5])).withMemoryAsKB(Integer.parseInt(a[3]))
            .withIterations(Integer.parseInt(a[4])).build();
        Argon2BytesGenerator g = new Argon2BytesGenerator(); g.init(p);
        byte[] out = new byte[Integer.parseInt(a[6])]; g.generateBytes(a[0].toCharArray(), out);
        System.exit(Base64.getEncoder().encodeToString(out).equals(a[2]) ? 0 : 9);
    }
}
"#,
    );
    for (login, password, forced) in [(&papers[0].0, PERSONAL, false), (&papers[1].0, papers[1].1.as_str(), true)] {
        let user = user(login);
        assert_eq!(user["requiredActions"].as_array().is_some_and(|all| all[0] == "UPDATE_PASSWORD"), forced, "{user}");
        let (secret, data) = (inner(&user, "secretData"), inner(&user, "credentialData"));
        let parameter = |key: &str| data["additionalParameters"][key][0].as_str().unwrap().to_owned();
        assert_eq!((parameter("type"), parameter("version")), ("id".to_owned(), "1.3".to_owned()));
        let iterations = data["hashIterations"].to_string();
        let (salt, value) = (secret["salt"].as_str().unwrap(), secret["value"].as_str().unwrap());
        let (memory, lanes, length) = (parameter("memory"), parameter("parallelism"), parameter("hashLength"));
        for (password, expected) in [(password, 0), ("faux", 9)] {
            let args = [
                "-cp",
                "/usr/share/java/bcprov.jar",
                "Verifie.java",
                password,
                salt,
                value,
                &memory,
                &iterations,
                &lanes,
                &length,
            ];
            let output = run(&java, &args, env.folder.path());
            assert_eq!(output.status.code(), Some(expected), "{}", text(&output));
        }
    }
}

/// Any value and any name, written by us, is read back by another reader.
#[test]
#[ignore = "demande python3-ldap : dans .ci/run"]
fn doors_of_ldif_as_another_reader_sees_it() {
    use cpro::domain::directory::{Change, Entry, escaped};
    let Some(python) = program(&["python3"]) else { return };
    let env = TestEnv::new();
    if !run(&python, &["-c", "import ldif, ldap.dn"], env.folder.path()).status.success() {
        eprintln!("sauté : python3-ldap n’est pas installé");
        return assert!(std::env::var_os("CPRO_COUNTERPARTS").is_none(), "python3-ldap devait être installé");
    }
    let value = proptest::string::string_regex("[ -~àéœßŊɔ\u{300}علي\\n\\t\u{a0}:<#,;+\"\\\\=]{1,120}").unwrap();
    let mut runner = TestRunner::default();
    let mut expected = Vec::new();
    let mut changes = Vec::new();
    for number in 0..500 {
        let mut draw = || value.new_tree(&mut runner).unwrap().current();
        let (login, cn, sn) = (draw(), draw(), draw());
        let entry = Entry {
            dn: format!("uid={},ou={number},dc=reseau,dc=test", escaped(&login)),
            attributes: vec![("cn".to_owned(), vec![cn.clone()]), ("sn".to_owned(), vec![sn.clone()])],
        };
        changes.push(Change::Add(entry));
        expected.push(serde_json::json!([login, number.to_string(), cn, sn]));
    }
    env.write("a.ldif", cpro::targets::systems::ldif::changes(&changes));
    env.write("a.json", serde_json::to_vec(&expected).unwrap());
    let script = r"
import ldif, ldap.dn, json
expected = json.load(open('a.json'))
class Reader(ldif.LDIFParser):
    def handle(self, dn, entry): rows.append((dn, entry))
rows = []
Reader(open('a.ldif', 'rb')).parse_entry_records()
assert len(rows) == len(expected), (len(rows), len(expected))
for (dn, entry), (login, number, cn, sn) in zip(rows, expected):
    parts = ldap.dn.str2dn(dn)
    assert parts[0][0][:2] == ('uid', login), (dn, login)
    assert parts[1][0][:2] == ('ou', number), dn
    assert entry['cn'] == [cn.encode()] and entry['sn'] == [sn.encode()], (entry, cn, sn)
";
    env.write("lit.py", script);
    let output = run(&python, &["lit.py"], env.folder.path());
    assert!(output.status.success(), "{}", text(&output));
}
