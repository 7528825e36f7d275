//! What is left of keys in memory that was freed.
//!
//! The allocator of this program looks through each block that a watched piece of code frees, for what would let
//! somebody sign: the bytes of the key, the padded key, and the two states of HMAC-SHA256 that are made of it.

mod util;

use chathooks::acquire::{self, SignedContent};
use chathooks::dixa::{self, Authorization, CustomHeader};
use chathooks::{Format, Key, Keys, Signature, UrlToken, VerifyError, acquire::v1, comm100};
use chrono::{DateTime, Utc};
use util::{Secrets, leaks};

#[global_allocator]
static ALLOCATOR: util::Scanner = util::Scanner;

/// One key of less than a block, and one that is hashed because it is longer.
const TEXTS: [&str; 2] =
    ["Tz8vQ0mK3xR7pLw2Jd5Yc9Ns", "a9Fq2Lr7Wm4Xz8Kt1Vb6Nc3Hd5Jg0Ps-a9Fq2Lr7Wm4Xz8Kt1Vb6Nc3Hd5Jg0Ps-Ye2Uo9Ti4"];
const HEX: [&str; 2] =
    ["5f1c9be2a0d34876b1ef20c4739ad85e6613f7a94bc2085d", "c4017eb9352fd86a11e39f5d7a2c48b0936f15e8d2047bca"];

fn keys() -> Vec<Key> {
    TEXTS.iter().map(|text| Key::new(text).unwrap()).collect()
}

fn hex_keys() -> Vec<Key> {
    HEX.iter().map(|digits| Key::from_hex(digits).unwrap()).collect()
}

fn secrets() -> Secrets {
    let mut secrets = Secrets::new();
    TEXTS.iter().for_each(|text| secrets.key(text.as_bytes()));
    HEX.iter().for_each(|digits| secrets.hex_key(digits));
    secrets
}

/// Fails where the code leaves anything of a key behind.
fn clean<T>(what: &str, run: impl FnOnce() -> T) {
    let found = leaks(&secrets(), run);
    assert!(found.is_empty(), "{what} leaves behind: {found:?}");
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_770_715_231_999).unwrap()
}

/// Each of what is looked for is found when it is left behind: a test that finds nothing says nothing otherwise.
#[test]
fn a_planted_leak_is_found() {
    let secrets = secrets();
    for (what, bytes) in secrets.iter() {
        assert_eq!(leaks(&secrets, || drop(bytes.to_vec())), [what], "the whole");
        // A part of it, at any place of a block.
        let part = [b"x", &bytes[1..bytes.len().min(17)]].concat();
        assert_eq!(leaks(&secrets, || drop(part.clone())), [what], "a part");
        let grows = || {
            let mut grows = bytes.to_vec();
            grows.reserve_exact(bytes.len());
            grows.fill(0);
        };
        assert_eq!(leaks(&secrets, grows), [what], "a vector that grew");
    }
    assert!(leaks(&secrets, || drop(vec![0_u8; 4096])).is_empty());
}

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

/// Keys from each constructor.
fn several() -> Vec<Keys> {
    let [first, second] = keys().try_into().unwrap();
    let or = Keys::from(first.clone()).or(second.clone()).or(first.clone());
    vec![Keys::from(first), Keys::try_from(keys()).unwrap(), or, Keys::try_from(vec![second]).unwrap()]
}

#[test]
fn several_keys_leave_nothing() {
    clean("several keys", several);
    clean("no keys", || Keys::try_from(Vec::new()).is_err());
    clean("clones", || several().clone());
    let right = keys()[1].sign(b"a body");
    clean("a verify", || several().iter().map(|keys| keys.verify(b"a body", &right).is_ok()).collect::<Vec<_>>());
}

#[test]
fn acquire_leaves_nothing() {
    let event = || acquire::Event::from(acquire::Case::new("72", acquire::Status::Closed));
    for format in [Format::Json, Format::Xml, Format::Form] {
        for signed in [SignedContent::RawBody, SignedContent::Stringified, SignedContent::Either] {
            clean("a sender", || {
                let sender = acquire::Sender::new(keys().remove(1)).with_format(format).with_signed_content(signed);
                let _ = format!("{sender:?}");
                (sender.clone().parts(&event()), Box::new(sender))
            });
            for key in keys() {
                let sent = acquire::Sender::new(key).with_format(format).with_signed_content(signed).parts(&event());
                let forged = vec![("x-acquire-signature", "0".repeat(64))];
                for receiving in [SignedContent::RawBody, SignedContent::Stringified, SignedContent::Either] {
                    clean("a receiver", || {
                        let mut accepted = 0;
                        for keys in several() {
                            let receiver =
                                Box::new(acquire::Receiver::new(keys).with_signed_content(receiving).clone());
                            accepted += usize::from(receiver.receive(&sent.headers, &sent.body).is_ok());
                            assert_eq!(receiver.receive(&forged, &sent.body).err(), Some(VerifyError::Mismatch));
                            assert!(receiver.receive(&forged[1..], &sent.body).is_err());
                            let _ = receiver.with_formats([Format::Json]).receive(&sent.headers, b"[1");
                        }
                        assert!(accepted > 1 || receiving != signed, "{accepted}");
                    });
                }
            }
        }
    }
}

#[test]
fn dixa_leaves_nothing() {
    const BASIC: &str = "Basic aG9vazpxV2VydHkxMjN1SW9wNDU2";
    const BEARER: &str = "Bearer Qx7Lk2Vn9Rt4Bz8W";
    let mut secrets = secrets();
    for secret in ["qWerty123uIop456", &BASIC[6..], "Qx7Lk2Vn9Rt4Bz8W"] {
        secrets.bytes(secret.as_bytes());
    }
    for header in [BASIC, BEARER, "Wd5Rm8Kq1Zt6Vy3N"] {
        secrets.digest(header.as_bytes());
    }
    secrets.bytes(b"Wd5Rm8Kq1Zt6Vy3N");
    let clean = |what: &str, run: &mut dyn FnMut()| {
        let found = leaks(&secrets, run);
        assert!(found.is_empty(), "{what} leaves behind: {found:?}");
    };

    let closed = dixa::ConversationClosed::new(dixa::Conversation::new(90417));
    let event = dixa::Event::new("c0ffee00-0000-4000-8000-000000000005", closed);
    let basic = || Authorization::basic("hook", "qWerty123uIop456").unwrap();
    let bearer = || Authorization::bearer("Qx7Lk2Vn9Rt4Bz8W").unwrap();
    clean("an authorization", &mut || drop([basic(), bearer(), basic().clone()]));
    let custom = || CustomHeader::new("X-Tenant", "Wd5Rm8Kq1Zt6Vy3N").unwrap();
    clean("a custom header", &mut || {
        drop([custom(), custom().clone()]);
        let _ = CustomHeader::new("X-Tenant", "Wd5Rm8Kq1Zt6Vy3N ");
    });
    clean("a refused one", &mut || {
        let _ = (Authorization::basic("a:b", "qWerty123uIop456"), Authorization::bearer("Qx7Lk2Vn9Rt4Bz8W\n"));
    });
    // What is sent has the header in it, and is the caller's.
    let mut sent = Vec::with_capacity(2);
    clean("a sender", &mut || {
        sent.clear();
        sent.extend(hex_keys().into_iter().zip([basic(), bearer()]).map(|(key, authorization)| {
            let sender =
                Box::new(dixa::Sender::new(key).with_authorization(authorization).with_custom_header(custom()));
            sender.clone().parts(&event, now())
        }));
    });
    let several = || {
        let [first, second] = hex_keys().try_into().unwrap();
        [Keys::from(first.clone()), Keys::from(first).or(second), Keys::try_from(hex_keys()).unwrap()]
    };
    for sent in &sent {
        let forged = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={0},v1={0}", "0".repeat(64)))];
        clean("a receiver", &mut || {
            // They are moved as the list grows.
            let mut receivers = Vec::new();
            for keys in several() {
                receivers.push(dixa::Receiver::new(keys.clone(), dixa::ReplayWindow::Unchecked));
                for authorization in [basic(), bearer()] {
                    let receiver = dixa::Receiver::new(keys.clone(), std::time::Duration::from_secs(9));
                    receivers.push(receiver.with_authorization(&authorization).with_custom_header(&custom()));
                }
            }
            for receiver in &receivers {
                let _ = receiver.clone().receive(&sent.headers, &sent.body, now());
                assert_eq!(receiver.receive(&forged, &sent.body, now()).err(), Some(VerifyError::Mismatch));
                assert!(receiver.receive(&sent.headers, b"another", now()).is_err());
                assert!(receiver.receive(&sent.headers[..1], &sent.body, now()).is_err());
            }
            assert!(receivers.iter().any(|receiver| receiver.receive(&sent.headers, &sent.body, now()).is_ok()));
        });
    }
}

#[test]
fn a_token_leaves_nothing() {
    let texts = ["Hn4Vw9Xp2Mq7Ls5R", "Jd8Tk3Fz6 Yb1Gc0N"];
    let mut secrets = Secrets::new();
    for text in texts {
        secrets.bytes(text.as_bytes());
        secrets.digest(text.as_bytes());
    }
    let body = br#"{"event":"away","operator_id":37}"#;
    let targets = [
        "/hook?token=Hn4Vw9Xp2Mq7Ls5R",
        "/hook?a=b&token=%48n4Vw9Xp2Mq7Ls5R",
        "/hook?token=Jd8Tk3Fz6+Yb1Gc0N",
        "/hook?token=Jd8Tk3Fz6+Yb1Gc0N%ff",
        "/hook?token=Jd8Tk3Fz6+Yb1Gc0N%zz",
        "/hook?Jd8Tk3Fz6+Yb1Gc0N=token",
        "/hook?token=another",
        "/hook?token=",
        "/hook",
    ];
    let found = leaks(&secrets, || {
        let one = UrlToken::new(texts[0]).unwrap();
        let two = UrlToken::new(texts[0]).unwrap().or(texts[1]).unwrap().or(texts[0]).unwrap();
        let mut tokens = Vec::new();
        for token in [one, two] {
            tokens.push(token.clone());
            tokens.push(token.with_parameter("token"));
        }
        for token in tokens {
            let receivers = (v1::Receiver::new(token.clone()), Box::new(comm100::Receiver::new(token.clone())).clone());
            for target in targets {
                let taken = (receivers.0.receive(target, body).is_ok(), receivers.1.receive(target, body).is_ok());
                assert_eq!(taken, (token.verify(target).is_ok(), token.verify(target).is_ok()));
            }
            assert!(token.verify(targets[0]).is_ok());
        }
    });
    assert!(found.is_empty(), "{found:?}");
}

/// What is tried while a webhook is set up is wiped too.
#[test]
fn a_diagnosis_leaves_nothing() {
    let headers = [("x-acquire-signature", "0".repeat(64))];
    let signed = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={}", "0".repeat(64)))];
    for text in TEXTS.into_iter().chain(HEX) {
        let (wrong, quoted) = ([text, "0"].concat(), ["' ", text, "'\n"].concat());
        clean("a diagnosis", || {
            for text in [text, &wrong, &quoted] {
                let _ = acquire::diagnose(text, &headers, b"{}");
                let _ = dixa::diagnose(text, &signed, b"{}", now(), dixa::ReplayWindow::Unchecked);
            }
        });
    }
}

#[test]
fn a_diagnosis_of_a_token_leaves_nothing() {
    for text in TEXTS {
        let mut secrets = Secrets::new();
        secrets.bytes(text.as_bytes());
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let entered = [text.to_owned(), format!("{text}0"), format!("' {text}'\n"), encoded.clone()];
        let targets = ["/?token=", "/?token=%20", "/?token=0+", "/?key="].map(|start| [start, &encoded].concat());
        let found = leaks(&secrets, || {
            for (token, target) in entered.iter().flat_map(|token| targets.iter().map(move |target| (token, target))) {
                let _ = comm100::diagnose(token, &[("a", "b")], target);
                let _ = v1::diagnose(token, &[("a", "b")], &target.replace("%", "%25"));
            }
        });
        assert!(found.is_empty(), "{found:?}");
    }
}
