//! HMAC-SHA256 by the `hmac` crate.
//!
//! This uses `HmacCore` because `Hmac` is finalized by value. That would move its states out of their box, and the box
//! would be freed without being wiped.

use hmac::KeyInit as _;
use hmac::block_api::HmacCore;
use hmac::digest::Output;
use hmac::digest::block_api::{Buffer, FixedOutputCore as _, UpdateCore as _};
use sha2::Sha256;

/// The states of the inner and the outer hash, computed once for each key and cloned for each message.
pub(super) type State = HmacCore<Sha256>;

/// Computes the hash states of a key.
#[expect(clippy::expect_used, reason = "a key has any length: RFC 2104, section 2")]
pub(super) fn state(key: &[u8]) -> State {
    State::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// An incremental HMAC computation.
///
/// It is wiped when it is dropped. A move leaves an unwiped copy behind, so keep it on the heap.
#[derive(Clone)]
pub(super) struct Mac {
    state: State,
    buffer: Buffer<State>,
}

impl Mac {
    #[inline]
    pub(super) fn new(key: &State) -> Self {
        Self { state: key.clone(), buffer: Buffer::<State>::default() }
    }

    #[inline]
    pub(super) fn update(&mut self, piece: &[u8]) {
        self.buffer.digest_blocks(piece, |blocks| self.state.update_blocks(blocks));
    }

    /// Returns the authentication code. Nothing else may be called afterwards.
    #[inline]
    pub(super) fn finalize(&mut self) -> [u8; 32] {
        let mut code = Output::<State>::default();
        self.state.finalize_fixed_core(&mut self.buffer, &mut code);
        code.into()
    }
}
