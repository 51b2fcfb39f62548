//! As many Argon2id hashes as asked on as many threads, and nothing else: what `accounts create` is measured against.
//!
//!     cargo run --release --example argon2 -- 300 2

use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::{Algorithm, Argon2, Block, Params, Version};

fn main() {
    let mut numbers =
        std::env::args().skip(1).map(|word| word.parse().expect("combien de hachages, sur combien de fils"));
    let (hashes, threads): (usize, usize) = (numbers.next().unwrap_or(300), numbers.next().unwrap_or(2));
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| hash(&done, hashes));
        }
    });
}

/// Hashes until all are done, in one block of memory.
fn hash(done: &AtomicUsize, hashes: usize) {
    let params = Params::default();
    let mut memory = vec![Block::new(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut output = [0; 32];
    loop {
        let number = done.fetch_add(1, Ordering::Relaxed);
        if number >= hashes {
            return;
        }
        let password = format!("{number:08}");
        let hashed = argon2.hash_password_into_with_memory(password.as_bytes(), &[7; 16], &mut output, &mut memory);
        hashed.expect("les paramètres par défaut sont bons");
    }
}
