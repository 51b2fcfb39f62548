//! The doorbell.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut context = cpro::Context::system();
    ExitCode::from(cpro::run(std::env::args_os(), &mut context))
}
