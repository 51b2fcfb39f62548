//! The program: the command line of this process, on this machine.

use std::process::ExitCode;

fn main() -> ExitCode {
    cpro::hush_readers();
    ExitCode::from(cpro::run(std::env::args_os(), &mut cpro::Session::system()))
}
