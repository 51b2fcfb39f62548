//! Every `$ cpro …` of the README and of the manual is run.

use std::path::Path;

use crate::env::{TestEnv, fixtures};

fn commands(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.trim().strip_prefix("$ cpro ")).map(str::to_owned).collect()
}

/// A folder in which the files that examples name exist.
fn school() -> TestEnv {
    let env = TestEnv::new();
    for name in [
        "exportCSVExtraction.csv",
        "exportCSVExtraction_six_semaines_apres.csv",
        "sts_emp_0990001N_2026.xml",
        "candidats_hors_bee.csv",
    ] {
        env.fixture(name);
    }
    for name in ["logo.png", "cachet.png"] {
        std::fs::copy(fixtures().join("demo").join(name), env.path(name)).unwrap();
    }
    env
}

#[test]
fn the_readme_works_from_top_to_bottom() {
    let readme = include_str!("../../README.md");
    for part in readme.split("\n# ").flat_map(|part| part.split("\n## En français")) {
        let env = school();
        for command in commands(part) {
            env.run(&command).success();
        }
    }
    assert!(commands(readme).len() >= 10);
}

#[test]
fn the_examples_of_the_manual_work() {
    for page in ["cpro.1", "cpro-guide.7"] {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("man").join(page);
        let page = std::fs::read_to_string(page).unwrap().replace("\\-", "-");
        let (env, commands) = (school(), commands(&page));
        assert!(commands.len() >= 5);
        for command in commands {
            env.run(&command).success();
        }
    }
}
