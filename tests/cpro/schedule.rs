//! The night in the scheduler of the system: cron, systemd.

use std::fs;

use crate::env::TestEnv;

fn table(env: &TestEnv) -> String {
    env.system.0.borrow().table.clone().unwrap_or_default()
}

#[test]
fn cron_gets_a_line_and_gives_it_back() {
    let env = TestEnv::with_school();
    env.system.0.borrow_mut().table = Some("MAILTO=root\n".to_owned());
    let line = "30 2 * * * /usr/bin/cpro --db ";
    env.run("schedule show").success().says(line).says("Aucune nuit").says("cpro schedule install");
    env.run("schedule install").code(1).says("demande une confirmation");
    env.run("schedule install -n").success().says("n’a rien reçu");
    assert_eq!(table(&env), "MAILTO=root\n");
    env.answer("schedule install", &["oui"]).success().says(line).says("chaque jour à 02:30");
    assert!(table(&env).starts_with("MAILTO=root\n30 2 * * * /usr/bin/cpro --db "), "{}", table(&env));
    assert!(table(&env).ends_with("base/cpro.db --quiet --no-input --wait 300 nightly # cpro 0990001N\n"));
    // Another hour takes the place of the first.
    env.run("schedule install --at 3h05 --yes").success().says("la remplace");
    assert!(table(&env).contains("5 3 * * *") && table(&env).lines().count() == 2);
    env.run("schedule show").says("a déjà une nuit").says("cpro schedule remove");
    assert_eq!(env.run("schedule show --format json").json()["installed"], true);
    fs::create_dir(env.path("papillons de la nuit")).unwrap();
    env.run("schedule show --slips 'papillons de la nuit'")
        .says("nightly --slips '/")
        .says("papillons de la nuit' # cpro");
    env.run("schedule show --slips absent").code(66).says("absent");
    env.run("schedule remove --yes").success().says("Cron ne lance plus");
    assert_eq!(table(&env), "MAILTO=root\n");
    env.run("schedule remove").success().says("rien n’a été retiré");
    env.run("schedule show --at '2 h 30'").says("30 2 * * *");
    env.run("journal").says("nuit programmée à 02:30").says("nuit déprogrammée");
}

#[test]
fn systemd_gets_two_units() {
    let env = TestEnv::with_school();
    {
        let mut fake = env.system.0.borrow_mut();
        (fake.table, fake.units) = (None, Some(env.path("systemd/user")));
    }
    env.run("schedule install --at 23:00 --yes").success().says("enable-linger");
    let unit = |end: &str| fs::read_to_string(env.path(&format!("systemd/user/cpro-0990001N.{end}")));
    assert!(unit("timer").unwrap().contains("OnCalendar=*-*-* 23:00:00"));
    assert!(unit("service").unwrap().contains("--wait 300 nightly"));
    env.run("schedule show").says("cpro-0990001N.timer").says("a déjà une nuit");
    env.run("schedule remove --yes").success();
    assert!(unit("timer").is_err() && unit("service").is_err());
    assert_eq!(
        env.system.0.borrow().ran,
        [
            "systemctl --user daemon-reload",
            "systemctl --user enable --now cpro-0990001N.timer",
            "systemctl --user disable --now cpro-0990001N.timer",
            "systemctl --user daemon-reload",
        ]
    );
}

/// What was given to one scheduler is found there, whatever else the machine has.
#[test]
fn the_one_that_has_the_night_is_meant() {
    let env = TestEnv::with_school();
    env.system.0.borrow_mut().units = Some(env.path("systemd/user"));
    env.run("schedule install --scheduler systemd --yes").success();
    env.run("schedule show").success().says("a déjà une nuit").says("cpro-0990001N.timer");
    env.run("schedule remove --yes").success().says("Systemd ne lance plus");
    env.run("schedule show").success().says("30 2 * * *");
}

#[test]
fn units_of_a_timer_that_is_refused_do_not_stay() {
    let env = TestEnv::with_school();
    {
        let mut fake = env.system.0.borrow_mut();
        (fake.table, fake.units) = (None, Some(env.path("systemd/user")));
        fake.refuses = Some("Failed to connect to bus".to_owned());
    }
    env.run("schedule install --yes").code(1).says("systemctl a refusé");
    assert!(fs::read_dir(env.path("systemd/user")).is_ok_and(|mut units| units.next().is_none()));
}

#[test]
fn what_cannot_be_scheduled_is_told() {
    let env = TestEnv::with_school();
    env.run("schedule show --at 25:00").code(2).says("par exemple 02:30");
    env.run("schedule show --scheduler windows").code(1).says("n’est pas sur cette machine");
    env.system.0.borrow_mut().refuses = Some("you are not allowed".to_owned());
    env.run("schedule install --yes").code(1).says("crontab a refusé : you are not allowed");
    // A table that cannot be read is not written over.
    (env.system.0.borrow_mut().refuses, env.system.0.borrow_mut().table) = (None, Some("?".to_owned()));
    env.run("schedule install --yes").code(1).says("cannot read");
    assert_eq!(table(&env), "?");
    env.system.0.borrow_mut().table = Some("\u{fffd}".to_owned());
    env.run("schedule install --yes").code(1).says("ne sont pas en UTF-8");
    assert_eq!(table(&env), "\u{fffd}");
    env.system.0.borrow_mut().table = None;
    env.run("schedule install --yes").code(1).says("ni cron, ni systemd").says("cpro nightly");
    env.system.0.borrow_mut().table = Some(String::new());
    fs::create_dir(env.path("a\nb")).unwrap();
    env.run("schedule install --yes --slips 'a\nb'").code(1).says("qu’aucun planificateur ne peut recevoir");
    TestEnv::new().run("schedule show").code(66);
}

/// Who has just given the night to the scheduler is not told to do it; who took it back is.
#[test]
fn the_night_stands_as_the_scheduler_has_it() {
    let env = TestEnv::with_accounts();
    let night = |env: &TestEnv| {
        let looked = env.run("doctor --format json").json();
        let checks = looked["checks"].as_array().unwrap().clone();
        checks.iter().find(|check| check["check"] == "night").unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(night(&env), "bad");
    env.run("schedule install --yes").success();
    assert_eq!(night(&env), "good");
    env.run("status").never_says("cpro schedule install");
    env.later(5);
    assert_eq!(night(&env), "bad", "no night came");
    env.run("nightly").success();
    assert_eq!(night(&env), "good");
    env.wait(60);
    env.run("schedule remove --yes").success();
    assert_eq!(night(&env), "bad");
    env.run("status").says("cpro schedule install");
}
