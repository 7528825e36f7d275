//! Keys, and incremental signers and verifiers.

use chathooks::{Key, Keys, Signature};

use crate::util::{Secrets, leaks};
use crate::{HEX, TEXTS, clean, hex_keys, keys, several};

#[test]
fn a_key_leaves_nothing() {
    clean("a key", keys);
    clean("a key in digits", hex_keys);
    let wrong = [HEX[0], "0g"].concat();
    clean("digits that are wrong at the end", || Key::from_hex(&wrong).is_err());
    clean("a clone", || keys().clone());
    clean("keys that are moved about", || {
        let mut all = Vec::new();
        for key in keys().into_iter().chain(hex_keys()) {
            all.push(Box::new(key));
        }
        let mut all: Vec<Key> = all.into_iter().map(|key| *key).collect();
        all.shrink_to_fit();
        all.remove(0);
        all.swap_remove(0)
    });
    clean("a signature", || keys().iter().map(|key| key.sign(&[7; 200])).collect::<Vec<_>>());
    let right = keys()[0].sign(b"a body");
    clean("a verify", || keys().iter().map(|key| key.verify(b"a body", &right).is_ok()).collect::<Vec<_>>());
}

#[test]
fn what_signs_in_pieces_leaves_nothing() {
    for length in [0, 1, 63, 64, 65, 1000] {
        let body = vec![7; length];
        for piece in [1, 64, 100] {
            let signer = |key: &Key| {
                let mut signer = key.signer();
                body.chunks(piece).for_each(|piece| signer.update(piece));
                signer
            };
            clean("signers that are moved about", || {
                let mut signers: Vec<_> = keys().iter().map(signer).map(Box::new).collect();
                let first = *signers.remove(0);
                (first.clone().sign(), signers.into_iter().map(|signer| signer.sign()).collect::<Vec<_>>(), first)
            });
            let right = keys()[1].sign(&body);
            for signature in [right, Signature::from([0; 32])] {
                clean("a verifier", || {
                    for keys in several() {
                        let mut verifier = Box::new(keys.verifier());
                        body.chunks(piece).for_each(|piece| verifier.update(piece));
                        let again = (*verifier).clone();
                        let _ = ((*verifier).verify(&signature), again.verify(&signature));
                    }
                });
            }
        }
    }
}

/// What waits for a whole block is wiped, and so is what was made of the blocks before: the body may be a secret too.
#[test]
fn the_pieces_leave_nothing() {
    let pieces = [b"Xc4Vb8Nm1Qw5Er9T".as_slice(), &[7; 48], b"Lk2Jh6Gf0Ds3Ap7Z"];
    let mut secrets = Secrets::new();
    secrets.bytes(pieces[0]);
    secrets.bytes(pieces[2]);
    let found = leaks(&secrets, || {
        let key = Key::new(TEXTS[0]).unwrap();
        let mut signer = Box::new(key.signer());
        let mut verifier = Box::new(Keys::from(key.clone()).or(key).verifier());
        for piece in pieces {
            signer.update(piece);
            verifier.update(piece);
        }
        let mut several = Keys::try_from(keys()).unwrap().verifier();
        pieces.iter().for_each(|piece| several.update(piece));
        several.verify(&Signature::from([0; 32]))
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn several_keys_leave_nothing() {
    clean("several keys", several);
    clean("no keys", || Keys::try_from(Vec::new()).is_err());
    clean("clones", || several().clone());
    let right = keys()[1].sign(b"a body");
    clean("a verify", || several().iter().map(|keys| keys.verify(b"a body", &right).is_ok()).collect::<Vec<_>>());
}
