//! Questions that people ask, and tickets: kept, sent by mail or written, listed, closed.

use crate::env::TestEnv;

#[test]
fn the_most_asked_come_first() {
    let env = TestEnv::new();
    let page = env.run("assistance faq").success();
    assert!(page.out.lines().all(|line| line.chars().count() <= 80), "{page}");
    let place = |text: &str| page.out.find(text).unwrap_or_else(|| panic!("{text}\n{page}"));
    let order = [
        "Les plus posées",
        "  1. ",
        "  3. ",
        "\nCompte utilisateur\n",
        "\nAbonnement\n",
        "\nUtilisation de l’application\n",
    ];
    assert!(order.map(place).is_sorted(), "{page}");
    env.run("assistance faq oublie").success().says("J’ai oublié mon mot de passe").says("cpro accounts forgot");
    env.run("assistance faq papillon perdu").success().says("cpro accounts reset IDENTIFIANT");
    env.run("assistance faq 1").success().says("Je n’arrive pas à me connecter");
    env.run("assistance faq zèbre").code(1).says("cpro assistance tickets new");
    let all = env.run("assistance faq --format json").success().json();
    let categories: std::collections::BTreeSet<&str> =
        all.as_array().unwrap().iter().map(|one| one["category"].as_str().unwrap()).collect();
    assert_eq!(categories.len(), 3);
    assert!(all.as_array().unwrap()[..3].iter().all(|one| one["frequent"] == true));
}

/// Every command that an answer names is one of ours, with options that it has.
#[test]
fn answers_name_real_commands() {
    let mut named = 0;
    for line in cpro::domain::help::questions(&cpro::domain::setting::Settings::default())
        .iter()
        .flat_map(|question| question.commands.clone())
    {
        let mut root = cpro::cli::command();
        root.build();
        let mut command = &root;
        for word in line.split("   #").next().unwrap().split(' ').skip(1) {
            if let Some(option) = word.strip_prefix("--") {
                assert!(command.get_arguments().any(|arg| arg.get_long() == Some(option)), "{line}: {word}");
            } else if command.has_subcommands() {
                command = command.find_subcommand(word).unwrap_or_else(|| panic!("{line}: {word}"));
            }
        }
        assert!(!command.has_subcommands(), "{line}");
        named += 1;
    }
    assert!(named > 30);
}

#[test]
fn without_mail_a_ticket_is_a_file_to_open() {
    let env = TestEnv::with_school();
    env.write("capture.png", [0_u8, 159, 146, 150]);
    env.run("assistance tickets new --message x").code(2).says("Il manque --category");
    env.run("assistance tickets new --category facture --message x").code(2).says("compte, abonnement, utilisation");
    env.run("assistance tickets new --category compte --subject 'Compte absent' --message 'Bonjour, il manque un compte.' --attach capture.png")
        .success()
        .says("Ticket n° 1 ouvert (Compte utilisateur, 1 pièce jointe).")
        .says("ticket-1.eml");
    let letter = std::fs::read_to_string(env.path("ticket-1.eml")).unwrap();
    for part in ["X-Unsent: 1", "multipart/mixed", "capture.png", "Subject: ", "From: "] {
        assert!(letter.contains(part), "{part}\n{letter}");
    }
    assert!(!letter.contains("\nTo: "));
    env.run("assistance tickets list").success().says("Compte absent").says("ouvert, à envoyer");
    env.run("assistance tickets show 1").success().says("Bonjour, il manque un compte.").says("capture.png (1 Kio)");
    env.run("assistance tickets show 1 --eml ticket-1.eml").code(73).says("--force");
    env.run("settings set assistance.email assistance@service.example").success();
    env.run("assistance tickets show 1 --eml encore.eml").success();
    assert!(std::fs::read_to_string(env.path("encore.eml")).unwrap().contains("To: assistance@service.example"));
    env.run("assistance tickets close 1 --answer 'Réimporter SIECLE'").success().says("Ticket n° 1 fermé.");
    env.run("assistance tickets close 1").success().says("déjà fermé");
    env.run("assistance tickets show 1").success().says("fermé le 01/09/2026").says("Réimporter SIECLE");
    env.run("assistance tickets list --open").success().says("Aucun ticket");
    env.run("assistance tickets close 7").code(1).says("cpro assistance tickets list");
    let list = env.run("assistance tickets list --format json").success().json();
    assert_eq!((&list[0]["status"], &list[0]["attachments"][0]["bytes"]), (&"closed".into(), &4.into()));
    env.later(366);
    env.run("nightly").success().says("1 ticket fermé effacé");
    env.run("assistance tickets list").success().says("Aucun ticket");
}

#[test]
fn a_ticket_is_asked_for_and_read() {
    let env = TestEnv::with_school();
    let answers = ["facture", "Abonnement", "", "Devis", "Bonjour, combien ?"];
    env.answer("assistance tickets new", &answers).success().says("Ticket n° 1 ouvert (Abonnement)");
    env.pipe(
        "assistance tickets new --category utilisation --message-file -",
        "\nImport refusé\nle fichier…\n".as_bytes(),
    )
    .success();
    env.run("assistance tickets list").success().says("Import refusé").says("Devis");
    let long = "x".repeat(10_001);
    env.run(&format!("assistance tickets new --category compte --message {long}")).code(2).says("10000 au plus");
    env.pipe("assistance tickets new --category compte --message-file -", b"\xff\xfe").code(65);
    TestEnv::new().run("assistance tickets new --category compte --message x").code(66);
}

#[test]
fn attachments_pass_through_whatever_their_size() {
    let env = TestEnv::with_school();
    let new = "assistance tickets new --category compte --subject s --message m";
    env.run(&format!("{new} --attach absent.bin")).code(66).says("absent.bin");
    env.run(&format!("{new} --attach .")).code(74);
    let huge = std::fs::File::create(env.path("film.mkv")).unwrap();
    huge.set_len(901 << 20).unwrap();
    env.run(&format!("{new} --attach film.mkv")).code(1).says("fait 901,0 Mio").says("900,0 Mio au plus");
    env.run("assistance tickets list").success().says("Aucun ticket");
    huge.set_len(60 << 20).unwrap();
    env.write("petit.bin", "fin");
    env.run(&format!("{new} --attach film.mkv --attach petit.bin")).success();
    let kept = "select group_concat(length(content)) from ticket_files";
    let kept: String = env.base().query_row(kept, [], |row| row.get(0)).unwrap();
    assert_eq!(kept, format!("{},3", 60 << 20));
    // In its letter: four letters for three bytes, and ends of lines.
    let letter = std::fs::read(env.path("ticket-1.eml")).unwrap();
    assert!(letter.len() > 80 << 20 && letter.len() < 90 << 20, "{}", letter.len());
    assert!(letter.windows(4).any(|four| four == b"Zmlu"));
}

#[test]
fn with_mail_a_ticket_is_sent() {
    let env = TestEnv::with_school();
    std::fs::create_dir(env.path("mails")).unwrap();
    env.run("settings set assistance.email assistance@service.example").success();
    env.run("settings set mail.transport folder").success();
    env.run("settings set mail.folder mails").success();
    env.run("assistance tickets new --category abonnement --subject Devis --message 'Bonjour'")
        .success()
        .says("à transmettre");
    env.run("assistance tickets send 1").code(1).says("ne s’envoie plus");
    env.run("assistance tickets list").success().says("ouvert, envoyé le 01/09/2026");
    let mails: Vec<_> = std::fs::read_dir(env.path("mails")).unwrap().collect();
    assert_eq!(mails.len(), 1);
    // A server that is not there: the ticket is kept, its letter is written.
    env.run("settings set mail.transport smtp").success();
    env.run("settings set mail.host 127.0.0.1").success();
    env.run("settings set mail.port 9").success();
    env.run("assistance tickets new --category abonnement --subject Facture --message 'Bonjour'")
        .code(74)
        .says("le ticket n° 2 est gardé")
        .says("ticket-2.eml");
    assert!(env.path("ticket-2.eml").exists());
    env.run("assistance tickets list").success().says("ouvert, à envoyer");
    env.run("assistance tickets send 2").code(74).says("n’est pas parti");
    env.run("settings set mail.transport none").success();
    env.run("assistance tickets send 2").code(78).says("mail.transport");
    env.run("settings set mail.transport folder").success();
    env.run("assistance tickets send 2").success();
    env.run("assistance tickets list").success().never_says("à envoyer");
}

#[test]
fn the_personal_space_of_an_account() {
    let env = TestEnv::with_accounts();
    let card = env.run("accounts whoami celia.abadie").success();
    let shown = env.run("accounts show celia.abadie --format json").json();
    let ine = shown["ine"].as_str().unwrap();
    card.says("Célia ABADIE")
        .says("Lycée des Tilleuls (0990001N)")
        .says("initial, valable jusqu’au")
        .says("cpro accounts passwd celia.abadie")
        .says("cpro accounts email celia.abadie")
        .never_says(ine);
    env.run("accounts whoami 0990001N").success().says("Administrateur");
    env.run("accounts whoami celia.abadi").code(1).says("n’existe pas");
    let object = env.run("accounts whoami celia.abadie --format json").success().json();
    assert_eq!((&object["uai"], &object["login"]), (&"0990001N".into(), &"celia.abadie".into()));
}

/// The first cause is the address; the answers follow the settings; a lost file costs nobody a password.
#[test]
fn help_begins_with_the_address_and_harms_nobody() {
    let env = TestEnv::with_accounts();
    for login in ["celia.abadie", "zorro"] {
        env.run(&format!("assistance diagnose {login}")).says("moteur de recherche").says("https://");
    }
    env.run("assistance faq 1").success().says("moteur de recherche").says("jjmmaaaa");
    env.run("assistance faq 'candidat libre'").success().says("centre d’examen");
    env.run("settings set passwords.eleve random").success();
    env.run("settings set passwords.enseignant random").success();
    env.run("settings set passwords.days 12").success();
    env.run("assistance faq 1").success().says("celui qui est imprimé sur le papillon").never_says("jjmmaaaa");
    env.run("assistance faq 'première connexion'").success().says("pendant 12 jours");
    env.answer("accounts login celia.abadie", &["x"]).says("Lycée des Tilleuls");
    env.run("accounts reset celia.abadie --yes").success();
    env.run("slips generate celia.abadie -o p.pdf").success();
    env.run("assistance diagnose celia.abadie").success().says("cpro slips export 1 -o FICHIER.pdf");
    env.run("slips generate celia.abadie -o q.pdf").success().says("slips list");
}

#[test]
fn replies_are_kept_and_the_answer_is_expected_in_three_working_days() {
    let env = crate::mail::school();
    env.run("settings set assistance.email aide@service.example").success();
    env.run("assistance tickets new --category compte --message Bonjour").success();
    // Sent on Tuesday, 1 September 2026: Friday. A letter of a Thursday is due on Tuesday.
    env.run("assistance tickets list").success().says("réponse attendue le 04/09/2026");
    env.later(2);
    env.run("assistance tickets new --category compte --message Encore").success();
    let cards = env.run("assistance tickets list --format json").success().json();
    assert_eq!((&cards[0]["due_on"], &cards[1]["due_on"]), (&"2026-09-04".into(), &"2026-09-08".into()));
    env.run("assistance tickets reply 1 -m 'Essayez de réinitialiser.'").success().says("réponse gardée");
    env.pipe("assistance tickets reply 1 -m - --own", "C’est fait.\r\nMerci !\n".as_bytes()).success();
    env.run("assistance tickets show 1")
        .success()
        .says("le service")
        .says("Essayez de réinitialiser.")
        .says("l’établissement")
        .says("Merci !");
    env.run("assistance tickets list").success().never_says("réponse attendue le 04/09/2026");
    env.run("assistance tickets reply 1 -m ' '").code(2);
    env.run("assistance tickets reply 9 -m x").code(1).says("pas de ticket");
    env.run("assistance tickets close 1").success();
    env.run("assistance tickets reply 1 -m x").code(1).says("fermé");
    env.later(2_000);
    env.run("nightly --trust-clock").success().says("1 ticket fermé effacé");
    let left: i64 = env.base().query_row("select count(*) from ticket_replies", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}
