//! What takes time in September: hashing, reading, laying out. Each beside a floor, so that only the ratio counts.
//!
//! `cargo bench` ; pairs with other programs are in `benches/paires.py`.

#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::io::Cursor;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use cpro::domain::account::plan;
use cpro::domain::audience::Audience;
use cpro::domain::hashing::{Cost, HashJob, SALT, hash_all};
use cpro::domain::login::Registry;
use cpro::domain::person::{Person, PersonId};
use cpro::domain::profile::Profile;
use cpro::domain::roster::Intake;
use cpro::domain::secret::{Mode, Secret};
use cpro::domain::slip::{Slip, SlipPassword};
use cpro::paper::fonts::Fonts;
use cpro::paper::layout::School;
use cpro::paper::pdf::{Contents, render};
use cpro::paper::sheet::{Setup, sheet};
use cpro::paper::stock::Stock;
use cpro::paper::wording::Wording;
use cpro::sources::{ReadOptions, Wanted, read};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 9, 1);

/// Hashes of a class, with the bare loop over the same crate that nothing can beat.
fn hashing(criterion: &mut Criterion) {
    let jobs: Vec<HashJob> =
        (0..32).map(|n| HashJob { secret: Secret::new(&format!("0102{n:04}")), salt: [n; SALT] }).collect();
    let mut group = criterion.benchmark_group("argon2id, 32 mots de passe, 2 fils");
    group.sample_size(10);
    group.throughput(Throughput::Elements(32));
    group.bench_function("boucle nue", |bencher| bencher.iter(|| bare_loop(&jobs)));
    group.bench_function("hash_all", |bencher| {
        bencher.iter(|| hash_all(black_box(&jobs), Cost::STANDARD, 2, &AtomicBool::new(false), &|| {}).unwrap());
    });
    group.finish();
}

fn bare_loop(jobs: &[HashJob]) {
    let cursor = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let params = Params::default();
                let mut memory = vec![Block::new(); params.block_count()];
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                while let Some(job) = jobs.get(cursor.fetch_add(1, Ordering::Relaxed)) {
                    let mut tag = [0_u8; 32];
                    let secret = job.secret.expose().as_bytes();
                    argon2.hash_password_into_with_memory(secret, &job.salt, &mut tag, &mut memory).unwrap();
                    black_box(tag);
                }
            });
        }
    });
}

fn export(rows: usize) -> Vec<u8> {
    let mut text =
        String::from("Nom de famille;Nom d'usage;Prénom 1;Date de naissance;INE;N° interne;Code MEF;Division\r\n");
    for n in 0..rows {
        text += &format!(
            "LEFÈVRE-{};;Zoé;{:02}/03/2010;{:09}AB;{:05}990001;24725510211;2MELEC1\r\n",
            n % 997,
            n % 28 + 1,
            n,
            n % 100_000
        );
    }
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

fn reading(criterion: &mut Criterion) {
    let bytes = export(30_000);
    let mut group = criterion.benchmark_group("lecture de 30 000 lignes");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("csv seul", |bencher| {
        bencher.iter(|| {
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
            let mut record = csv::ByteRecord::new();
            while reader.read_byte_record(&mut record).unwrap() {
                black_box(&record);
            }
        });
    });
    group.bench_function("sources::read", |bencher| {
        bencher.iter(|| {
            let stop = AtomicBool::new(false);
            let options = ReadOptions::new(Wanted::Pupils, TODAY, &stop);
            read(&mut Cursor::new(black_box(&bytes)), 0, &mut Intake::default(), &options).unwrap()
        });
    });
    group.finish();
}

fn logins(criterion: &mut Criterion) {
    let people: Vec<(PersonId, Person)> = (0..3_000)
        .map(|n| {
            let person = Person {
                family_name: format!("LEFÈVRE {}", n % 300).into(),
                first_name: "Zoé".into(),
                birth_date: Some(jiff::civil::date(2010, 1, 1)),
                ..Person::new(Profile::Student)
            };
            (PersonId(n), person)
        })
        .collect();
    criterion.bench_function("3 000 identifiants", |bencher| {
        bencher.iter(|| plan(black_box(&people), &mut Registry::default(), &|_| Mode::BirthDate, TODAY));
    });
}

fn slips(criterion: &mut Criterion) {
    let slips: Vec<Slip> = (0..200)
        .map(|n| Slip {
            profile: Profile::Student,
            audience: Audience::Pupil,
            first_name: "Marie-Clémentine".to_owned(),
            surname: "DE LA ROCHE-SAINT-ANDRÉ".to_owned(),
            mark: String::new(),
            division: "2MELEC1".to_owned(),
            login: format!("marie.de-la-roche{n}"),
            password: SlipPassword::Provisional { secret: Secret::new("01022010"), valid_until: Some(TODAY) },
            serial: format!("1-{n:04}"),
        })
        .collect();
    let school = School {
        name: "Lycée des Tilleuls".to_owned(),
        email: "secretariat@tilleuls.example".to_owned(),
        site: "https://www.cpro-sti.fr/0990001n".to_owned(),
        sender: Vec::new(),
        town: String::new(),
        year: 2026,
        printed_on: TODAY,
        logo: None,
        stamp: None,
        wording: Wording::french(),
        language: None,
        second: None,
        behind: false,
        own: std::collections::BTreeMap::new(),
    };
    let fonts = Fonts::load().unwrap();
    let contents = Contents {
        title: "Papillons",
        author: "",
        made_at: 0,
        logo: None,
        stamp: None,
        qr: &school.site,
        alternatives: school.alternatives(),
        language: "fr",
        duplex: false,
        outline: &[],
        workers: 2,
    };
    let setup = Setup { stock: Stock::cut(1), ..Setup::default() };
    let page = |n: usize| sheet(&slips, &[Some(n)], &setup, &school, &fonts);
    let mut group = criterion.benchmark_group("200 papillons");
    group.sample_size(10);
    group.throughput(Throughput::Elements(200));
    group.bench_function("mise en page", |bencher| {
        bencher.iter(|| (0..slips.len()).map(|n| page(n).items.len()).sum::<usize>());
    });
    group.bench_function("PDF", |bencher| {
        bencher.iter(|| render(slips.len(), &page, &contents, &fonts).unwrap().len());
    });
    group.finish();
}

criterion_group!(benches, hashing, reading, logins, slips);
criterion_main!(benches);
