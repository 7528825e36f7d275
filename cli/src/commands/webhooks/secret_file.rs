//! A new file with a secret.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A new file that only its owner can read. It is removed on drop unless it is kept.
pub(super) struct SecretFile {
    path: PathBuf,
    file: File,
    is_kept: bool,
}

impl SecretFile {
    /// Creates the file, which must not exist.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Err(Failure::usage("--secret-file must be a file: --show-secret prints the secret"));
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path);
        let file = file.map_err(|error| Failure::usage(format!("--secret-file {}: {error}", path.display())))?;
        Ok(Self { path: path.to_owned(), file, is_kept: false })
    }

    /// Writes the secret and a line feed, which reading a key file removes.
    pub(super) fn write(&self, secret: &[u8]) -> Result<(), Failure> {
        let mut file = &self.file;
        let written = file.write_all(secret).and_then(|()| file.write_all(b"\n")).and_then(|()| file.sync_all());
        written.map_err(|error| Failure::failed("webhooks", format!("--secret-file {}: {error}", self.path.display())))
    }

    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for SecretFile {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}
