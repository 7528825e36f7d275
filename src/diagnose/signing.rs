//! One variant of a body, signed under all keys at once.

use super::Reading;
use crate::auth::StreamingSigner;
use crate::{Key, Signature};

/// Signs a variant of a body while it is written, so that no variant is held in memory.
pub(super) struct Signing {
    signers: Vec<StreamingSigner>,
    buffer: Vec<u8>,
}

/// The size of the buffer. Hashing single characters would take several times as long.
const CAPACITY: usize = 4096;

impl Signing {
    /// Starts a variant that begins with `prefix`.
    pub(super) fn new(keys: &[Reading<Key>], prefix: &[u8]) -> Self {
        let signers = keys.iter().map(|(_, key)| key.signer()).collect();
        let mut signing = Self { signers, buffer: Vec::with_capacity(CAPACITY) };
        signing.write(prefix);
        signing
    }

    /// Adds the next bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        if self.buffer.len() + bytes.len() > CAPACITY {
            self.flush();
        }
        if bytes.len() > CAPACITY {
            self.signers.iter_mut().for_each(|signer| signer.update(bytes));
        } else {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Returns the signature under each key, in order.
    pub(super) fn sign(mut self) -> impl Iterator<Item = Signature> {
        self.flush();
        self.signers.into_iter().map(StreamingSigner::sign)
    }

    fn flush(&mut self) {
        self.signers.iter_mut().for_each(|signer| signer.update(&self.buffer));
        self.buffer.clear();
    }
}
