//! What pages refer to: faces, pictures, the QR code. printpdf makes them, on a page of its own that shows every letter of the
//! document; they are taken from there once all pages are drawn, each font with its shown letters alone.

use std::collections::{BTreeMap, HashMap};

use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, FontId, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem, XObjectId,
};
use subsetter::GlyphRemapper;

use super::content::Shown;
use super::file::{File, Id};
use super::structure::Figure;
use super::values::{entries, put, spell};
use super::{Contents, PdfError, fault};
use crate::paper::fonts::{FontRank, Fonts};
use crate::paper::picture::Picture;

/// The QR code of a text, ready to be placed: its size in its own units.
pub struct Code {
    pub side: f32,
    form: Option<ExternalXObject>,
}

impl Code {
    pub fn new(text: &str) -> Result<Self, PdfError> {
        if text.is_empty() {
            return Ok(Self { side: 1.0, form: None });
        }
        let (form, side) = qr_code(text)?;
        Ok(Self { side, form: Some(form) })
    }
}

/// A document of printpdf's with one page, and the names of what it holds.
struct Model {
    pdf: lopdf::Document,
    fonts: Vec<(FontRank, FontId)>,
    forms: Vec<(Figure, XObjectId)>,
}

impl Model {
    fn new(contents: &Contents<'_>, fonts: &Fonts, code: Code, shown: &Shown) -> Result<Self, PdfError> {
        let mut document = PdfDocument::new(contents.title);
        describe(&mut document, contents)?;
        let pictures = [(Figure::Logo, contents.logo), (Figure::Stamp, contents.stamp)];
        let pictures = pictures.into_iter().filter_map(|(figure, picture)| Some((figure, image(picture?))));
        let forms = pictures.chain(code.form.map(|form| (Figure::Code, form)));
        let forms: Vec<_> = forms.map(|(figure, form)| (figure, document.add_xobject(&form))).collect();
        let used = shown.fonts().filter_map(|font| Some((font, fonts.typeface(font)?)));
        let fonts: Vec<_> = used.map(|(font, face)| (font, document.add_font(&face.parsed))).collect();
        let ops = fonts.iter().flat_map(|(font, id)| {
            let glyphs = shown.of(*font).map(|(glyph, letters)| {
                let mut point = printpdf::Codepoint::new(glyph, 0.0);
                point.cid = Some(letters.to_string());
                point
            });
            let font = PdfFontHandle::External(id.clone());
            [
                Op::StartTextSection,
                Op::SetFont { font, size: Pt(1.0) },
                Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] },
                Op::EndTextSection,
            ]
        });
        document.pages = vec![PdfPage::new(Mm(1.0), Mm(1.0), ops.collect())];
        let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
        let mut warnings = Vec::new();
        let pdf = document.to_lopdf_document(&options, &mut warnings);
        let wrong = warnings.iter().find(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error);
        wrong.map_or(Ok(Self { pdf, fonts, forms }), |warning| Err(fault(&warning.msg)))
    }

    /// The page that is of no use but for what it refers to.
    fn page(&self) -> Result<&Dictionary, PdfError> {
        let page = self.pdf.get_pages().into_values().next().ok_or_else(|| fault("document sans page"))?;
        self.pdf.get_dictionary(page).map_err(fault)
    }

    /// Where printpdf put each of the things that the page has under a key, by its name.
    fn places<'n, T>(
        &self,
        key: &[u8],
        named: impl Iterator<Item = (T, &'n str)>,
    ) -> Result<Vec<(T, ObjectId)>, PdfError> {
        let resources = self.pdf.get_dictionary(referred(self.page()?, b"Resources")?).map_err(fault)?;
        let listed = self.pdf.get_dictionary(referred(resources, key)?).map_err(fault)?;
        named.map(|(what, name)| Ok((what, referred(listed, name.as_bytes())?))).collect()
    }
}

/// The object that a dictionary refers to under a key.
fn referred(dictionary: &Dictionary, key: &[u8]) -> Result<ObjectId, PdfError> {
    dictionary.get(key).and_then(Object::as_reference).map_err(fault)
}

/// Who made the document, and when.
fn describe(document: &mut PdfDocument, contents: &Contents<'_>) -> Result<(), PdfError> {
    let date = printpdf::OffsetDateTime::from_unix_timestamp(contents.made_at).map_err(fault)?;
    let info = &mut document.metadata.info;
    info.creation_date = date;
    info.modification_date = date;
    info.metadata_date = date;
    contents.author.clone_into(&mut info.author);
    "cpro".clone_into(&mut info.creator);
    Ok(())
}

/// What the end of a file says: the description of the document, and what tells it from others.
pub struct Trailer {
    pub info: Id,
    pub id: Vec<u8>,
}

/// Writes all that pages refer to, under the number that they know.
pub fn write(
    file: &mut File,
    resources: Id,
    contents: &Contents<'_>,
    fonts: &Fonts,
    code: Code,
    shown: &Shown,
) -> Result<Trailer, PdfError> {
    let mut model = Model::new(contents, fonts, code, shown)?;
    let faces = model.places(b"Font", model.fonts.iter().map(|(font, id)| (*font, id.0.as_str())))?;
    let forms = model.places(b"XObject", model.forms.iter().map(|(form, id)| (*form, id.0.as_str())))?;
    for (font, id) in &faces {
        let glyphs: Vec<u16> = shown.of(*font).map(|(glyph, _)| glyph).collect();
        let face = fonts.typeface(*font).ok_or_else(|| fault("police perdue"))?;
        lighten(&mut model.pdf, *id, &face.bytes, &glyphs)?;
    }
    // The number 0 of printpdf's is none.
    let first = file.promise_many(model.pdf.max_id as usize) - 1;
    file.object(resources, |out| {
        out.extend_from_slice(b"<</Font<<");
        faces.iter().for_each(|(font, id)| put(out, format_args!("/F{font} {} 0 R", id.0 + first)));
        out.extend_from_slice(b">>/XObject<<");
        forms.iter().for_each(|(form, id)| put(out, format_args!("/{} {} 0 R", form.resource(), id.0 + first)));
        out.extend_from_slice(b">>>>");
    });
    let info = referred(&model.pdf.trailer, b"Info")?;
    let description = model.pdf.get_object_mut(info).and_then(Object::as_dict_mut).map_err(fault)?;
    description.remove(b"GTS_PDFXVersion");
    let drawn = referred(model.page()?, b"Contents")?;
    copy(file, &model.pdf, first, drawn);
    let mut id = Vec::new();
    spell(&mut id, model.pdf.trailer.get(b"ID").map_err(fault)?, 0);
    Ok(Trailer { info: info.0 + first, id })
}

/// Copies what was made, but for the page and what leads to it.
fn copy(file: &mut File, pdf: &lopdf::Document, first: Id, drawn: ObjectId) {
    for (id, object) in &pdf.objects {
        match object {
            _ if *id == drawn => {}
            Object::Stream(stream) => {
                let plain = !stream.dict.has(b"Filter");
                let small = if plain { file.deflated(&stream.content) } else { Vec::new() };
                let is_smaller = plain && small.len() < stream.content.len();
                let mut dictionary = stream.dict.clone();
                dictionary.remove(b"Length");
                let mut words = Vec::new();
                entries(&mut words, &dictionary, first);
                if is_smaller {
                    words.extend_from_slice(b"/Filter/FlateDecode");
                }
                file.stream(id.0 + first, &words, if is_smaller { &small } else { &stream.content });
            }
            Object::Dictionary(dictionary) if leads_to_pages(dictionary) => {}
            object => file.object(id.0 + first, |out| spell(out, object, first)),
        }
    }
}

fn leads_to_pages(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    [&b"Page"[..], b"Pages", b"Catalog"].contains(&kind) || dictionary.has(b"ExtGState")
}

/// Embeds of a font what is shown alone. Numbers of glyphs stay those that pages use: a table leads to the new ones.
fn lighten(pdf: &mut lopdf::Document, font: ObjectId, bytes: &[u8], glyphs: &[u16]) -> Result<(), PdfError> {
    let mut remapper = GlyphRemapper::new();
    let most = glyphs.iter().copied().max().unwrap_or_default();
    let mut table = vec![0; 2 * (usize::from(most) + 1)];
    for glyph in glyphs {
        let place = 2 * usize::from(*glyph);
        table[place..place + 2].copy_from_slice(&remapper.remap(*glyph).to_be_bytes());
    }
    let subset = subsetter::subset(bytes, 0, &remapper).map_err(fault)?;
    let table = pdf.add_object(lopdf::Stream::new(Dictionary::new(), table));
    let dictionary = pdf.get_object_mut(font).and_then(Object::as_dict_mut).map_err(fault)?;
    let whole = dictionary.get(b"BaseFont").and_then(Object::as_name).map_err(fault)?;
    let name = Object::Name([&tag(glyphs)[..], whole].concat());
    dictionary.set("BaseFont", name.clone());
    let below = dictionary.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(fault)?;
    let below = below.first_mut().ok_or_else(|| fault("police sans dessin"))?.as_dict_mut().map_err(fault)?;
    below.set("BaseFont", name.clone());
    below.set("CIDToGIDMap", table);
    let descriptor = referred(below, b"FontDescriptor")?;
    let descriptor = pdf.get_object_mut(descriptor).and_then(Object::as_dict_mut).map_err(fault)?;
    descriptor.set("FontName", name);
    let program = referred(descriptor, b"FontFile2")?;
    let program = pdf.get_object_mut(program).and_then(Object::as_stream_mut).map_err(fault)?;
    program.dict.set("Length1", subset.len() as i64);
    program.set_content(subset);
    Ok(())
}

/// « ABCDEF+ », which says that a font is not whole, from what is left of it.
fn tag(glyphs: &[u16]) -> [u8; 7] {
    let mut sum = glyphs
        .iter()
        .fold(glyphs.len() as u64, |sum, glyph| sum.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(*glyph)));
    let mut tag = [b'+'; 7];
    for letter in &mut tag[..6] {
        *letter = b'A' + (sum % 26) as u8;
        sum /= 26;
    }
    tag
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
