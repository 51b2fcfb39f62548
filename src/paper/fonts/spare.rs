//! Spare faces: Noto Sans (OFL 1.1), each for its script, without what only screens need.

/// Letters, from and to.
type Letters = &'static [(u32, u32)];

macro_rules! noto {
    ($name:literal, $letters:expr) => {
        (
            $name,
            &$letters,
            include_bytes!(concat!("noto/", $name, "-Regular.ttf")),
            include_bytes!(concat!("noto/", $name, "-Bold.ttf")),
        )
    };
}

/// Name, letters that it is for, the file and that of its bold.
pub const SPARES: [(&str, Letters, &[u8], &[u8]); 9] = [
    noto!(
        "NotoSans",
        [
            (0x20, 0x36f),
            (0x370, 0x52f),
            (0x1ab0, 0x1aff),
            (0x1dc0, 0x2060),
            (0x20ac, 0x2116),
            (0x2c60, 0x2c7f),
            (0xa720, 0xa7ff)
        ]
    ),
    noto!("NotoSansArabic", [(0x20, 0x7e), (0xa0, 0xa0), (0x600, 0x6ff), (0x750, 0x77f)]),
    noto!("NotoSansHebrew", [(0x590, 0x5ff)]),
    noto!("NotoSansArmenian", [(0x530, 0x58f)]),
    noto!("NotoSansGeorgian", [(0x10a0, 0x10ff), (0x1c90, 0x1cbf)]),
    noto!("NotoSansTamil", [(0xb80, 0xbff), (0x964, 0x965)]),
    noto!("NotoSansDevanagari", [(0x900, 0x97f)]),
    noto!("NotoSansThai", [(0xe00, 0xe7f)]),
    noto!("NotoSansEthiopic", [(0x1200, 0x139f)]),
];
