//! A folder of deliveries: one file each, with the bytes of an HTTP request.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};

use crate::failure::Failure;
use crate::message;

/// A folder to which deliveries are saved.
pub(super) struct Folder {
    path: PathBuf,
    count: AtomicUsize,
    limit: usize,
}

impl Folder {
    /// Opens a folder, which is created if it is missing. The files in it count towards the limit.
    pub(super) fn open(path: &Path, limit: usize) -> Result<Self, Failure> {
        let failed = |error| Failure::usage(format!("--save {}: {error}", path.display()));
        fs::create_dir_all(path).map_err(failed)?;
        let count = fs::read_dir(path).map_err(failed)?.count();
        Ok(Self { path: path.to_owned(), count: AtomicUsize::new(count), limit })
    }

    /// Saves a delivery, and returns the name of its file, such as `1770715231999-000001.acquire.http`. Names are in the
    /// order of arrival.
    pub(super) fn save(
        &self,
        vendor: &str,
        now: DateTime<Utc>,
        target: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<String, String> {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        if number > self.limit {
            self.count.fetch_sub(1, Ordering::Relaxed);
            return Err(format!("the folder has {} files, which is its limit", self.limit));
        }
        let name = format!("{:013}-{number:06}.{vendor}.http", now.timestamp_millis());
        // The length of a body that came in chunks is written, because the body is saved without them.
        let kept = |name: &str| !["content-length", "transfer-encoding"].contains(&name);
        let length = body.len().to_string();
        let mut pairs: Vec<_> = headers
            .iter()
            .filter(|(name, _)| kept(name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        pairs.push(("content-length", length.as_bytes()));
        let written = write(&self.path.join(&name), &message::write(target, &pairs, body));
        written.map(|()| name).map_err(|error| error.to_string())
    }
}

/// Writes a whole file or none, which only its owner can read.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = path.with_extension("partial");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&partial)?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}
