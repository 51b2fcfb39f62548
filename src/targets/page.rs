//! Pages to look at: one file each, no network, to be printed too; every word is escaped.

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub mod changes;
pub mod state;

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --line: #c9c9d1; --bar: #2a5db0; --good: #1f6f3a; --bad: #a3260f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececf1; --paper: #17171b; --line: #4a4a55; --bar: #8ab4f8; --good: #7fd49a; --bad: #ff9e88; }
}
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
ul { list-style: none; margin: 0; padding: 0; } li { padding: .15rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
svg { max-width: 100%; height: auto; } svg rect { fill: var(--bar); } svg text { fill: var(--ink); font-size: 12px; }
fieldset { border: 1px solid var(--line); margin: 1rem 0; } label { margin-right: 1.5rem; white-space: nowrap; }
input[type=search] { font: inherit; padding: .2rem .4rem; width: min(100%, 22rem); }
.words td, .words th { text-align: left; vertical-align: top; } .words td:last-child { white-space: pre-line; }
.bar { display: inline-block; width: 8rem; height: .7rem; border: 1px solid var(--line); }
.bar span { display: block; height: 100%; background: var(--bar); }
.good { color: var(--good); } .bad { color: var(--bad); }
@media print { fieldset, search { display: none; } body { max-width: none; padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
";

/// A whole file around what it shows: its title, when it was made.
fn framed(title: &str, made: &str, content: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p { (made) }
                    (content)
                }
            }
        }
    }
    .into_string()
}
