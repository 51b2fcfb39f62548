//! Pages → PDF bytes. The only file that knows a PDF crate; it opens no file.
//!
//! Fonts, pictures and the QR code are stored once. printpdf is used by the narrow path that was measured: see the
//! comments where a default of its own would lose something.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Object;
use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, FontId, Greyscale, Line, LineDashPattern, LinePoint, Mm, Op,
    PaintMode, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem, XObjectId,
    XObjectTransform,
};

use super::canvas::{Face, Item, Measure, PAGE_HEIGHT, Page, Rect};
use super::picture::Picture;

mod outline;

const REGULAR: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-Bold.ttf");
const MONO: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleMono-Regular.ttf");

/// The file of a face.
pub fn face_bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => REGULAR,
        Face::Bold => BOLD,
        Face::Mono => MONO,
    }
}

/// What could not be drawn: always a fault of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfError(pub String);

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "le document PDF n’a pas pu être composé ({})", self.0)
    }
}

fn fault(error: impl ToString) -> PdfError {
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
    /// Language of the text, such as `fr`.
    pub language: &'a str,
    /// Divisions and the page on which each begins, from 0.
    pub outline: &'a [(String, usize)],
    /// Threads that may be used.
    pub workers: usize,
}

/// The three faces, and the width of their letters.
pub struct Fonts {
    faces: [ParsedFont; 3],
    /// Widths of the letters below U+0250, where nearly all names live.
    common: [Vec<Option<f32>>; 3],
}

const COMMON: u32 = 0x250;

impl Fonts {
    /// Parses the embedded faces.
    pub fn load() -> Result<Self, PdfError> {
        let parse = |bytes: &[u8], name: &str| {
            let mut font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).ok_or_else(|| fault(name))?;
            font.font_name = Some(name.to_owned());
            Ok(font)
        };
        let faces = [
            parse(REGULAR, "AtkinsonHyperlegibleNext-Regular")?,
            parse(BOLD, "AtkinsonHyperlegibleNext-Bold")?,
            parse(MONO, "AtkinsonHyperlegibleMono-Regular")?,
        ];
        let common = [0, 1, 2].map(|face| (0..COMMON).map(|code| advance(&faces[face], code)).collect());
        Ok(Self { faces, common })
    }
}

fn advance(font: &ParsedFont, code: u32) -> Option<f32> {
    let glyph = font.lookup_glyph_index(code).filter(|glyph| *glyph != 0)?;
    Some(f32::from(font.get_glyph_width(glyph)?) / f32::from(font.units_per_em))
}

impl Measure for Fonts {
    fn advance(&self, face: Face, letter: char) -> Option<f32> {
        let face = face as usize;
        let code = u32::from(letter);
        match self.common[face].get(code as usize) {
            Some(width) => *width,
            None => advance(&self.faces[face], code),
        }
    }
}

/// Draws pages into a PDF file.
pub fn render(pages: impl Iterator<Item = Page>, contents: &Contents<'_>, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(contents.title);
    let date = printpdf::OffsetDateTime::from_unix_timestamp(contents.made_at).map_err(fault)?;
    let info = &mut document.metadata.info;
    info.creation_date = date;
    info.modification_date = date;
    info.metadata_date = date;
    contents.author.clone_into(&mut info.author);
    "cpro".clone_into(&mut info.creator);
    let resources = Resources::add(&mut document, contents, fonts)?;
    document.pages = pages.map(|page| PdfPage::new(Mm(210.0), Mm(297.0), resources.ops(&page))).collect();
    save(document, contents)
}

/// Serialises by lopdf, which tells of errors; adds what printpdf lacks and takes off what it should not say.
fn save(document: PdfDocument, contents: &Contents<'_>) -> Result<Vec<u8>, PdfError> {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let mut pdf = document.to_lopdf_document(&options, &mut warnings);
    drop(document);
    if let Some(warning) = warnings.iter().find(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error) {
        return Err(fault(&warning.msg));
    }
    "1.7".clone_into(&mut pdf.version);
    let navigation = outline::add(&mut pdf, contents.outline);
    let root = pdf.trailer.get(b"Root").and_then(Object::as_reference).map_err(fault)?;
    let catalog = pdf.get_object_mut(root).and_then(Object::as_dict_mut).map_err(fault)?;
    let language = if contents.language == "fr" { "fr-FR" } else { contents.language };
    catalog.set("Lang", Object::string_literal(language));
    for (key, value) in navigation {
        catalog.set(key, value);
    }
    // A slip that is scaled to the margins of a printer no longer fits its half of the page.
    let viewer = lopdf::Dictionary::from_iter([
        ("DisplayDocTitle", Object::Boolean(true)),
        ("PrintScaling", Object::Name(b"None".to_vec())),
    ]);
    catalog.set("ViewerPreferences", viewer);
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).map_err(fault)?;
    let info = pdf.get_object_mut(info).and_then(Object::as_dict_mut).map_err(fault)?;
    info.remove(b"GTS_PDFXVersion");
    compress(&mut pdf, contents.workers)?;
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).map_err(fault)?;
    Ok(bytes)
}

/// Deflates every stream that is not yet, on `workers` threads: half of the time of a long document.
fn compress(pdf: &mut lopdf::Document, workers: usize) -> Result<(), PdfError> {
    let mut streams: Vec<&mut lopdf::Stream> = pdf.objects.values_mut().filter_map(plain_stream).collect();
    let share = streams.len().div_ceil(workers.max(1)).max(1);
    std::thread::scope(|scope| {
        let deflate_all = |share: &mut [&mut lopdf::Stream]| share.iter_mut().try_for_each(|stream| deflate(stream));
        let threads: Vec<_> = streams.chunks_mut(share).map(|share| scope.spawn(move || deflate_all(share))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| fault("fil interrompu"))?)
    })
}

fn plain_stream(object: &mut Object) -> Option<&mut lopdf::Stream> {
    match object {
        Object::Stream(stream) if stream.allows_compression && !stream.dict.has(b"Filter") => Some(stream),
        _ => None,
    }
}

fn deflate(stream: &mut lopdf::Stream) -> Result<(), PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), Compression::default());
    encoder.write_all(&stream.content).map_err(fault)?;
    let deflated = encoder.finish().map_err(fault)?;
    if deflated.len() < stream.content.len() {
        stream.set_content(deflated);
        stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    }
    Ok(())
}

/// What pages refer to.
struct Resources {
    fonts: [FontId; 3],
    logo: Option<XObjectId>,
    stamp: Option<XObjectId>,
    qr: Option<(XObjectId, f32)>,
}

impl Resources {
    fn add(document: &mut PdfDocument, contents: &Contents<'_>, fonts: &Fonts) -> Result<Self, PdfError> {
        let mut image = |picture: Option<&Picture>| picture.map(|picture| document.add_xobject(&image(picture)));
        let (logo, stamp) = (image(contents.logo), image(contents.stamp));
        let qr = match contents.qr {
            "" => None,
            text => {
                let (form, size) = qr_code(text)?;
                Some((document.add_xobject(&form), size))
            }
        };
        let fonts = fonts.faces.each_ref().map(|font| document.add_font(font));
        Ok(Self { fonts, logo, stamp, qr })
    }

    fn ops(&self, page: &Page) -> Vec<Op> {
        let mut ops = Vec::with_capacity(page.items.len() * 5);
        let mut grey = false;
        for item in &page.items {
            match item {
                Item::Text { grey: wanted, .. } if *wanted != grey => {
                    grey = *wanted;
                    ops.push(Op::SetFillColor {
                        col: Color::Greyscale(Greyscale::new(if grey { 0.35 } else { 0.0 }, None)),
                    });
                    self.draw(item, &mut ops);
                }
                item => self.draw(item, &mut ops),
            }
        }
        ops
    }

    fn draw(&self, item: &Item, ops: &mut Vec<Op>) {
        match item {
            Item::Text { x, baseline, size, face, text, .. } => ops.extend([
                Op::StartTextSection,
                Op::SetFont { font: PdfFontHandle::External(self.fonts[*face as usize].clone()), size: Pt(*size) },
                Op::SetTextCursor { pos: point(*x, *baseline) },
                Op::ShowText { items: vec![TextItem::Text(text.clone())] },
                Op::EndTextSection,
            ]),
            Item::Line { x, y, width } => stroke(ops, LineDashPattern::solid(), (*x, *y), (x + width, *y)),
            Item::Cut { from, to } => stroke(ops, LineDashPattern::new(0.0, &[4.0, 3.0]), *from, *to),
            Item::Frame(rect) => {
                ops.push(Op::SetOutlineThickness { pt: Pt(0.8) });
                ops.push(Op::SetLineDashPattern { dash: LineDashPattern::default() });
                ops.push(Op::DrawRectangle { rectangle: frame(rect) });
            }
            Item::Logo(rect) => ops.extend(self.logo.as_ref().map(|id| place(id, rect, rect.width, rect.height))),
            Item::Stamp(rect) => ops.extend(self.stamp.as_ref().map(|id| place(id, rect, rect.width, rect.height))),
            Item::QrCode(rect) => {
                ops.extend(self.qr.as_ref().map(|(id, size)| place(id, rect, rect.width / size, rect.height / size)));
            }
        }
    }
}

fn stroke(ops: &mut Vec<Op>, dash: LineDashPattern, from: (f32, f32), to: (f32, f32)) {
    let ends = [from, to].map(|(x, y)| LinePoint { p: point(x, y), bezier: false });
    ops.extend([
        Op::SetOutlineThickness { pt: Pt(0.6) },
        Op::SetLineDashPattern { dash },
        Op::DrawLine { line: Line { points: ends.to_vec(), is_closed: false } },
    ]);
}

/// From the top left corner to PDF's bottom left one.
fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(PAGE_HEIGHT - y) }
}

fn frame(rect: &Rect) -> printpdf::Rect {
    let mut frame =
        printpdf::Rect::from_xywh(Pt(rect.x), Pt(PAGE_HEIGHT - rect.bottom()), Pt(rect.width), Pt(rect.height));
    frame.mode = Some(PaintMode::Stroke);
    frame
}

fn place(id: &XObjectId, rect: &Rect, scale_x: f32, scale_y: f32) -> Op {
    let transform = XObjectTransform {
        translate_x: Some(Pt(rect.x)),
        translate_y: Some(Pt(PAGE_HEIGHT - rect.bottom())),
        scale_x: Some(scale_x),
        scale_y: Some(scale_y),
        no_auto_scale: true,
        ..Default::default()
    };
    Op::UseXobject { id: id.clone(), transform }
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

/// A picture as an image object: flattened pixels need no mask, and nothing degrades them.
fn image(picture: &Picture) -> ExternalXObject {
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(picture.width.into())),
        ("Height", DictItem::Int(picture.height.into())),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
    ];
    external(dict.into(), picture.rgb.clone())
}

/// Modules around the code that stay white.
const QUIET: usize = 4;

/// The QR code of a text: its size in modules, quiet ones included, and the dark ones by column and row.
pub fn modules(text: &str) -> Result<(usize, Vec<(usize, usize)>), PdfError> {
    let code =
        fast_qr::QRBuilder::new(text).ecl(fast_qr::ECL::M).build().map_err(|error| fault(format!("{error:?}")))?;
    let places = (0..code.size).flat_map(|row| (0..code.size).map(move |column| (column, row)));
    let dark = places.filter(|(column, row)| code[*row][*column].value());
    Ok((code.size + 2 * QUIET, dark.map(|(column, row)| (column + QUIET, row + QUIET)).collect()))
}

/// The QR code as a form of its own, one unit a module; modules that touch in a row are one rectangle.
fn qr_code(text: &str) -> Result<(ExternalXObject, f32), PdfError> {
    let (size, dark) = modules(text)?;
    let mut content = String::new();
    for run in dark.chunk_by(|one, next| one.1 == next.1 && one.0 + 1 == next.0) {
        let (column, row) = run[0];
        content.push_str(&format!("{column} {} {} 1 re\n", size - row - 1, run.len()));
    }
    content.push('f');
    let corner = |value: usize| DictItem::Int(value as i64);
    let dict = HashMap::from([
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", DictItem::Array(vec![corner(0), corner(0), corner(size), corner(size)])),
    ]);
    Ok((external(dict, content.into_bytes()), size as f32))
}

fn external(dict: HashMap<&str, DictItem>, content: Vec<u8>) -> ExternalXObject {
    let dict: BTreeMap<String, DictItem> = dict.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    ExternalXObject { stream: ExternalStream { dict, content, compress: true }, width: None, height: None, dpi: None }
}
