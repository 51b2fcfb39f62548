//! Pages → PDF bytes. The only place that knows a PDF crate; it opens no file.
//!
//! printpdf makes the fonts, the pictures and the description of the document (`resources`). Pages are drawn as they come
//! (`content`), on several threads, and what those who hear them need stands beside (`structure`): a document is never
//! whole in memory but as its bytes (`file`).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use super::canvas::{PAGE_HEIGHT, PAGE_WIDTH, Page};
use super::fonts::Fonts;
use super::picture::Picture;

mod content;
mod file;
mod metadata;
mod outline;
mod resources;
mod structure;
mod values;

use content::{Made, Shown, draw};
use file::{Deflater, File, Id};
use resources::Code;
pub use resources::modules;
pub use structure::Alternatives;
use structure::Tree;
use values::put;

/// What could not be drawn: always a fault of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfError(pub String);

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "le document PDF n’a pas pu être composé ({})", self.0)
    }
}

/// A fault of ours, by what it says.
pub fn fault(error: impl ToString) -> PdfError {
    PdfError(error.to_string())
}

/// What a document holds beside its pages.
pub struct Contents<'a> {
    pub title: &'a str,
    pub author: &'a str,
    /// Seconds since 1970, for the dates of the document.
    pub made_at: i64,
    pub logo: Option<&'a Picture>,
    pub stamp: Option<&'a Picture>,
    /// Text of the QR code, empty for none.
    pub qr: &'a str,
    /// Words for those who do not see the pictures, in the language of the document and in those of its parts.
    pub alternatives: Vec<(Option<String>, Alternatives)>,
    /// Language of the text, such as `fr`.
    pub language: &'a str,
    /// True where pages belong back to back.
    pub duplex: bool,
    /// Divisions and the page on which each begins, from 0.
    pub outline: &'a [(String, usize)],
    /// Threads that may be used.
    pub workers: usize,
}

impl<'a> Contents<'a> {
    /// A document in French, of texts alone.
    pub fn of_texts(title: &'a str, author: &'a str, made_at: i64) -> Self {
        Self {
            title,
            author,
            made_at,
            logo: None,
            stamp: None,
            qr: "",
            alternatives: Vec::new(),
            language: "fr",
            duplex: false,
            outline: &[],
            workers: 1,
        }
    }
}

/// Draws so many pages into a PDF file; `page` lays out the one of a number, from 0.
pub fn render(
    count: usize,
    page: &(dyn Fn(usize) -> Page + Sync),
    contents: &Contents<'_>,
    fonts: &Fonts,
) -> Result<Vec<u8>, PdfError> {
    let code = Code::new(contents.qr)?;
    let mut book = Book::new(contents);
    let shown = if contents.workers > 1 && count > BATCH {
        press(count, page, fonts, code.side, contents.workers, &mut book)?
    } else {
        let mut pen = Pen::new(fonts, code.side);
        (0..count).for_each(|at| book.bind(&pen.finish(at, &page(at))));
        pen.shown
    };
    book.close(contents, fonts, code, &shown)
}

/// Pages that a thread draws before it hands them over.
const BATCH: usize = 8;

/// One who draws pages, one after the other.
struct Pen<'a> {
    fonts: &'a Fonts,
    /// Side of the QR code in its own units.
    side: f32,
    shown: Shown,
    deflater: Deflater,
}

impl<'a> Pen<'a> {
    fn new(fonts: &'a Fonts, side: f32) -> Self {
        Self { fonts, side, shown: Shown::default(), deflater: Deflater::new() }
    }

    /// The page of a number, drawn and deflated.
    fn finish(&mut self, at: usize, page: &Page) -> Made {
        self.shown.page = at;
        let mut made = draw(page, self.fonts, self.side, &mut self.shown);
        made.content = self.deflater.deflated(&made.content);
        made
    }
}

/// Draws pages on several threads, and binds them in their order; the glyphs that they show.
fn press(
    count: usize,
    page: &(dyn Fn(usize) -> Page + Sync),
    fonts: &Fonts,
    side: f32,
    workers: usize,
    book: &mut Book<'_>,
) -> Result<Shown, PdfError> {
    let cursor = AtomicUsize::new(0);
    // Bounded: pages wait for their turn, and are few.
    let (sender, receiver) = sync_channel::<(usize, Vec<Made>)>(2 * workers);
    let work = |sender: std::sync::mpsc::SyncSender<_>| {
        let mut pen = Pen::new(fonts, side);
        loop {
            let first = cursor.fetch_add(BATCH, Ordering::Relaxed);
            if first >= count {
                return pen.shown;
            }
            let batch = first..(first + BATCH).min(count);
            let made = batch.map(|at| pen.finish(at, &page(at))).collect();
            if sender.send((first, made)).is_err() {
                return pen.shown;
            }
        }
    };
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                let sender = sender.clone();
                scope.spawn(move || work(sender))
            })
            .collect();
        drop(sender);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        for (first, made) in &receiver {
            waiting.insert(first, made);
            while let Some(made) = waiting.remove(&next) {
                made.iter().for_each(|page| book.bind(page));
                next += BATCH;
            }
        }
        let mut shown = Shown::default();
        for thread in threads {
            shown.join(thread.join().map_err(|_| fault("fil interrompu"))?);
        }
        Ok(shown)
    })
}

/// A document while its pages are bound.
struct Book<'a> {
    file: File,
    tree: Tree,
    alternatives: &'a [(Option<String>, Alternatives)],
    pages: Vec<Id>,
    parent: Id,
    resources: Id,
}

impl<'a> Book<'a> {
    fn new(contents: &'a Contents<'_>) -> Self {
        let mut file = File::new();
        let (parent, resources) = (file.promise(), file.promise());
        let tree = Tree::new(&mut file);
        Self { file, tree, alternatives: &contents.alternatives, pages: Vec::new(), parent, resources }
    }

    fn bind(&mut self, made: &Made) {
        let (page, content, parent) = (self.file.promise(), self.file.promise(), self.parent);
        self.file.stream(content, b"/Filter/FlateDecode", &made.content);
        let number = self.tree.next_page();
        self.file.object(page, |out| {
            put(
                out,
                format_args!("<</Type/Page/Parent {parent} 0 R/Contents {content} 0 R/StructParents {number}/Tabs/S>>"),
            );
        });
        self.tree.page(&mut self.file, page, &made.nodes, made.marks, self.alternatives);
        self.pages.push(page);
    }

    fn close(mut self, contents: &Contents<'_>, fonts: &Fonts, code: Code, shown: &Shown) -> Result<Vec<u8>, PdfError> {
        let (parent, resources, pages) = (self.parent, self.resources, &self.pages);
        self.file.object(parent, |out| {
            let count = pages.len();
            put(
                out,
                format_args!("<</Type/Pages/MediaBox[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]/Resources {resources} 0 R/Count {count}/Kids["),
            );
            pages.iter().for_each(|page| put(out, format_args!("{page} 0 R ")));
            out.extend_from_slice(b"]>>");
        });
        let trailer = resources::write(&mut self.file, resources, contents, fonts, code, shown)?;
        let language = if contents.language == "fr" { "fr-FR" } else { contents.language };
        let packet = self.file.promise();
        // Left plain: programs look for it without reading the rest.
        self.file.stream(packet, b"/Type/Metadata/Subtype/XML", metadata::packet(contents, language).as_bytes());
        let outline = outline::write(&mut self.file, contents.outline, &self.pages);
        let tree = self.tree.close(&mut self.file);
        let catalogue = self.file.promise();
        self.file.object(catalogue, |out| {
            // A slip that is scaled to the margins of a printer no longer fits its half of the page.
            let sides = if contents.duplex { "DuplexFlipLongEdge" } else { "Simplex" };
            put(
                out,
                format_args!(
                    "<</Type/Catalog/Pages {parent} 0 R/PageLayout/OneColumn/Lang({language})/Metadata {packet} 0 R/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None/Duplex/{sides}>>"
                ),
            );
            out.extend_from_slice(&outline);
            out.extend_from_slice(b">>");
        });
        let mut words = Vec::new();
        put(&mut words, format_args!("/Root {catalogue} 0 R/Info {} 0 R/ID", trailer.info));
        words.extend_from_slice(&trailer.id);
        Ok(self.file.close(&words))
    }
}
