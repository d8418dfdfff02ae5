//! `completions`: what a shell completes.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Cli;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: energycompute completions bash > /etc/bash_completion.d/energycompute"
)]
pub(super) struct Completions {
    /// Shell to complete in
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> String {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "energycompute", &mut script);
        String::from_utf8_lossy(&script).into_owned()
    }
}
