//! What a page says to those who hear it: parts, headings, labels and values, lists, tables, figures with their texts
//! (PDF 32000-1, 14.7 and 14.8; PDF/UA-1).

use super::file::{File, Id};
use super::values::{number, put, text};
use crate::paper::canvas::{PAGE_HEIGHT, Rect, Role};

/// A picture that has words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Logo,
    Stamp,
    Code,
}

impl Figure {
    /// Its name among what a page refers to.
    pub fn resource(self) -> &'static str {
        match self {
            Self::Logo => "X0",
            Self::Stamp => "X1",
            Self::Code => "X2",
        }
    }
}

/// Words of the pictures.
#[derive(Debug, Clone, Default)]
pub struct Alternatives {
    pub logo: String,
    pub stamp: String,
    pub code: String,
}

impl Alternatives {
    fn of(&self, figure: Figure) -> &str {
        match figure {
            Figure::Logo => &self.logo,
            Figure::Stamp => &self.stamp,
            Figure::Code => &self.code,
        }
    }
}

/// An element of the tree, before its object has a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    tag: &'static str,
    /// Marked contents of the page that are its own.
    marks: Vec<u32>,
    kids: Vec<Self>,
    figure: Option<(Figure, Rect)>,
    /// Row of a table that it is, or is in.
    row: u16,
    /// What it says, where the page does not tell it in its order.
    says: String,
    /// Its language, where it is not that of the document.
    language: Option<String>,
}

impl Node {
    fn new(tag: &'static str) -> Self {
        Self { tag, marks: Vec::new(), kids: Vec::new(), figure: None, row: 0, says: String::new(), language: None }
    }

    fn marked(tag: &'static str, mark: u32) -> Self {
        Self { marks: vec![mark], ..Self::new(tag) }
    }

    /// How many elements it is, itself included.
    fn count(&self) -> usize {
        1 + self.kids.iter().map(Self::count).sum::<usize>()
    }
}

/// The tree of a page while it is drawn.
#[derive(Debug, Default)]
pub struct Outline {
    sections: Vec<Node>,
    marks: u32,
}

impl Outline {
    /// Begins a part that stands alone.
    pub fn section(&mut self, language: Option<String>) {
        self.sections.push(Node { language, ..Node::new("Sect") });
    }

    /// The parts, and how many contents are marked.
    pub fn done(self) -> (Vec<Node>, u32) {
        (self.sections, self.marks)
    }

    fn here(&mut self) -> &mut Vec<Node> {
        if self.sections.is_empty() {
            self.section(None);
        }
        // One is there.
        let last = self.sections.len() - 1;
        &mut self.sections[last].kids
    }

    /// The last part where it is of this kind, or a new one.
    fn within<'a>(kids: &'a mut Vec<Node>, tag: &'static str) -> &'a mut Node {
        if kids.last().is_none_or(|last| last.tag != tag) {
            kids.push(Node::new(tag));
        }
        let last = kids.len() - 1;
        &mut kids[last]
    }

    /// Marks a text; its tag and number. One that goes on after something else came between is of the same element.
    pub fn text(&mut self, role: Role, goes_on: bool) -> (&'static str, u32) {
        let mark = self.marks;
        self.marks += 1;
        let kids = self.here();
        if goes_on && let Some(leaf) = last_leaf(kids) {
            leaf.marks.push(mark);
            return (leaf.tag, mark);
        }
        let tag = match role {
            Role::Heading(1) => "H1",
            Role::Heading(_) => "H2",
            Role::Paragraph | Role::Artifact => "P",
            Role::Label => "Lbl",
            Role::Value | Role::Point => "LBody",
            Role::Head(_) => "TH",
            Role::Cell(_) => "TD",
        };
        let leaf = Node::marked(tag, mark);
        place(kids, role, leaf);
        (tag, mark)
    }

    /// Gives the words of the text that was marked last.
    pub fn says(&mut self, words: String) {
        if let Some(leaf) = last_leaf(self.here()) {
            leaf.says = words;
        }
    }

    /// A cell to be filled in by hand.
    pub fn empty(&mut self, role: Role) {
        if matches!(role, Role::Cell(_)) {
            place(self.here(), role, Node::new("TD"));
        }
    }

    /// Marks a picture.
    pub fn figure(&mut self, figure: Figure, rect: &Rect) -> u32 {
        let mark = self.marks;
        self.marks += 1;
        let node = Node { figure: Some((figure, *rect)), ..Node::marked("Figure", mark) };
        self.here().push(node);
        mark
    }
}

/// Puts an element where its role says.
fn place(kids: &mut Vec<Node>, role: Role, leaf: Node) {
    match role {
        Role::Heading(_) | Role::Paragraph | Role::Artifact => kids.push(leaf),
        Role::Label | Role::Point => {
            let item = Node { kids: vec![leaf], ..Node::new("LI") };
            Outline::within(kids, "L").kids.push(item);
        }
        Role::Value => {
            let items = &mut Outline::within(kids, "L").kids;
            match items.last_mut().filter(|item| item.kids.len() == 1 && item.kids[0].tag == "Lbl") {
                Some(item) => item.kids.push(leaf),
                None => items.push(Node { kids: vec![leaf], ..Node::new("LI") }),
            }
        }
        Role::Head(row) | Role::Cell(row) => {
            let rows = &mut Outline::within(kids, "Table").kids;
            match rows.last_mut().filter(|last| last.row == row) {
                Some(last) => last.kids.push(leaf),
                None => rows.push(Node { kids: vec![leaf], row, ..Node::new("TR") }),
            }
        }
    }
}

fn last_leaf(kids: &mut [Node]) -> Option<&mut Node> {
    let last = kids.last_mut()?;
    if last.kids.is_empty() { Some(last) } else { last_leaf(&mut last.kids) }
}

/// The tree of a document while it is written: of all that it holds, only numbers stay.
pub struct Tree {
    root: Id,
    document: Id,
    sections: Vec<Id>,
    /// Which elements the marked contents of each page are, as an object of its own.
    pages: Vec<Id>,
}

impl Tree {
    pub fn new(file: &mut File) -> Self {
        Self { root: file.promise(), document: file.promise(), sections: Vec::new(), pages: Vec::new() }
    }

    /// The number under which the next page is known to the tree.
    pub fn next_page(&self) -> usize {
        self.pages.len()
    }

    /// Writes what a page holds.
    pub fn page(
        &mut self,
        file: &mut File,
        page: Id,
        nodes: &[Node],
        marks: u32,
        words: &[(Option<String>, Alternatives)],
    ) {
        let mut owners = vec![0; marks as usize];
        for node in nodes.iter().filter(|node| !node.kids.is_empty()) {
            let first = file.promise_many(node.count());
            self.sections.push(first);
            let own = words.iter().find(|(language, _)| *language == node.language).or(words.first());
            let none = Alternatives::default();
            write(file, node, first, self.document, page, own.map_or(&none, |(_, words)| words), &mut owners);
        }
        let id = file.promise();
        file.object(id, |out| {
            out.push(b'[');
            owners.iter().for_each(|owner| put(out, format_args!("{owner} 0 R ")));
            out.push(b']');
        });
        self.pages.push(id);
    }

    /// Writes the root; its number.
    pub fn close(self, file: &mut File) -> Id {
        file.object(self.document, |out| {
            put(out, format_args!("<</S/Document/P {} 0 R/K[", self.root));
            self.sections.iter().for_each(|section| put(out, format_args!("{section} 0 R ")));
            out.extend_from_slice(b"]>>");
        });
        let parents = file.promise();
        file.object(parents, |out| {
            out.extend_from_slice(b"<</Nums[");
            self.pages.iter().enumerate().for_each(|(at, page)| put(out, format_args!("{at} {page} 0 R ")));
            out.extend_from_slice(b"]>>");
        });
        let (document, next) = (self.document, self.pages.len());
        file.object(self.root, |out| {
            put(
                out,
                format_args!(
                    "<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {next}>>"
                ),
            );
        });
        self.root
    }
}

/// Writes an element whose number is `id`, and those below it, which are numbered after it.
fn write(file: &mut File, node: &Node, id: Id, parent: Id, page: Id, words: &Alternatives, owners: &mut [Id]) {
    let numbers = node.kids.iter().scan(id + 1, |next, kid| {
        let number = *next;
        *next += kid.count() as Id;
        Some(number)
    });
    let kids: Vec<Id> = numbers.collect();
    node.marks.iter().for_each(|mark| owners[*mark as usize] = id);
    file.object(id, |out| {
        put(out, format_args!("<</S/{}/P {parent} 0 R", node.tag));
        match (&node.marks[..], &kids[..]) {
            ([], []) => {}
            ([mark], []) => put(out, format_args!("/Pg {page} 0 R/K {mark}")),
            (marks, kids) => {
                if !marks.is_empty() {
                    put(out, format_args!("/Pg {page} 0 R"));
                }
                out.extend_from_slice(b"/K[");
                marks.iter().for_each(|mark| put(out, format_args!("{mark} ")));
                kids.iter().for_each(|kid| put(out, format_args!("{kid} 0 R ")));
                out.push(b']');
            }
        }
        if let Some(language) = &node.language {
            put(out, format_args!("/Lang({language})"));
        }
        if !node.says.is_empty() {
            out.extend_from_slice(b"/ActualText");
            text(out, &node.says);
        }
        if node.tag == "TH" {
            out.extend_from_slice(b"/A<</O/Table/Scope/Column>>");
        }
        if let Some((figure, rect)) = &node.figure {
            out.extend_from_slice(b"/Alt");
            text(out, words.of(*figure));
            out.extend_from_slice(b"/A<</O/Layout/BBox[");
            for value in [rect.x, PAGE_HEIGHT - rect.bottom(), rect.right(), PAGE_HEIGHT - rect.y] {
                number(out, value);
                out.push(b' ');
            }
            out.extend_from_slice(b"]>>");
        }
        out.extend_from_slice(b">>");
    });
    // In the order of their numbers: a pack of them is smaller.
    for (kid, id_of_kid) in node.kids.iter().zip(kids) {
        write(file, kid, id_of_kid, id, page, words, owners);
    }
}
