//! `cpro slips generate --calibrate`: the page by which a printer is set right, and what it says.

use std::path::PathBuf;

use crate::advice::{Quote, settings};
use crate::cli::Session;
use crate::error::{Result, exit};
use crate::work::slips::calibrate::Calibrate;

/// Makes the page; nothing is read of anybody.
pub fn run(session: &mut Session, output: Option<PathBuf>, force: bool) -> Result {
    let page = Calibrate { output, force, title: "Page de réglage de l’imprimante", steps: steps() };
    let made = page.make(&session.world)?;
    session.say(|say| {
        if !made.to_stdout.is_empty() {
            return say.bytes(made.to_stdout);
        }
        say.tell(format!("Page de réglage : {}", made.path.display()));
        say.next("imprimez-la en taille réelle, et suivez ce qu’elle dit.");
    });
    Ok(exit::DONE)
}

fn steps() -> Vec<String> {
    let set = |words: &str, key: &str, value: &'static str| words.call(settings::set_as(key, value)).to_string();
    vec![
        "1. Imprimez cette page en taille réelle (100 %, sans mise à l’échelle), sur l’imprimante des papillons.".to_owned(),
        "2. La longueur de la ligne A doit être de 100 mm : sinon l’imprimante met à l’échelle, ce qu’il faut d’abord défaire."
            .to_owned(),
        set(
            "3. Mesurez du bord gauche de la feuille à la ligne B. Elle devrait être à 50 mm. Réglez ce qui manque ; pour 51,5 mm : ",
            "slips.shift-right",
            "-1,5",
        ),
        set(
            "4. Mesurez du bord haut de la feuille à la ligne A. Elle devrait être à 50 mm. Réglez ce qui manque ; pour 48 mm : ",
            "slips.shift-down",
            "2",
        ),
        set(
            "5. À chaque bord, une règle compte les millimètres. Le premier trait qui se voit est le bord que l’imprimante n’atteint pas ; s’il dépasse 5 mm, par exemple 8 : ",
            "slips.margin",
            "8",
        ),
        "6. Imprimez cette page de nouveau : les lignes en pointillé tiennent compte du réglage, et sont alors à 50 mm.".to_owned(),
        "Pour cette machine seulement, les mêmes noms s’écrivent dans son fichier de préférences : voir cpro man cpro, FICHIERS.".to_owned(),
    ]
}
