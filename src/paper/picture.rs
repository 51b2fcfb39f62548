//! The establishment's logo and stamp: decoded within limits, flattened on white, encoded again.

use std::fmt;
use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Filter, Transformations};
use resize::{Pixel::RGB8, Type, px::RGB};
use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

/// Largest file, in bytes, and largest side, in pixels.
pub const MAX_BYTES: usize = 5_000_000;
pub const MAX_SIDE: u32 = 4_000;
/// Side above which a picture is made smaller: 60 mm at 300 dots an inch.
const KEPT_SIDE: u32 = 720;
/// What the PNG decoder may hold beside the pixels, in bytes.
const MOST_HELD: usize = 160 << 20;

/// Pixels of a picture: red, green, blue, from the top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
}

/// Why a picture was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureError {
    TooHeavy,
    TooLarge,
    Svg,
    UnknownFormat,
    Damaged,
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooHeavy => "l’image dépasse 5 Mo",
            Self::TooLarge => "l’image dépasse 4 000 pixels de côté",
            Self::Svg => "les images SVG ne sont pas acceptées : enregistrez-la en PNG",
            Self::UnknownFormat => "ce n’est ni une image PNG ni une image JPEG",
            Self::Damaged => "l’image est endommagée ou incomplète",
        })
    }
}

/// Reads a PNG or JPEG file of the user's.
pub fn read(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooHeavy);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
    if start.contains("<svg") || start.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml") {
        return Err(PictureError::Svg);
    }
    let picture = match bytes {
        [0x89, b'P', b'N', b'G', ..] => read_png(bytes),
        [0xff, 0xd8, 0xff, ..] => read_jpeg(bytes),
        _ => Err(PictureError::UnknownFormat),
    }?;
    picture.shrunk().ok_or(PictureError::Damaged)
}

fn read_png(bytes: &[u8]) -> Result<Picture, PictureError> {
    let failed = |error| match error {
        png::DecodingError::LimitsExceeded => PictureError::TooLarge,
        _ => PictureError::Damaged,
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MOST_HELD });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let (width, height) = decoder.read_header_info().map_err(failed)?.size();
    if width.max(height) > MAX_SIDE {
        return Err(PictureError::TooLarge);
    }
    let mut reader = decoder.read_info().map_err(failed)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(PictureError::TooLarge)?];
    let frame = reader.next_frame(&mut pixels).map_err(failed)?;
    pixels.truncate(frame.buffer_size());
    let rgb = match frame.color_type {
        ColorType::Rgb => pixels,
        ColorType::Grayscale => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        ColorType::GrayscaleAlpha => on_white(pixels.as_chunks().0, |[grey, alpha]| ([*grey; 3], *alpha)),
        ColorType::Rgba => on_white(pixels.as_chunks().0, |[red, green, blue, alpha]| ([*red, *green, *blue], *alpha)),
        // The decoder has replaced it.
        ColorType::Indexed => return Err(PictureError::Damaged),
    };
    Ok(Picture { width, height, rgb })
}

fn read_jpeg(bytes: &[u8]) -> Result<Picture, PictureError> {
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| PictureError::Damaged)?;
    let info = decoder.info().ok_or(PictureError::Damaged)?;
    let (width, height) = (info.width.into(), info.height.into());
    if u32::max(width, height) > MAX_SIDE {
        return Err(PictureError::TooLarge);
    }
    if is_cut(bytes) {
        return Err(PictureError::Damaged);
    }
    let rgb = decoder.decode().map_err(|_| PictureError::Damaged)?;
    Ok(Picture { width, height, rgb })
}

/// True for a JPEG without an end of its own: decoders show it as far as it goes, and grey below. Thumbnails are passed over, and
/// telephones append what they like.
fn is_cut(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    // Between a scan and the next marker, 0xff stands before a zero or a restart.
    let begins = |two: &[u8]| two[0] == 0xff && !matches!(two[1], 0x00 | 0xd0..=0xd7 | 0xff);
    while let Some(at) = rest.windows(2).position(begins) {
        let (marker, segment) = (rest[at + 1], &rest[at + 2..]);
        if marker == 0xd9 {
            return false;
        }
        let length = segment.first_chunk().map_or(usize::MAX, |length| u16::from_be_bytes(*length).into());
        rest = segment.get(length..).unwrap_or_default();
    }
    true
}

/// Paper is white: what is transparent becomes white, so that the file needs no mask.
fn on_white<const N: usize>(pixels: &[[u8; N]], parts: impl Fn(&[u8; N]) -> ([u8; 3], u8)) -> Vec<u8> {
    let over = |channel: u8, alpha: u8| {
        let alpha = u16::from(alpha);
        u8::try_from((u16::from(channel) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    pixels.iter().map(parts).flat_map(|(rgb, alpha)| rgb.map(|channel| over(channel, alpha))).collect()
}

impl Picture {
    /// As kept in the base.
    pub fn to_png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Fast);
        encoder.set_filter(Filter::Adaptive);
        // Writing to memory cannot fail, and every pixel is there.
        let _ = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.rgb));
        bytes
    }

    fn shrunk(self) -> Option<Self> {
        let largest = self.width.max(self.height);
        if largest <= KEPT_SIDE {
            return Some(self);
        }
        let side = |side: u32| (f64::from(side * KEPT_SIDE) / f64::from(largest)).round().max(1.0) as u32;
        self.resized(side(self.width), side(self.height), Type::Lanczos3)
    }

    /// The same picture in other dimensions; none where it or they are empty.
    pub fn resized(&self, width: u32, height: u32, filter: Type) -> Option<Self> {
        let [from, to] = [[self.width, self.height], [width, height]].map(|sides| sides.map(|side| side as usize));
        let pixels: Vec<RGB<u8>> = self.rgb.as_chunks().0.iter().map(|[r, g, b]| RGB::new(*r, *g, *b)).collect();
        let mut resized = vec![RGB::new(0, 0, 0); to[0] * to[1]];
        resize::new(from[0], from[1], to[0], to[1], RGB8, filter).ok()?.resize(&pixels, &mut resized).ok()?;
        Some(Self { width, height, rgb: resized.iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageBuffer, ImageFormat, Rgb, Rgba};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let image = ImageBuffer::from_pixel(width, height, Rgba([255_u8, 0, 0, 128]));
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = DynamicImage::new_rgb8(width, height);
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        bytes
    }

    #[test]
    fn a_photograph_ends_where_it_says() {
        let whole = jpeg(400, 300);
        // A thumbnail with an end of its own, as cameras write one.
        let thumbnail = [&[0xff, 0xe1, 0x00, 0x08][..], &[0xff, 0xda, 0x00, 0x01, 0xff, 0xd9]].concat();
        let with_thumbnail = [&whole[..2], &thumbnail, &whole[2..]].concat();
        let with_film = [&with_thumbnail[..], b"film", &[0xff, 0xda, 0x12]].concat();
        assert_eq!([&whole, &with_thumbnail, &with_film].map(|bytes| is_cut(bytes)), [false; 3]);
        assert_eq!(read(&with_film).unwrap(), read(&whole).unwrap());
        for bytes in [&whole, &with_thumbnail] {
            assert!((0..bytes.len()).all(|cut| is_cut(&bytes[..cut])));
        }
    }

    #[test]
    fn transparency_becomes_white() {
        let picture = read(&png(4, 2)).unwrap();
        assert_eq!((picture.width, picture.height, &picture.rgb[..3]), (4, 2, &[255, 127, 127][..]));
        assert_eq!(read(&picture.to_png()).unwrap(), picture);
    }

    #[test]
    fn sixteen_bits_a_channel_are_read() {
        let image = ImageBuffer::from_pixel(2, 2, Rgba([65_535_u16, 0, 0, 65_535]));
        let mut bytes = Vec::new();
        DynamicImage::ImageRgba16(image).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        assert_eq!(read(&bytes).unwrap().rgb[..3], [255, 0, 0]);
    }

    #[test]
    fn large_ones_are_made_smaller() {
        let picture = read(&png(1_440, 100)).unwrap();
        assert_eq!((picture.width, picture.height), (720, 50));
        assert!(picture.rgb.as_chunks().0.iter().all(|rgb| *rgb == [255, 127, 127]));
        assert_eq!(read(&png(3, 4_000)).unwrap().width, 1);
    }

    /// Every kind that a program may have written, as the decoders of another library read them.
    #[test]
    fn pictures_are_what_others_see() {
        let rgba =
            ImageBuffer::from_fn(23, 17, |x, y| Rgba([x as u8 * 11, y as u8 * 15, (x * y) as u8, (255 - x * 9) as u8]));
        let plain = DynamicImage::ImageRgba8(rgba);
        let kinds = [
            DynamicImage::from(plain.to_luma8()),
            DynamicImage::from(plain.to_luma_alpha8()),
            DynamicImage::from(plain.to_rgb8()),
            plain.clone(),
            DynamicImage::from(plain.to_luma16()),
            DynamicImage::from(plain.to_rgba16()),
        ];
        let written = kinds
            .iter()
            .map(|kind| (kind, ImageFormat::Png))
            .chain([(&kinds[0], ImageFormat::Jpeg), (&kinds[2], ImageFormat::Jpeg)]);
        for (image, format) in written {
            let mut bytes = Vec::new();
            image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
            let seen = image::load_from_memory(&bytes).unwrap().to_rgba8();
            let found = read(&bytes).unwrap();
            assert_eq!((found.width, found.height), seen.dimensions());
            // A base of before holds what that library wrote, which the same picture must still be.
            let mut written = Vec::new();
            let rgb = ImageBuffer::<Rgb<u8>, _>::from_raw(found.width, found.height, found.rgb.clone()).unwrap();
            rgb.write_to(&mut Cursor::new(&mut written), ImageFormat::Png).unwrap();
            assert_eq!(found.to_png(), written);
            for (pixel, rgb) in seen.pixels().zip(found.rgb.as_chunks::<3>().0) {
                let alpha = u32::from(pixel.0[3]);
                let over = |channel: u8| (u32::from(channel) * alpha + 255 * (255 - alpha)) / 255;
                let expected = [0, 1, 2].map(|channel| over(pixel.0[channel]));
                assert!(expected.iter().zip(rgb).all(|(one, other)| one.abs_diff(u32::from(*other)) <= 1), "{image:?}");
            }
        }
    }

    #[test]
    fn what_is_refused() {
        let mut bomb = png(10, 10);
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let truncated = &png(50, 50)[..60];
        let photograph = jpeg(400, 400);
        let cut = &photograph[..photograph.len() - 200];
        let cases: [(&[u8], PictureError); 9] = [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureError::Svg),
            (b"<?xml version='1.0'?><svg/>", PictureError::Svg),
            (b"GIF89a", PictureError::UnknownFormat),
            (b"", PictureError::UnknownFormat),
            (truncated, PictureError::Damaged),
            (&png(4_001, 1), PictureError::TooLarge),
            (&jpeg(4_001, 1), PictureError::TooLarge),
            (&jpeg(40, 40)[..60], PictureError::Damaged),
            (cut, PictureError::Damaged),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(bytes).err(), Some(expected));
        }
        assert!(read(&bomb).is_err());
        assert_eq!(read(&vec![0; MAX_BYTES + 1]).err(), Some(PictureError::TooHeavy));
    }
}
