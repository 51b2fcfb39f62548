//! Argon2id on all cores, each thread re-using its block of memory.
//!
//! Passwords come in, PHC strings go out in the same order; nothing is written or shown.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, PasswordVerifier, Version};

use super::secret::Secret;

/// Bytes of salt drawn for each password.
pub const SALT: usize = 16;

/// Cost of one hash: memory in KiB, passes, lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Cost {
    /// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
    pub const STANDARD: Self = Self { memory: 19_456, passes: 2, lanes: 1 };
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.memory, self.passes, self.lanes)
    }
}

/// Why the hashing stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HashError {
    /// Somebody pressed Ctrl-C.
    Interrupted,
    /// The library refused the parameters.
    Refused(String),
}

/// One password to hash with its salt.
pub struct HashJob {
    pub secret: Secret,
    pub salt: [u8; SALT],
}

/// Hashes every job on `workers` threads; `done` is called once per password, `stop` is looked at between two.
pub fn hash_all(
    jobs: &[HashJob],
    cost: Cost,
    workers: usize,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<String>, HashError> {
    // Most imports hash nothing, and a thread's memory is 19 MiB.
    if jobs.is_empty() {
        return Ok(Vec::new());
    }
    let cursor = AtomicUsize::new(0);
    let mut hashes = vec![String::new(); jobs.len()];
    let work = || hash_some(jobs, cost, &cursor, stop, done);
    let parts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers.clamp(1, jobs.len())).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(refused("fil interrompu"))))
            .collect::<Vec<_>>()
    });
    for part in parts {
        for (index, hash) in part? {
            hashes[index] = hash;
        }
    }
    Ok(hashes)
}

fn hash_some(
    jobs: &[HashJob],
    cost: Cost,
    cursor: &AtomicUsize,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<(usize, String)>, HashError> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, None).map_err(refused)?;
    let mut memory = vec![Block::new(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut hashes = Vec::new();
    loop {
        let index = cursor.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(index) else { return Ok(hashes) };
        if stop.load(Ordering::Relaxed) {
            return Err(HashError::Interrupted);
        }
        hashes.push((index, hash_one(&argon2, job, &mut memory)?));
        done();
    }
}

fn hash_one(argon2: &Argon2<'_>, job: &HashJob, memory: &mut [Block]) -> Result<String, HashError> {
    let mut output = [0_u8; 32];
    argon2
        .hash_password_into_with_memory(job.secret.expose().as_bytes(), &job.salt, &mut output, memory)
        .map_err(refused)?;
    let phc = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params()).map_err(refused)?,
        salt: Some(Salt::new(&job.salt).map_err(refused)?),
        hash: Some(Output::new(&output).map_err(refused)?),
    };
    Ok(phc.to_string())
}

fn refused(error: impl ToString) -> HashError {
    HashError::Refused(error.to_string())
}

/// True if `secret` is the password of `phc`, with whatever parameters the string names.
pub fn verify(secret: &Secret, phc: &str) -> bool {
    Argon2::default().verify_password(secret.expose().as_bytes(), phc).is_ok()
}

/// True if the string was made at a lower cost, in any of the three numbers.
pub fn is_weaker(phc: &str, cost: Cost) -> bool {
    let stored = PasswordHash::new(phc).ok().and_then(|hash| Params::try_from(&hash).ok());
    stored.is_some_and(|stored| {
        stored.m_cost() < cost.memory || stored.t_cost() < cost.passes || stored.p_cost() < cost.lanes
    })
}

/// A PHC string in its parts, for systems that keep them apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    pub cost: Cost,
    pub salt: Vec<u8>,
    pub hash: Vec<u8>,
}

/// The parts of a string of ours.
pub fn parts(phc: &str) -> Option<Parts> {
    let whole = PasswordHash::new(phc).ok()?;
    let params = Params::try_from(&whole).ok()?;
    let cost = Cost { memory: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
    Some(Parts { cost, salt: whole.salt?.as_ref().to_vec(), hash: whole.hash?.as_bytes().to_vec() })
}

/// True for a hash of ours that another school may hand over: Argon2id, whole, at a cost that a sign-in can bear.
pub fn is_sound(phc: &str) -> bool {
    let Ok(hash) = PasswordHash::new(phc) else { return false };
    let bearable = |params: Params| params.m_cost() <= 262_144 && params.t_cost() <= 8 && params.p_cost() <= 8;
    hash.algorithm == Algorithm::Argon2id.ident()
        && hash.salt.is_some()
        && hash.hash.is_some()
        && Params::try_from(&hash).is_ok_and(bearable)
}

/// A string of this cost that no password matches: an unknown login then takes as long as a known one.
pub fn decoy(cost: Cost) -> String {
    format!("$argon2id$v=19$m={},t={},p={}${}${}", cost.memory, cost.passes, cost.lanes, "A".repeat(22), "A".repeat(43))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 8, passes: 1, lanes: 1 };

    fn jobs(n: usize) -> Vec<HashJob> {
        (0..n).map(|i| HashJob { secret: Secret::new(&format!("mot de passe {i}")), salt: [i as u8; SALT] }).collect()
    }

    #[test]
    fn hashes_come_back_in_order_and_verify() {
        let jobs = jobs(37);
        let hashes = hash_all(&jobs, CHEAP, 3, &AtomicBool::new(false), &|| {}).unwrap();
        for (job, hash) in jobs.iter().zip(&hashes) {
            assert!(verify(&job.secret, hash), "{hash}");
            assert!(!verify(&Secret::new("autre"), hash));
        }
    }

    #[test]
    fn the_string_names_its_cost() {
        let hashes = hash_all(&jobs(1), Cost::STANDARD, 1, &AtomicBool::new(false), &|| {}).unwrap();
        assert!(hashes[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hashes[0]);
    }

    #[test]
    fn a_decoy_is_compared_with_and_never_matches() {
        let decoy = decoy(CHEAP);
        assert!(PasswordHash::new(&decoy).is_ok() && !verify(&Secret::new(""), &decoy));
        assert!(is_weaker(&decoy, Cost::STANDARD) && !is_weaker(&decoy, CHEAP));
        assert!(!is_weaker("!", Cost::STANDARD));
    }

    #[test]
    fn hashes_from_elsewhere() {
        assert!(is_sound(&decoy(CHEAP)) && is_sound(&decoy(Cost::STANDARD)));
        let huge = decoy(Cost { memory: 4_000_000, passes: 2, lanes: 1 });
        let other = decoy(CHEAP).replace("argon2id", "argon2i");
        for bad in ["", "!", "$argon2id$v=19$m=8,t=1,p=1", "01022010", &huge, &other] {
            assert!(!is_sound(bad), "{bad}");
        }
    }

    #[test]
    fn composed_and_decomposed_are_one_password() {
        let job = HashJob { secret: Secret::new("É\u{e9}"), salt: [1; SALT] };
        let hash = hash_all(&[job], CHEAP, 1, &AtomicBool::new(false), &|| {}).unwrap().remove(0);
        assert!(verify(&Secret::new("E\u{301}e\u{301}"), &hash));
    }

    #[test]
    fn nothing_to_hash_takes_no_memory() {
        // A cost that no machine could bear.
        let unbearable = Cost { memory: u32::MAX, passes: 1, lanes: 1 };
        assert_eq!(hash_all(&[], unbearable, 2, &AtomicBool::new(true), &|| {}), Ok(Vec::new()));
    }

    #[test]
    fn stopping_gives_nothing() {
        let outcome = hash_all(&jobs(5), CHEAP, 2, &AtomicBool::new(true), &|| {});
        assert_eq!(outcome, Err(HashError::Interrupted));
    }
}
