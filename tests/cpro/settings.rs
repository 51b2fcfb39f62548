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
    env.run("settings set etablissement.nom X").code(2).says("cette clé n’existe pas");
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
