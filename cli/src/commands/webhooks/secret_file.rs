//! A new file with a secret.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;
use crate::output::shown_path;

/// A new file that only its owner can read. It is removed on drop unless the secret was written.
pub(super) struct SecretFile {
    file: File,
    empty: Empty,
}

/// A file that is removed as long as nothing was written to it.
#[derive(Clone)]
pub(super) struct Empty {
    path: PathBuf,
    is_written: Arc<AtomicBool>,
}

impl SecretFile {
    /// Checks that a file can be created, so that no question is in vain.
    pub(super) fn check(path: &Path) -> Result<(), Failure> {
        if path == Path::new("-") {
            return Err(Failure::usage("--secret-file must be a file: --show-secret prints the secret"));
        }
        if path.symlink_metadata().is_ok() {
            return Err(refused(path, &io::ErrorKind::AlreadyExists.into()));
        }
        match path.parent().filter(|folder| !folder.as_os_str().is_empty()).map(Path::metadata) {
            Some(Err(error)) => Err(refused(path, &error)),
            _ => Ok(()),
        }
    }

    /// Creates the file, which must not exist.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        Self::check(path)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| refused(path, &error))?;
        Ok(Self { file, empty: Empty { path: path.to_owned(), is_written: Arc::default() } })
    }

    /// Writes the secret and a line feed, which reading a key file removes.
    pub(super) fn write(&self, secret: &[u8]) -> Result<(), Failure> {
        let mut file = &self.file;
        self.empty.is_written.store(true, Ordering::SeqCst);
        let written = file.write_all(secret).and_then(|()| file.write_all(b"\n")).and_then(|()| file.sync_all());
        written.map_err(|error| {
            self.empty.is_written.store(false, Ordering::SeqCst);
            Failure::io("webhooks", format!("--secret-file {}: {error}", self.shown()))
        })
    }

    pub(super) fn is_written(&self) -> bool {
        self.empty.is_written.load(Ordering::SeqCst)
    }

    /// Returns what removes the file as long as the secret was not written.
    pub(super) fn empty(&self) -> Empty {
        self.empty.clone()
    }

    /// Returns the path for a message.
    pub(super) fn shown(&self) -> String {
        shown_path(&self.empty.path)
    }
}

impl Empty {
    pub(super) fn remove(&self) {
        if !self.is_written.load(Ordering::SeqCst) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Drop for SecretFile {
    fn drop(&mut self) {
        self.empty.remove();
    }
}

fn refused(path: &Path, error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::AlreadyExists => "the file exists: choose a new file".to_owned(),
        _ => error.to_string(),
    };
    Failure::usage(format!("--secret-file {}: {reason}", shown_path(path)))
}
