//! Lists in columns: the bytes come after a header, or are the header too.

#![no_main]

mod shared;

use cpro::sources::Wanted;
use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = b"Nom;Pr\xe9nom;Date de naissance;INE;N\xb0 interne;Division;Type Structure;Date sortie;Profil\n";

fuzz_target!(|bytes: &[u8]| {
    let wanted = [Wanted::Pupils, Wanted::Candidates, Wanted::People { staff: true }];
    shared::try_all(bytes, &wanted);
    shared::try_all(&[HEADER, bytes].concat(), &wanted);
});
