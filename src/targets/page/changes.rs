//! What an import changes, as a page: a table that can be narrowed to some kinds without a script, and searched with one.

use maud::{Markup, PreEscaped, html};

use super::framed;

/// The changes, their words already chosen.
#[derive(Debug, Default)]
pub struct Changes {
    pub title: String,
    /// When it was made, and of which files.
    pub made: String,
    /// How many of what.
    pub totals: Vec<(String, usize)>,
    pub remarks: Vec<String>,
    /// Titles of the columns after the kind: who, division, detail.
    pub headings: [String; 3],
    pub kinds: Vec<Kind>,
}

/// Changes of one kind, a row each.
#[derive(Debug)]
pub struct Kind {
    pub word: String,
    pub rows: Vec<[String; 3]>,
}

/// Rows without the letters that are looked for are hidden; accents and capitals do not count.
const SEARCH: &str = "
{
  const box = document.querySelector('search'), field = box.querySelector('input'), said = box.querySelector('output');
  const plain = text => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
  const rows = [...document.querySelectorAll('#changements tbody tr')].map(row => [row, plain(row.textContent)]);
  box.hidden = false;
  field.addEventListener('input', () => {
    const sought = plain(field.value.trim());
    let found = 0;
    for (const [row, text] of rows) { row.hidden = !text.includes(sought); found += row.hidden ? 0 : 1; }
    said.textContent = sought ? found + ' / ' + rows.length : '';
  });
}
";

/// The whole file.
pub fn changes(page: &Changes) -> String {
    framed(&page.title, &page.made, &html! { (totals(&page.totals)) (remarks(&page.remarks)) (table(page)) })
}

fn totals(totals: &[(String, usize)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { "Lignes" } th scope="col" { "Nombre" } } }
            tbody { @for (word, n) in totals { tr { th scope="row" { (word) } td { (n) } } } }
        }
    }
}

fn remarks(remarks: &[String]) -> Markup {
    html! {
        @if !remarks.is_empty() {
            h2 { "À regarder dans le fichier" }
            ul { @for remark in remarks { li { (remark) } } }
        }
    }
}

fn table(page: &Changes) -> Markup {
    let kinds: Vec<(usize, &Kind)> = page.kinds.iter().filter(|kind| !kind.rows.is_empty()).enumerate().collect();
    let hidden = |at: &usize| format!("main:has(#genre-{at}:not(:checked)) .genre-{at} {{ display: none; }}\n");
    html! {
        h2 { "Changements" }
        @if kinds.is_empty() {
            p { "Aucun." }
        } @else {
            style { (PreEscaped(kinds.iter().map(|(at, _)| hidden(at)).collect::<String>())) }
            fieldset {
                legend { "Montrer" }
                @for (at, kind) in &kinds {
                    label {
                        input type="checkbox" id=(format!("genre-{at}")) checked autocomplete="off";
                        " " (kind.word) " (" (kind.rows.len()) ")"
                    }
                }
            }
            search hidden { label { "Chercher " input type="search"; } output {} }
            table.words id="changements" {
                thead { tr { th scope="col" { "Genre" } @for heading in &page.headings { th scope="col" { (heading) } } } }
                @for (at, kind) in &kinds {
                    tbody class=(format!("genre-{at}")) {
                        @for [who, division, detail] in &kind.rows {
                            tr { td { (kind.word) } th scope="row" { (who) } td { (division) } td { (detail) } }
                        }
                    }
                }
            }
            script { (PreEscaped(SEARCH)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_can_be_hidden() {
        let kind =
            |word: &str, name: &str| Kind { word: word.into(), rows: vec![[name.into(), "2A".into(), "".into()]] };
        let empty = Kind { word: "retour".into(), rows: Vec::new() };
        let page = Changes {
            kinds: vec![kind("arrivée", "</script><b>"), empty, kind("départ", "D’ARC")],
            ..Changes::default()
        };
        let text = changes(&page);
        assert!(text.contains("&lt;/script&gt;&lt;b&gt;") && !text.contains("retour"));
        assert!(text.contains("id=\"genre-1\"") && text.contains("main:has(#genre-1:not(:checked)) .genre-1"));
        assert!(text.contains("départ (1)") && !text.contains("http"), "nothing comes from elsewhere");
        assert!(changes(&Changes::default()).contains("Aucun."));
    }
}
