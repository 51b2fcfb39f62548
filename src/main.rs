//! The program: the command line of this process, on this machine.

use std::process::ExitCode;

fn main() -> ExitCode {
    cpro::answer_shell(std::env::args_os(), std::env::var_os("COMPLETE").as_deref());
    cpro::note_faults();
    ExitCode::from(cpro::run(std::env::args_os(), &mut cpro::Session::system()))
}
