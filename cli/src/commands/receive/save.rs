//! A folder of deliveries: one file each, with the bytes of an HTTP request.

use std::fs::{self, DirBuilder, OpenOptions};
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
    /// The number of deliveries that arrived, which makes names unique and is in their order.
    arrived: AtomicUsize,
    verified: Places,
    refused: Places,
}

impl Folder {
    /// Opens a folder, which is created if it is missing. The deliveries in it count towards the limits.
    pub(super) fn open(path: &Path, limit: usize, refused_limit: usize) -> Result<Self, Failure> {
        let failed = |error| Failure::usage(format!("--save {}: {error}", path.display().to_string().escape_debug()));
        create(path).map_err(failed)?;
        let (mut verified, mut refused) = (0, 0);
        for entry in fs::read_dir(path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            if Path::new(&name).extension().is_some_and(|extension| extension == "http") {
                let count = if is_refused(&name.to_string_lossy()) { &mut refused } else { &mut verified };
                *count += 1;
            }
        }
        Ok(Self {
            path: path.to_owned(),
            arrived: AtomicUsize::new(verified + refused),
            verified: Places { what: "deliveries", count: AtomicUsize::new(verified), limit },
            refused: Places { what: "refused deliveries", count: AtomicUsize::new(refused), limit: refused_limit },
        })
    }

    /// Saves a delivery, and returns the name of its file, such as `1770715231999-000001.acquire.http`, or
    /// `1770715231999-000001.refused.acquire.http` if verification refused it. Names are in the order of arrival.
    pub(super) fn save(
        &self,
        vendor: &str,
        is_refused: bool,
        now: DateTime<Utc>,
        target: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<String, String> {
        let places = if is_refused { &self.refused } else { &self.verified };
        places.take()?;
        let number = self.arrived.fetch_add(1, Ordering::Relaxed) + 1;
        let mark = if is_refused { ".refused" } else { "" };
        let name = format!("{:013}-{number:06}{mark}.{vendor}.http", now.timestamp_millis());
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
        if written.is_err() {
            places.leave();
        }
        written.map(|()| name).map_err(|error| error.to_string())
    }
}

/// Returns whether a file's name says that verification refused the delivery.
pub(crate) fn is_refused(name: &str) -> bool {
    name.rsplit('.').nth(2) == Some("refused")
}

/// The places for one kind of deliveries.
struct Places {
    what: &'static str,
    count: AtomicUsize,
    limit: usize,
}

impl Places {
    fn take(&self) -> Result<(), String> {
        if self.count.fetch_add(1, Ordering::Relaxed) < self.limit {
            return Ok(());
        }
        self.leave();
        Err(format!("the folder has {} {}, which is its limit", self.limit, self.what))
    }

    fn leave(&self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Creates a folder that only its owner can read, and warns of one that others can write to.
fn create(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path)?.permissions()) & 0o022 != 0 {
        let shown = path.display().to_string();
        anstream::eprintln!("warning: --save {}: other users can write to it", shown.escape_debug());
    }
    Ok(())
}

/// Writes a whole file or none, which only its owner can read. A file that exists is not replaced.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = path.with_extension("partial");
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&partial)?;
    let written = file.write_all(bytes).and_then(|()| publish(&partial, path));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

/// Gives a file its final name.
fn publish(partial: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(partial, path) {
        Ok(()) => {
            let _ = fs::remove_file(partial);
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Not every file system has hard links.
        Err(_) if path.symlink_metadata().is_err() => fs::rename(partial, path),
        Err(error) => Err(error),
    }
}
