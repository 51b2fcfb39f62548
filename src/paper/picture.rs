//! The establishment's logo and stamp: decoded within limits, flattened on white, encoded again.

use std::fmt;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbImage, imageops::FilterType};

/// Largest file, in bytes, and largest side, in pixels.
pub const MAX_BYTES: usize = 5_000_000;
pub const MAX_SIDE: u32 = 4_000;
/// Side above which a picture is made smaller: 60 mm at 300 dots an inch.
const KEPT_SIDE: u32 = 720;

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
    let format =
        image::guess_format(bytes).ok().filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.ok_or(PictureError::UnknownFormat)?);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(160 << 20);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        _ => PictureError::Damaged,
    })?;
    Ok(flatten(&shrunk(decoded)))
}

fn shrunk(image: DynamicImage) -> DynamicImage {
    if image.width().max(image.height()) <= KEPT_SIDE {
        image
    } else {
        image.resize(KEPT_SIDE, KEPT_SIDE, FilterType::Lanczos3)
    }
}

/// Paper is white: what is transparent becomes white, so that the file needs no mask.
fn flatten(image: &DynamicImage) -> Picture {
    let rgba = image.to_rgba8();
    let (width, height) = rgba.dimensions();
    let over = |channel: u8, alpha: u8| {
        let alpha = u16::from(alpha);
        u8::try_from((u16::from(channel) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    let rgb = rgba.pixels().flat_map(|pixel| [0, 1, 2].map(|channel| over(pixel.0[channel], pixel.0[3]))).collect();
    Picture { width, height, rgb }
}

impl Picture {
    /// As kept in the base.
    pub fn to_png(&self) -> Vec<u8> {
        let mut png = Vec::new();
        if let Some(image) = RgbImage::from_raw(self.width, self.height, self.rgb.clone()) {
            // Writing to memory cannot fail.
            let _ = image.write_to(&mut Cursor::new(&mut png), ImageFormat::Png);
        }
        png
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageBuffer, Rgba};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let image = ImageBuffer::from_pixel(width, height, Rgba([255_u8, 0, 0, 128]));
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
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
    }

    #[test]
    fn what_is_refused() {
        let mut bomb = png(10, 10);
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let truncated = &png(50, 50)[..60];
        let cases: [(&[u8], PictureError); 6] = [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureError::Svg),
            (b"<?xml version='1.0'?><svg/>", PictureError::Svg),
            (b"GIF89a", PictureError::UnknownFormat),
            (b"", PictureError::UnknownFormat),
            (truncated, PictureError::Damaged),
            (&png(4_001, 1), PictureError::TooLarge),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(bytes).err(), Some(expected));
        }
        assert!(read(&bomb).is_err());
        assert_eq!(read(&vec![0; MAX_BYTES + 1]).err(), Some(PictureError::TooHeavy));
    }
}
