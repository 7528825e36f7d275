//! HMAC-SHA256 by the `hmac` crate.
//!
//! On `HmacCore` and not on `Hmac`, which is finalized by value: that would move its states out of a box, and free the
//! box without wiping it.

use hmac::KeyInit as _;
use hmac::block_api::HmacCore;
use hmac::digest::Output;
use hmac::digest::block_api::{Buffer, FixedOutputCore as _, UpdateCore as _};
use sha2::Sha256;

/// The states of the inner and the outer hash, which are computed once for a key and cloned for each message.
pub(super) type State = HmacCore<Sha256>;

/// Computes the states of a key.
#[expect(clippy::expect_used, reason = "a key has any length: RFC 2104, section 2")]
pub(super) fn state(key: &[u8]) -> State {
    State::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// An incremental computation of the code of a message. What it holds is wiped when it is dropped, and not when it is moved: in
/// the heap it stays where it is.
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

    /// Returns the code of all pieces. This is the last call: the states are of no use afterwards.
    #[inline]
    pub(super) fn finalize(&mut self) -> [u8; 32] {
        let mut code = Output::<State>::default();
        self.state.finalize_fixed_core(&mut self.buffer, &mut code);
        code.into()
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use sha2::Sha256;

    use super::{Mac, state};

    /// Keys and messages of each length around one and two blocks, against the interface that the crate recommends.
    #[test]
    fn agrees_with_hmac() {
        let bytes: Vec<u8> = (0..=255).collect();
        for key in [0, 1, 31, 32, 63, 64, 65, 128, 255] {
            let state = state(&bytes[..key]);
            for message in 0..=200 {
                let mut other = Hmac::<Sha256>::new_from_slice(&bytes[..key]).unwrap();
                other.update(&bytes[..message]);
                let wanted: [u8; 32] = other.finalize().into_bytes().into();
                for piece in [1, 13, 64, 255] {
                    let mut mac = Mac::new(&state);
                    bytes[..message].chunks(piece).for_each(|piece| mac.update(piece));
                    assert_eq!(mac.finalize(), wanted, "{key} and {message} bytes, {piece} at a time");
                }
            }
        }
    }
}
