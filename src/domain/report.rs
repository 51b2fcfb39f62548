//! A document that people read: a title, and sections of fields, lists and paragraphs. How it looks is its writers' affair.

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub title: String,
    /// Under the title, a line each.
    pub heading: Vec<String>,
    pub sections: Vec<Section>,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// What a part is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(String),
    /// What is said, and of what.
    Field(String, String),
    /// One of a list.
    Point(String),
}

impl Report {
    /// Every text of it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let head = std::iter::once(&self.title).chain(&self.heading);
        let sections = self.sections.iter().flat_map(|section| std::iter::once(&section.title).chain(section.texts()));
        head.chain(sections).map(String::as_str)
    }
}

impl Section {
    fn texts(&self) -> impl Iterator<Item = &String> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(text) | Block::Point(text) => vec![text],
            Block::Field(label, value) => vec![label, value],
        })
    }

    /// An empty part.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), blocks: Vec::new() }
    }

    /// Says something of something, unless there is nothing to say.
    #[must_use]
    pub fn field(mut self, label: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.blocks.push(Block::Field(label.to_owned(), value));
        }
        self
    }

    /// Some sentences.
    #[must_use]
    pub fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Paragraph(text.into()));
        self
    }

    /// One of a list.
    #[must_use]
    pub fn point(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Point(text.into()));
        self
    }

    /// A list; `none` where it is empty.
    #[must_use]
    pub fn points(mut self, points: impl IntoIterator<Item = String>, none: &str) -> Self {
        let before = self.blocks.len();
        self.blocks.extend(points.into_iter().map(Block::Point));
        if self.blocks.len() == before {
            self.blocks.push(Block::Paragraph(none.to_owned()));
        }
        self
    }
}
