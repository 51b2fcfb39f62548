//! A PDF file written as its objects come: small ones in compressed packs, streams between them, the table of all at the end
//! (PDF 32000-1, 7.5.7 and 7.5.8). Nothing is held back but a pack that is being filled.

use flate2::{Compress, Compression, FlushCompress, Status};

/// Number of an object.
pub type Id = u32;

/// Objects of a pack.
const PACKED: usize = 1_000;

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Promised, and not written yet.
    Nowhere,
    /// From this byte on.
    At(usize),
    /// In a pack, at this rank.
    In(Id, usize),
}

/// A file that is being written.
pub struct File {
    bytes: Vec<u8>,
    /// Of each object, the first one for no object at all.
    places: Vec<Place>,
    /// Numbers of the objects of the pack, and where each begins in it.
    packed: Vec<(Id, usize)>,
    pack: Vec<u8>,
    deflater: Deflater,
}

impl File {
    pub fn new() -> Self {
        // Bytes that are no text: what carries files about must not change their ends of lines.
        let bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let places = vec![Place::Nowhere];
        Self { bytes, places, packed: Vec::new(), pack: Vec::new(), deflater: Deflater::new() }
    }

    /// A content as the filter of its name reads it.
    pub fn deflated(&mut self, content: &[u8]) -> Vec<u8> {
        self.deflater.deflated(content)
    }

    /// A number for an object that is written later.
    pub fn promise(&mut self) -> Id {
        self.places.push(Place::Nowhere);
        self.places.len() as Id - 1
    }

    /// Numbers for so many objects, the first of them.
    pub fn promise_many(&mut self, many: usize) -> Id {
        let first = self.places.len();
        self.places.resize(first + many, Place::Nowhere);
        first as Id
    }

    /// Writes an object that is no stream.
    pub fn object(&mut self, id: Id, write: impl FnOnce(&mut Vec<u8>)) {
        self.packed.push((id, self.pack.len()));
        write(&mut self.pack);
        self.pack.push(b'\n');
        if self.packed.len() == PACKED {
            self.close_pack();
        }
    }

    /// Writes a stream: `dictionary` holds what its length does not say, `data` is as it will be read.
    pub fn stream(&mut self, id: Id, dictionary: &[u8], data: &[u8]) {
        self.places[id as usize] = Place::At(self.bytes.len());
        self.bytes.extend_from_slice(format!("{id} 0 obj\n<<").as_bytes());
        self.bytes.extend_from_slice(dictionary);
        self.bytes.extend_from_slice(format!("/Length {}>>\nstream\n", data.len()).as_bytes());
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn close_pack(&mut self) {
        if self.packed.is_empty() {
            return;
        }
        let id = self.promise();
        let mut content = Vec::with_capacity(self.pack.len() + 8 * PACKED);
        for (rank, (object, start)) in self.packed.iter().enumerate() {
            self.places[*object as usize] = Place::In(id, rank);
            content.extend_from_slice(format!("{object} {start} ").as_bytes());
        }
        let (many, first) = (self.packed.len(), content.len());
        content.append(&mut self.pack);
        self.packed.clear();
        let dictionary = format!("/Type/ObjStm/N {many}/First {first}/Filter/FlateDecode");
        let small = self.deflated(&content);
        self.stream(id, dictionary.as_bytes(), &small);
    }

    /// Ends the file: `trailer` says which object is the catalogue, and whatever else a trailer says.
    pub fn close(mut self, trailer: &[u8]) -> Vec<u8> {
        self.close_pack();
        let id = self.promise();
        let start = self.bytes.len();
        self.places[id as usize] = Place::At(start);
        let mut table = Vec::with_capacity(self.places.len() * 8);
        let mut above = [0; 7];
        for (object, place) in self.places.iter().enumerate() {
            let (kind, field, rank) = match *place {
                // The head of what is free, which is all that is.
                Place::Nowhere => (0, 0, if object == 0 { 65_535 } else { 0 }),
                Place::At(byte) => (1, byte, 0),
                Place::In(pack, rank) => (2, pack as usize, rank),
            };
            let [field, rank] = [(field as u32).to_be_bytes(), (rank as u32).to_be_bytes()];
            let row = [kind, field[0], field[1], field[2], field[3], rank[2], rank[3]];
            // As the difference to the row above (PNG’s filter 2): neighbours resemble each other.
            table.push(2);
            table.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        let size = self.places.len();
        let mut dictionary =
            format!("/Type/XRef/Size {size}/W[1 4 2]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>")
                .into_bytes();
        dictionary.extend_from_slice(trailer);
        let small = self.deflated(&table);
        self.stream(id, &dictionary, &small);
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }
}

/// What makes contents smaller, one after the other in the same memory.
pub struct Deflater(Compress);

impl Deflater {
    pub fn new() -> Self {
        Self(Compress::new(Compression::default(), true))
    }

    /// A content as the filter of its name reads it.
    pub fn deflated(&mut self, content: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut out = Vec::with_capacity(content.len() / 2 + 64);
        // Writing to memory cannot fail.
        while let Ok(Status::Ok | Status::BufError) =
            self.0.compress_vec(&content[self.0.total_in() as usize..], &mut out, FlushCompress::Finish)
        {
            out.reserve(out.capacity());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn contents_one_after_the_other() {
        let mut deflater = Deflater::new();
        let noise: Vec<u8> = (0..40_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        for content in [&b"BT ET"[..], &noise, b"", &b"re f ".repeat(9_000)] {
            let mut read = Vec::new();
            flate2::read::ZlibDecoder::new(&*deflater.deflated(content)).read_to_end(&mut read).unwrap();
            assert!(read == content);
        }
    }
}
