//! `cpro settings`.

use crate::env::{TestEnv, fixtures};

#[test]
fn set_get_unset() {
    let env = TestEnv::with_school();
    env.run("settings get passwords.days").success().says("30");
    env.run("settings set passwords.days 45").success().says("passwords.days = 45");
    env.run("settings get passwords.days").success().says("45");
    env.run("settings unset passwords.days").success().says("passwords.days = 30");
    env.run("settings set passwords.days 93").code(2).says("entre 1 et 92");
    env.run("settings set passwords.eleve toujours").code(2).says("birthdate ou random");
    env.run("settings set etablissement.nom X").code(2).says("Choix possibles : establishment.name");
    env.run("settings unset establishment.email").success();
    env.run("settings get establishment.email").code(78).says("cpro settings set establishment.email VALEUR");
}

#[test]
fn the_page_fits_and_the_object_is_whole() {
    let env = TestEnv::with_school();
    let page = env.run("settings show").success();
    assert!(page.out.lines().all(|line| line.chars().count() <= 80), "{page}");
    let object = env.run("settings show --format json").json();
    assert_eq!(object["establishment.uai"], "0990001N");
    assert_eq!(object["establishment.site"], "https://www.cpro-sti.fr/0990001n");
    assert!(object["logo"].is_null());
}

#[test]
fn pictures() {
    let env = TestEnv::with_school();
    std::fs::copy(fixtures().join("demo/logo.png"), env.path("logo.png")).unwrap();
    env.run("settings logo logo.png").success().says("Logo enregistré : 300 × 300 pixels");
    env.run("settings show").success().says("300 × 300 pixels");
    env.run("settings logo --remove").success().says("Logo retiré.");
    env.write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    env.run("settings stamp logo.svg").code(65).says("SVG ne sont pas acceptées");
    env.run("settings stamp absent.png").code(66).says("absent.png");
    env.run("settings stamp").code(2);
}

#[test]
fn the_page_is_grouped_as_the_service_does() {
    let env = TestEnv::with_school();
    let page = env.run("settings show").success().out;
    let titles = [
        "Établissement\n",
        "Logo et cachet\n",
        "Transferts\n",
        "Masques de saisie\n",
        "Mots de passe\n",
        "Papillons\n",
        "Courrier\n",
        "Sauvegardes\n",
        "Durées de conservation\n",
    ];
    let places: Vec<usize> = titles.iter().map(|title| page.find(title).unwrap()).collect();
    assert!(places.is_sorted(), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80));
    env.run("settings show").says("30 (par défaut)").says("Lycée des Tilleuls");
    env.run("settings set cnil.declaration 1234567")
        .success()
        .says("register.reference = 1234567")
        .says("Depuis mai 2018");
    env.run("settings get register.reference").success().says("1234567");
    env.run("settings set establishment.phone 0123456789").success().says("01 23 45 67 89");
    env.run("settings set establishment.postal-code 7500").code(2).says("cinq chiffres");
    env.run("settings set etablissement.nom X").code(2);
}

#[test]
fn ten_schools_alike() {
    let env = TestEnv::with_school();
    std::fs::copy(fixtures().join("demo/logo.png"), env.path("logo.png")).unwrap();
    env.run("settings logo logo.png").success();
    env.run("settings set passwords.eleve random").success();
    env.run("settings set slips.message 'Gardez ce papillon.'").success();
    env.run("settings export tout.toml").success();
    env.run("settings export commun.toml --common").success();
    let common = std::fs::read_to_string(env.path("commun.toml")).unwrap();
    assert!(
        common.contains("passwords.eleve") && !common.contains("Tilleuls") && !common.contains("[images]"),
        "{common}"
    );
    let other = TestEnv::with_school();
    for file in ["tout.toml", "commun.toml"] {
        std::fs::copy(env.path(file), other.path(file)).unwrap();
    }
    other.run("settings set establishment.name 'Lycée du Lac'").success();
    other.run("settings import commun.toml --dry-run").success().says("2 réglages à changer");
    other.run("settings import commun.toml").success().says("2 réglages changés");
    other.run("settings get establishment.name").says("Lycée du Lac");
    other.run("settings import tout.toml").success().says("logo");
    other.run("settings import tout.toml").success().says("Aucun réglage à changer");
    assert_eq!(env.run("settings show --format json").out, other.run("settings show --format json").out);
    for (file, why) in [
        ("a = ", "ligne 1"),
        ("[settings]\n\"x.y\" = \"1\"\n", "n’existe pas"),
        ("[settings]\n\"passwords.days\" = \"0\"\n", "passwords.days"),
        ("[images]\nlogo = \"??\"\n", "base64"),
    ] {
        other.write("x.toml", file);
        other.run("settings import x.toml").code(65).says(why);
    }
}

#[test]
fn labels_of_the_forms() {
    let env = TestEnv::with_school();
    env.run("settings masks list").success().says("BCP-MELEC");
    env.run("settings masks show bcp-melec").success().says("Installation ou chantier");
    env.run("settings masks set BCP-MELEC contexte 'Chantier école'").success();
    env.run("settings masks set BCP-MELEC titre 'Nom du scénario'").success();
    env.run("settings masks show BCP-MELEC").says("Chantier école").says("Installation ou chantier");
    env.run("settings show").says("2 libellés changés");
    env.run("settings masks export -o masques.json").success();
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(env.path("masques.json")).unwrap()).unwrap();
    let melec = json.as_array().unwrap().iter().find(|form| form["diploma"] == "BCP-MELEC").unwrap();
    assert_eq!(
        (&melec["labels"]["contexte"], melec["changed"].as_array().unwrap().len()),
        (&"Chantier école".into(), 2)
    );
    // The whole file changes another school alike, and so do the settings.
    env.run("settings export tout.toml").success();
    let other = TestEnv::with_school();
    for name in ["masques.json", "tout.toml"] {
        std::fs::copy(env.path(name), other.path(name)).unwrap();
    }
    other
        .run("settings masks import masques.json --dry-run")
        .success()
        .says("2 libellés à changer")
        .says("Chantier école");
    other.run("settings masks import masques.json").success().says("2 libellés changés");
    other.run("settings masks import masques.json").success().says("Aucun libellé à changer");
    other.run("settings masks reset --all --yes").success();
    other.run("settings import tout.toml").success().says("BCP-MELEC contexte").says("2 réglages changés");
    other.run("settings masks show BCP-MELEC").says("Chantier école");
    other.write("faux.json", "[{\"diploma\": \"BAC\", \"labels\": {\"titre\": \"x\"}}]");
    other.run("settings masks import faux.json").code(65).says("BAC").says("masks export");
    other.write("faux.json", "{}");
    other.run("settings masks import faux.json").code(65);
    env.run("settings masks reset BCP-MELEC contexte").success().says("1 libellé remis");
    env.run("settings masks reset --all").success().says("1 libellé remis");
    env.run("settings masks reset --all").success().says("Aucun libellé");
    env.run("settings masks show BAC").code(1).says("masks list");
    env.run("settings masks set BCP-MELEC rien X").code(1).says("contexte");
    env.run("settings masks set BCP-MELEC titre ''").code(2);
}

/// Option, base, the user's file, the machine's, default: the nearest wins, and it is told which that was.
#[test]
fn what_applies_says_where_it_comes_from() {
    let env = TestEnv::with_accounts();
    let origin = |key: &str| {
        let all = env.run("settings show --origin --format json").json();
        let line = all.as_array().unwrap().iter().find(|line| line["key"] == key).unwrap().clone();
        (line["value"].as_str().unwrap_or_default().to_owned(), line["origin"].as_str().unwrap().to_owned())
    };
    let of = |file: &str, level: &str| format!("{level} ({})", env.path(file).display());
    assert_eq!(origin("slips.lang"), ("fr".into(), "par défaut".into()));
    env.write("machine.toml", "slips.lang = \"en\"\ncolor = \"never\"\n");
    assert_eq!(origin("slips.lang"), ("en".into(), of("machine.toml", "machine")));
    env.run("slips generate celia.abadie -o en.pdf").success();
    env.write("perso.toml", "[slips]\nlang = \"fr\"\n");
    assert_eq!(origin("slips.lang"), ("fr".into(), of("perso.toml", "utilisateur")));
    assert_eq!(origin("color"), ("never".into(), of("machine.toml", "machine")));
    env.run("settings set slips.lang en").success();
    assert_eq!(origin("slips.lang"), ("en".into(), "base".into()));
    assert_eq!(origin("establishment.name").1, "base");
    assert_eq!(origin("backup.keep").1, "par défaut");
    env.run("settings show --origin").says("slips.lang").says("base");
    for (text, told) in [
        ("color = \"rouge\"\n", "ni auto ni never"),
        ("couleur = \"never\"\n", "pas de préférence « couleur »"),
        ("color\n", "ligne 1"),
    ] {
        env.write("perso.toml", text);
        env.run("status").success().says(told);
    }
}

/// Steps and times are told to whoever looks for a fault; nobody is named.
#[test]
fn the_log_names_nobody() {
    let env = TestEnv::with_accounts();
    env.run("--debug trace.log accounts lock celia.abadie").success();
    env.run("accounts show personne --debug trace.log").code(1);
    let log = std::fs::read_to_string(env.path("trace.log")).unwrap();
    for told in ["accounts lock", "base ouverte", "décidé", "enregistré", "fin, code 0", "fin, code 1", " ms "] {
        assert!(log.contains(told), "{told} : {log}");
    }
    assert!(!log.contains("celia") && !log.contains("personne"), "{log}");
    env.run("--debug nulle/part.log status").success().says("ne peut pas être écrit");
}
