//! The state of a school as a page: its set-up, what to look at, accounts, weeks, divisions.

use maud::{Markup, html};

use super::framed;

/// The state, its words already chosen.
#[derive(Debug, Default)]
pub struct State {
    pub title: String,
    /// When it was made, and of what.
    pub made: String,
    pub steps: Vec<Step>,
    pub watches: Vec<Line>,
    pub states: Vec<(String, usize)>,
    pub divisions: Vec<Division>,
    /// Beginning of each week, and how many people signed in last during it.
    pub weeks: Vec<(String, usize)>,
    pub last: Vec<(String, String)>,
}

/// A step of the set-up.
#[derive(Debug)]
pub struct Step {
    pub label: String,
    pub done: bool,
    pub optional: bool,
    pub command: String,
}

/// Something to look at, and the command that shows it; none for a warning.
#[derive(Debug)]
pub struct Line {
    pub words: String,
    pub command: Option<String>,
}

/// A division: accounts, and how many were used.
#[derive(Debug)]
pub struct Division {
    pub name: String,
    pub pupils: usize,
    pub accounts: usize,
    pub signed_in: usize,
}

/// The whole file.
pub fn state(page: &State) -> String {
    framed(
        &page.title,
        &page.made,
        &html! {
            (steps(&page.steps))
            (watches(&page.watches))
            (states(&page.states))
            (weeks(&page.weeks))
            (divisions(&page.divisions))
            (last(&page.last))
        },
    )
}

fn steps(steps: &[Step]) -> Markup {
    html! {
        h2 { "Mise en place" }
        ul {
            @for step in steps {
                li {
                    @if step.done { span.good { "✓ fait : " } (step.label) }
                    @else if step.optional { span { "· facultatif : " } (step.label) " – " code { (step.command) } }
                    @else { span.bad { "✗ à faire : " } (step.label) " – " code { (step.command) } }
                }
            }
        }
    }
}

fn watches(watches: &[Line]) -> Markup {
    html! {
        @if !watches.is_empty() {
            h2 { "À regarder" }
            ul {
                @for line in watches {
                    li { (line.words) @if let Some(command) = &line.command { " – " code { (command) } } }
                }
            }
        }
    }
}

fn states(states: &[(String, usize)]) -> Markup {
    html! {
        h2 { "Comptes" }
        table {
            thead { tr { th scope="col" { "Mot de passe" } th scope="col" { "Comptes" } } }
            tbody {
                @for (label, n) in states { tr { th scope="row" { (label) } td { (n) } } }
            }
        }
    }
}

/// Bars of the weeks, which say the same in words to whoever does not see them.
fn weeks(weeks: &[(String, usize)]) -> Markup {
    let most = weeks.iter().map(|(_, n)| *n).max().unwrap_or_default().max(1);
    let (step, height) = (60, 120);
    let said: Vec<String> = weeks.iter().map(|(day, n)| format!("semaine du {day} : {n}")).collect();
    html! {
        @if weeks.iter().any(|(_, n)| *n > 0) {
            h2 { "Dernières connexions, par semaine" }
            svg viewBox=(format!("0 0 {} {}", step * weeks.len(), height + 40)) role="img" aria-label=(said.join(", ")) {
                @for (at, (day, n)) in weeks.iter().enumerate() {
                    @let tall = n * height / most;
                    rect x=(at * step + 10) y=(20 + height - tall) width=(step - 20) height=(tall) {}
                    text x=(at * step + step / 2) y=(15 + height - tall) text-anchor="middle" { (n) }
                    text x=(at * step + step / 2) y=(height + 36) text-anchor="middle" { (day) }
                }
            }
        }
    }
}

fn divisions(divisions: &[Division]) -> Markup {
    let part = |division: &Division| (100 * division.signed_in).checked_div(division.accounts).unwrap_or_default();
    html! {
        @if !divisions.is_empty() {
            h2 { "Divisions" }
            table {
                thead {
                    tr {
                        @for title in ["Division", "Élèves", "Comptes", "Connectés", "Part"] { th scope="col" { (title) } }
                    }
                }
                tbody {
                    @for division in divisions {
                        tr {
                            th scope="row" { (division.name) }
                            td { (division.pupils) }
                            td { (division.accounts) }
                            td { (division.signed_in) }
                            td {
                                span.bar aria-hidden="true" { span style=(format!("width: {}%", part(division))) {} }
                                " " (part(division)) " %"
                            }
                        }
                    }
                }
            }
        }
    }
}

fn last(last: &[(String, String)]) -> Markup {
    html! {
        h2 { "Dernières opérations" }
        table {
            thead { tr { th scope="col" { "Quoi" } th scope="col" { "Quand" } } }
            tbody { @for (what, when) in last { tr { th scope="row" { (what) } td { (when) } } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_escaped() {
        let division = Division { name: "<b>2A & \"B\"".into(), pupils: 3, accounts: 2, signed_in: 1 };
        let page = State {
            title: "<script>".into(),
            divisions: vec![division],
            weeks: vec![("31/08".into(), 0), ("07/09".into(), 4)],
            ..State::default()
        };
        let text = state(&page);
        assert!(text.contains("&lt;script&gt;") && text.contains("&lt;b&gt;2A &amp; &quot;B&quot;"));
        assert!(!text.contains("<script") && text.contains("width: 50%") && text.contains("height=\"120\""));
        assert!(!text.contains("http"), "nothing comes from elsewhere");
    }
}
