//! `cpro demo`: the real commands, a new folder each time.

use crate::env::TestEnv;

#[test]
fn the_whole_job() {
    let env = TestEnv::new();
    env.run("demo")
        .success()
        .says("$ cpro init --name 'Lycée des Tilleuls' --uai 0990001N")
        .says("120 lignes lues : 120 arrivées.")
        .says("120 comptes créés")
        .says("120 papillons sur 60 pages")
        .says("120 papillons sur 120 pages");
    for name in ["cpro.db", "papillons-1.pdf", "papillons-2.pdf"] {
        assert!(env.path("cpro-demo").join(name).exists(), "{name}");
    }
}

#[test]
fn a_second_run_takes_a_new_folder() {
    let env = TestEnv::new();
    env.run("demo").success();
    env.run("demo").success().says("cpro-demo-2");
    env.run("demo --dir cpro-demo").code(73).says("existe déjà");
    env.run("demo --dir ailleurs").success().says("Tout est dans ailleurs");
}
