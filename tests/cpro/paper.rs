//! `cpro slips generate` and `preview`: orders, packs, divisions, languages, words, states, the companion list.

use crate::env::TestEnv;

#[test]
fn a_division_begins_a_page_unless_told_otherwise() {
    let env = TestEnv::with_accounts();
    let pages = |options: &str| {
        let command = format!("slips generate {options} --dry-run");
        let err = env.run(&command).success().err;
        err.lines().next().unwrap().split(", ").nth(1).unwrap().replace('\u{a0}', " ").trim_end().to_owned()
    };
    let cases = [
        ("", "10 pages."),
        ("--order name", "10 pages."),
        ("--per-page 4", "6 pages."),
        ("--per-page 4 --order name", "5 pages."),
        ("--per-page 8", "3 pages."),
        ("--per-page 8 --order massicot", "3 pages."),
        ("--per-page 1", "19 pages."),
        ("--large-print", "19 pages."),
        ("--class-pack", "16 pages."),
    ];
    for (options, expected) in cases {
        assert_eq!(pages(options), expected, "{options}");
    }
}

#[test]
fn options_that_do_not_go_together() {
    let env = TestEnv::with_accounts();
    for options in [
        "--class-pack --order name",
        "--order file",
        "--split-by division --order name",
        "--split-by division -o -",
        "--large-print --per-page 8",
        "-o x.pdf --csv x.pdf",
    ] {
        env.run(&format!("slips generate {options}")).code(2);
    }
}

#[test]
fn the_order_of_the_file_is_kept() {
    let env = TestEnv::with_accounts();
    env.write("liste.txt", "romane.vidal\ncelia.abadie\nmariam.cisse\n");
    env.run("slips generate --from liste.txt --order file --csv l.csv -o p.pdf").success();
    let list = std::fs::read_to_string(env.path("l.csv")).unwrap();
    let names: Vec<&str> = list.lines().skip(1).map(|line| line.split(';').nth(4).unwrap()).collect();
    assert_eq!(names, ["romane.vidal", "celia.abadie", "mariam.cisse"]);
}

#[test]
fn one_document_for_each_division() {
    let env = TestEnv::with_accounts();
    let report = env.run("slips generate --split-by division -o classes --format json").success().json();
    let mut names: Vec<String> = std::fs::read_dir(env.path("classes"))
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["1-PRO-TNE.pdf", "1MCOM.pdf", "2MELEC1.pdf"]);
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(3));
    let list = env.run("slips list --format json").json();
    assert_eq!(list.as_array().map(Vec::len), Some(3));
    env.run("accounts reset celia.abadie").success();
    let list = env.run("slips list --format json").json();
    let superseded: Vec<&serde_json::Value> =
        list.as_array().unwrap().iter().map(|document| &document["superseded"]).collect();
    assert_eq!(superseded, [0, 0, 1]);
    env.run("slips generate --split-by division -o classes").code(73).says("--force");
    env.run("slips generate --split-by division -o classes --force --per-page both").success().says("1MCOM-2.pdf");
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(env.path("classes")).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o700);
    }
}

#[test]
fn a_hidden_password_is_nowhere() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie --random").success();
    env.run("slips generate --hide-password --csv l.csv -o p.pdf")
        .success()
        .says("18 papillons")
        .says("1 compte laissé de côté (mot de passe aléatoire, à imprimer sans --hide-password)");
    let list = std::fs::read_to_string(env.path("l.csv")).unwrap();
    assert!(list.contains("date de naissance") && !list.contains("=\""), "{list}");
    env.run("slips generate --hide-password -o q.pdf").success().says("ne contient aucun mot de passe");
    env.run("slips preview --state hidden").success().says("tapez votre date de naissance").never_says("recopiez");
    env.run("slips preview --state delivered")
        .success()
        .says("recopiez le dernier mot de passe")
        .never_says("n’est plus accepté");
    env.run("accounts show celia.abadie").success().says("à remettre");
}

#[test]
fn every_state_may_be_printed() {
    let env = TestEnv::with_accounts();
    env.pipe("accounts login celia.abadie --password-stdin", b"11072010\nKiwi-42bleu\n").success();
    env.run("accounts lock mariam.cisse").success();
    env.run("accounts reset romane.vidal --random --slips r.pdf").success();
    env.run("slips generate -o p.pdf").success().says("16 papillons");
    env.run("slips generate --every-state -o q.pdf --csv l.csv").success().says("19 papillons");
    let list = std::fs::read_to_string(env.path("l.csv")).unwrap();
    for state in ["personnel", "verrouillé", "déjà remis"] {
        assert_eq!(list.matches(&format!(";{state};")).count(), 1, "{state}\n{list}");
    }
    env.later(31);
    env.run("slips generate --every-state -o r2.pdf --csv l2.csv").success();
    assert!(std::fs::read_to_string(env.path("l2.csv")).unwrap().matches(";expiré;").count() >= 16);
}

#[test]
fn the_companion_list_keeps_its_zeros_and_runs_nothing() {
    let env = TestEnv::with_accounts();
    env.run("slips generate romane.vidal celia.abadie --csv l.csv -o p.pdf").success();
    let list = std::fs::read_to_string(env.path("l.csv")).unwrap();
    assert!(list.starts_with("\u{feff}Division;Nom;Prénom;Profil;Identifiant;Mot de passe;"), "{list}");
    assert!(list.contains(";\"=\"\"11072010\"\"\";") || list.contains(";=\"11072010\";"), "{list}");
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(env.path("l.csv")).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    }
}

#[test]
fn languages_come_from_catalogues() {
    let env = TestEnv::with_accounts();
    env.run("slips preview --lang en").success().says("Your login:").never_says("identifiant");
    env.run("slips preview --lang tr").success().says("Kullanıcı adınız");
    env.run("slips preview --lang it").code(66).says("slips.languages").says("fr, en");
    std::fs::create_dir(env.path("langues")).unwrap();
    env.run("settings set slips.languages langues").success();
    env.run("slips preview --lang it").code(66).says("it.txt");
    let french = env.run("slips texts").success().out;
    env.write("langues/tr.txt", french.replace("Papillon de connexion", "Giriş kâğıdı"));
    env.run("slips preview --lang tr").success().says("Giriş kâğıdı");
    env.run("slips generate celia.abadie --lang tr -o p.pdf").success();
    // The school's own words for a language that the program knows.
    env.write("langues/uk.txt", french.replace("Papillon de connexion", "Картка входу"));
    env.run("slips preview --lang uk").success().says("Картка входу");
    env.run("slips generate celia.abadie --lang uk -o q.pdf").success();
    // No font of this machine is ours.
    env.run("slips generate celia.abadie --lang zh -o z.pdf").code(65).says("n’ont pas ces lettres");
    env.write("langues/pt.txt", "title = Olá\n");
    env.run("slips preview --lang pt").code(65).says("il manque advice.delivered");
    env.run("slips preview --lang ../../etc/passwd").code(66);
}

/// Two languages on one piece of paper, or back to back.
#[test]
fn a_slip_speaks_two_languages() {
    let env = TestEnv::with_accounts();
    let said = env.run("slips preview --lang fr,ar").success().out;
    assert!(said.contains("Votre identifiant") && said.contains("اسم المستخدم") && said.contains("قسيمة"), "{said}");
    env.run("slips generate --lang fr,ar -o deux.pdf").success().says("19 papillons sur 10 pages");
    env.run("slips generate --lang fr,uk --back -o verso.pdf").success().says("19 papillons sur 20 pages");
    let pdf = lopdf::Document::load(env.path("verso.pdf")).unwrap();
    let viewer = pdf.catalog().unwrap().get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(viewer.get(b"Duplex").unwrap().as_name().unwrap(), b"DuplexFlipLongEdge");
    // Each division begins on the front of a sheet, its cover and its sheet to sign too.
    let pages = env.run("slips generate --lang fr,uk --back --class-pack -n").success().to_string();
    let pages: usize = pages
        .split(" papillons sur ")
        .nth(1)
        .or(pages.split(", ").nth(1))
        .map_or(0, |rest| rest.split(' ').next().unwrap_or_default().parse().unwrap_or(1));
    assert_eq!(pages % 2, 0);
    env.run("slips generate --back -o x.pdf").code(2).says("--lang fr,ar");
    env.run("slips generate --lang fr,ar --per-page 8 -o x.pdf").code(2).says("--back");
    env.run("slips generate --lang fr,xx -o x.pdf").code(66).says("xx");
}

#[test]
fn the_school_has_words_of_its_own() {
    let env = TestEnv::with_accounts();
    env.run("settings set slips.title Bienvenue").success();
    env.run("settings set slips.message 'Ordinateurs prêtés au CDI.'").success();
    env.run("settings set slips.message.staff 'Salle des professeurs, poste 12.'").success();
    env.run("settings set slips.contact 'Bureau 12'").success();
    env.run("slips preview")
        .success()
        .says("Bienvenue")
        .says("prêtés au CDI")
        .says("Toujours bloqué ? Adressez-vous ici : Bureau 12")
        .never_says("secretariat@");
    env.run("slips preview --audience staff").success().says("poste 12").never_says("CDI");
    env.run("slips preview --audience candidat").success().says("prêtés au CDI");
    env.run("slips preview --per-page 8").success().says("Bureau 12").says("prêtés au CDI");
    env.run("settings set slips.message 'Bravo 😀'").code(2).says("n’ont pas ces signes : 😀");
    env.run(&format!("settings set slips.title {}", "x".repeat(41))).code(2).says("40 au plus");
    env.run(&format!("settings set slips.message {}", "x".repeat(301))).code(2).says("300 au plus");
    env.run(&format!("settings set slips.contact.eleve {}", "x".repeat(151))).code(2).says("150 au plus");
}

#[test]
fn a_preview_is_seen_before_it_is_printed() {
    let env = TestEnv::with_accounts();
    env.run("slips preview -o p.png").success().says("p.png");
    env.run("slips preview -o p.png").code(73).says("--force");
    env.run("slips preview -o p.pdf --per-page 8 --state expired").success();
    env.run("slips preview -o p.doc").code(2).says(".pdf ou en .png");
    let png = std::fs::read(env.path("p.png")).unwrap();
    let picture = image::load_from_memory(&png).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (1240, 1754));
    let ink = picture.pixels().filter(|pixel| pixel.0[0] < 128).count();
    assert!((10_000..200_000).contains(&ink), "{ink}");
    for (state, words) in [
        ("temporary", "k7rf-9wqh-3xtm"),
        ("hidden", "jjmmaaaa"),
        ("delivered", "déjà été remis"),
        ("personal", "celui que vous avez choisi"),
        ("expired", "à réinitialiser"),
        ("locked", "compte verrouillé"),
    ] {
        env.run(&format!("slips preview --state {state}")).success().says(words);
    }
    let base = std::fs::read(env.path("base/cpro.db")).unwrap();
    env.run("slips preview").success();
    assert_eq!(base, std::fs::read(env.path("base/cpro.db")).unwrap(), "un essai n’écrit rien");
}

/// Divisions whose names differ by a sign alone stay whole, apart, and can be asked for one by one.
#[test]
fn divisions_that_look_alike_are_not_mixed() {
    let env = TestEnv::with_school();
    let rows: String = (0..12)
        .map(|n| format!("NOM{n:02};Prénom;01/02/2010;{};M\n", ["2 PRO/TNE", "2 PRO TNE", "2-pro-tne"][n % 3]))
        .collect();
    env.write("e.csv", format!("Nom;Prénom;Date de naissance;Division;MEF\n{rows}"));
    env.run("import siecle e.csv").success();
    env.run("accounts create").success();
    let report = env.run("slips generate --split-by division -o classes --format json").success().json();
    let sizes: Vec<i64> =
        report["documents"].as_array().unwrap().iter().map(|document| document["slips"].as_i64().unwrap()).collect();
    assert_eq!(sizes, [4, 4, 4]);
    env.run("accounts list --division '2 PRO/TNE'").success().says("4 comptes.");
    env.run("accounts list --division 2protne").success().says("12 comptes.");
    env.run("slips generate --class-pack -o pack.pdf").success().says("12 papillons sur 12 pages");
}

#[test]
fn names_that_the_fonts_cannot_write_are_told() {
    let env = TestEnv::with_school();
    env.write(
        "e.csv",
        "Nom;Prénom;Date de naissance;Division;MEF\nLI;李;01/02/2010;2A;M\nŁĄCKI;Żółć;01/02/2010;2A;M\n",
    );
    env.run("import siecle e.csv").success();
    env.run("accounts create").success();
    env.run("slips generate -o p.pdf")
        .success()
        .says("1 nom a des lettres que les polices n’ont pas")
        .says("李 LI (Li LI)")
        .never_says("Żółć");
}

/// Two pupils of one name: the slip, the cover, the sheet to sign and the list tell one from the other.
#[test]
fn namesakes_are_told_apart_on_every_paper() {
    let env = TestEnv::with_accounts();
    let same_division = "update persons set division = '1MCOM' where family_name = 'BOIVIN'";
    env.base().execute_batch(same_division).unwrap();
    env.run("slips generate --division 1MCOM --class-pack -o p.pdf --csv liste.csv")
        .success()
        .says("2 papillons portent le même nom qu’un autre : Lucas BOIVIN (lucas.boivin");
    marked(&env, "liste.csv");
    env.run("slips generate --division 2MELEC1 -o q.pdf").success().never_says("même nom");
    // Written with other accents, they are still taken for one another.
    env.base().execute_batch("update persons set first_name = 'Lùcas' where id = (select max(id) from persons where family_name = 'BOIVIN')").unwrap();
    env.run("slips generate --division 1MCOM -o r.pdf --csv autre.csv --dry-run").success().says("même nom");
    env.run("slips generate --division 1MCOM -o r.pdf --csv autre.csv").success();
    marked(&env, "autre.csv");
}

/// The last column of a list marks two people, each by a login of one's own.
fn marked(env: &TestEnv, list: &str) {
    let list = std::fs::read_to_string(env.path(list)).unwrap();
    let marks: Vec<&str> = list.lines().skip(1).filter_map(|line| line.trim_end().rsplit(';').next()).collect();
    let marks: Vec<&str> = marks.into_iter().filter(|mark| !mark.is_empty()).collect();
    assert_eq!(marks, ["lucas.boivin", "lucas.boivin2"], "{list}");
}

#[test]
fn labels_by_their_reference() {
    let env = TestEnv::with_accounts();
    env.run("slips generate --labels L7160 --dry-run").success().says("19 papillons, 1 page");
    env.run("slips generate --labels l7163 --dry-run").success().says("2 pages");
    env.run("slips generate --labels L7160 --skip 5 -o begun.pdf").success().says("19 papillons sur 2 pages");
    env.run("slips list").success().says("begun.pdf");
    let listed = env.run("slips list --format json").json();
    assert_eq!(listed[0]["per_page"], 21);
    env.run("slips preview --labels J8160").success().says("Votre mot de passe").never_says("(*)");
    env.run("slips generate --labels L9999").code(2).says("étiquettes « L9999 » sont inconnues").says("L7159, L7160");
    for (options, words) in [
        ("--labels L7160 --skip 21", "que 21 étiquettes"),
        ("--labels L7160 --class-pack", "--class-pack"),
        ("--labels L7160 --lang fr,ar", "deux langues"),
        ("--labels L7160 --skip 2 --order massicot", "massicot"),
        ("--labels L7160 --skip 2 --split-by division", "--split-by"),
        ("--labels L7160 --per-page 4", "--per-page"),
        ("--labels L7160 --skip abc", "étiquettes déjà utilisées"),
        ("--labels L7160 --skip -1", "étiquettes déjà utilisées"),
        ("--lang fr,fr", "deux différentes"),
        ("--lang fr,en,ar", "deux différentes"),
        ("-o x.png", "il faut un nom en .pdf"),
        ("--calibrate -n", "--dry-run"),
        ("--calibrate -o x.png", "il faut un nom en .pdf"),
        ("--skip 2", "--labels"),
    ] {
        env.run(&format!("slips generate {options}")).code(2).says(words);
    }
}

#[test]
fn a_printer_is_set_right() {
    let env = TestEnv::with_accounts();
    let words = |file: &str| std::fs::read(env.path(file)).unwrap();
    env.run("slips generate --calibrate").success().says("reglage.pdf").says("taille réelle");
    env.run("slips generate --calibrate").code(73).says("--force");
    env.run("slips generate -o avant.pdf").success();
    env.run("settings set slips.shift-right -1,5").success().says("-1,5");
    env.run("settings set slips.shift-down 9").code(2).says("entre -5 et 5 mm");
    env.run("slips preview --labels L7160 --lang fr,ar").code(2).says("deux langues");
    env.run("slips preview --per-page 8 --lang fr,ar").code(2);
    env.run("slips preview --lang ar").success().never_says("\u{200e}");
    env.run("slips generate --lang fr,vi -n").code(66).says("fr, en, ar");
    env.run("settings set slips.margin 4").code(2).says("entre 5 et 15 mm");
    env.run("slips generate -o apres.pdf --force").success();
    assert_ne!(words("avant.pdf"), words("apres.pdf"));
    // What this machine's file says applies where the base says nothing.
    env.write("perso.toml", "slips.shift-right = 3\nslips.margin = \"9,5\"\nslips.shift-down = 50\n");
    env.run("settings show --origin")
        .success()
        .says("slips.shift-right")
        .says("9,5")
        .says("slips.shift-down : « 50 » n’est pas une longueur");
    let origins = env.run("settings show --origin --format json").json();
    let origin = |key: &str| {
        let row = origins.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap();
        (row["value"].clone(), row["origin"].as_str().unwrap().to_owned())
    };
    assert_eq!(origin("slips.shift-right").0, "-1,5");
    assert_eq!(origin("slips.margin").0, "9,5");
    env.run("settings unset slips.shift-right").success();
    let origins = env.run("settings show --origin --format json").json();
    let row = origins.as_array().unwrap().iter().find(|row| row["key"] == "slips.shift-right").unwrap();
    assert_eq!(row["value"], "3");
}
