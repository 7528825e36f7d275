//! Signing and verifying, with published test vectors.

mod util;

use chathooks::{Key, Keys, Signature, VerifyError, auth::KeyError};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Wycheproof {
    #[serde(rename = "testGroups")]
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(rename = "tagSize")]
    tag_size: usize,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "tcId")]
    id: u32,
    key: String,
    msg: String,
    tag: String,
    result: String,
}

/// All cases of project Wycheproof. A truncated tag is valid there and refused here, where a signature is always whole;
/// the hash itself has to agree on it.
#[test]
fn wycheproof() {
    let suite: Wycheproof = serde_json::from_slice(&util::read("signature/wycheproof_hmac_sha256.json")).unwrap();
    let mut counted = 0;
    for group in &suite.groups {
        for case in &group.tests {
            counted += 1;
            let key = Key::from_bytes(hex::decode(&case.key).unwrap()).unwrap();
            let message = hex::decode(&case.msg).unwrap();
            let verdict = case.tag.parse().and_then(|tag| key.verify(&message, &tag));
            if group.tag_size == 256 {
                assert_eq!(verdict.is_ok(), case.result == "valid", "case {}", case.id);
            } else {
                assert_eq!(verdict, Err(VerifyError::Malformed), "case {}", case.id);
                let whole = key.sign(&message).to_string();
                assert_eq!(whole.starts_with(&case.tag), case.result == "valid", "case {}", case.id);
            }
        }
    }
    assert_eq!(counted, 174);
}

/// RFC 4231, section 4: key, data, and the digest, which test case 5 gives truncated to 128 bits.
#[test]
fn rfc_4231() {
    let cases: [(Vec<u8>, Vec<u8>, &str); 7] = [
        (vec![0x0b; 20], b"Hi There".to_vec(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            b"Jefe".to_vec(),
            b"what do ya want for nothing?".to_vec(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        ((1..=25).collect(), vec![0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        (vec![0x0c; 20], b"Test With Truncation".to_vec(), "a3b6167473100ee06e0c796c2955552b"),
        (
            vec![0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            vec![0xaa; 131],
            b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to \
              be hashed before being used by the HMAC algorithm."
                .to_vec(),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ];
    for (key, data, digest) in cases {
        let signature = Key::from_bytes(key).unwrap().sign(&data).to_string();
        assert_eq!(&signature[..digest.len()], digest);
    }
}

#[test]
fn node_crypto() {
    #[derive(Deserialize)]
    struct Line {
        key: String,
        body: String,
        hex: String,
    }
    let lines = util::read("signature/node.jsonl");
    let lines: Vec<Line> =
        lines.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    assert_eq!(lines.len(), 88);
    for line in lines {
        let key = match Key::new(&line.key) {
            Ok(key) => key,
            Err(KeyError::Empty) => Key::empty_and_forgeable(),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(key.sign(line.body.as_bytes()).to_string(), line.hex);
        assert_eq!(key.verify(line.body.as_bytes(), &line.hex.parse().unwrap()), Ok(()));
    }
}

#[test]
fn pieces_sign_and_verify_like_the_whole() {
    let key = Key::new("correct horse").unwrap();
    let body: Vec<u8> = (0..1000).map(|number| u8::try_from(number % 251).unwrap()).collect();
    let whole = key.sign(&body);
    for size in [1, 7, 63, 64, 65, 512, 1000] {
        let keys = Keys::from(Key::new("battery staple").unwrap()).or(key.clone());
        let mut signer = key.signer();
        let mut verifier = keys.verifier();
        for piece in body.chunks(size) {
            signer.update(piece);
            verifier.update(piece);
        }
        assert_eq!(signer.clone().sign(), whole);
        assert_eq!(signer.clone().verify(&whole), Ok(()));
        assert_eq!(verifier.clone().verify(&whole), Ok(1));
        signer.update(b"more");
        verifier.update(b"more");
        assert_eq!(signer.verify(&whole), Err(VerifyError::Mismatch));
        assert_eq!(verifier.verify(&whole), Err(VerifyError::Mismatch));
    }
}

#[test]
fn every_key_is_tried_and_the_first_match_is_told() {
    let key = |name: &str| Key::new(name).unwrap();
    let keys = Keys::from(key("a")).or(key("b")).or(key("c")).or(key("b"));
    for (name, place) in [("a", Ok(0)), ("b", Ok(1)), ("c", Ok(2)), ("d", Err(VerifyError::Mismatch))] {
        assert_eq!(keys.verify(b"a body", &key(name).sign(b"a body")), place, "{name}");
    }
    let keys = Keys::try_from(vec![key("a"), key("b")]).unwrap();
    assert_eq!(keys.verify(b"a body", &key("b").sign(b"a body")), Ok(1));
}

#[test]
fn one_flipped_bit_is_refused() {
    let key = Key::new("correct horse").unwrap();
    let right = key.sign(b"a body").to_bytes();
    for bit in 0..256 {
        let mut wrong = right;
        wrong[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(key.verify(b"a body", &Signature::from(wrong)), Err(VerifyError::Mismatch), "bit {bit}");
    }
    assert_eq!(key.verify(b"a body", &Signature::from(right)), Ok(()));
}

/// The line feed of a file would make every delivery a mismatch.
#[test]
fn a_key_with_white_space_at_an_end_is_refused() {
    for end in ["\n", "\r\n", " ", "\t", "\u{b}", "\u{c}", "\u{a0}", "\u{3000}", "\u{2028}", "\u{feff}", " \n"] {
        for [front, back] in [["", end], [end, ""], [end, end]] {
            let key = format!("{front}correct horse{back}");
            assert_eq!(Key::new(&key).err(), Some(KeyError::Whitespace), "{key:?}");
            let digits = format!("{front}0a1b{back}");
            assert_eq!(Key::from_hex(&digits).err(), Some(KeyError::Whitespace), "{digits:?}");
            // By its name it is a key, and another one.
            let verbatim = Key::from_bytes(&key).unwrap();
            assert_ne!(verbatim.sign(b"a body"), Key::new("correct horse").unwrap().sign(b"a body"));
        }
        assert_eq!(Key::new(end).err(), Some(KeyError::Whitespace));
    }
    let inside = "correct \u{feff}\nhorse";
    assert_eq!(Key::new(inside).unwrap().sign(b"a body"), Key::from_bytes(inside).unwrap().sign(b"a body"));
    // What digits stand for may be any bytes.
    assert_eq!(Key::from_hex("200a").unwrap().sign(b"a body"), Key::from_bytes(b" \n").unwrap().sign(b"a body"));
    let message = "the key starts or ends with whitespace or a byte-order mark";
    assert_eq!(KeyError::Whitespace.to_string(), message);
}

#[test]
fn an_empty_key_has_a_loud_name() {
    assert_eq!(Key::new("").err(), Some(KeyError::Empty));
    assert_eq!(Key::from_bytes([]).err(), Some(KeyError::Empty));
    assert_eq!(KeyError::Empty.to_string(), "the key is empty or contains only zero bytes");
    assert_eq!(Keys::try_from(Vec::new()).err(), Some(KeyError::None));
    assert_eq!(KeyError::None.to_string(), "no keys");
    // The vector of the facts that Node's crypto made.
    assert_eq!(
        Key::empty_and_forgeable().sign(br#"{"event":"x"}"#).to_string(),
        "302bfa68f11085e767d5131514da4b34d6835357be59d071a1cc5691bacc630c"
    );
}

/// HMAC pads a key with zero bytes, so a key of zero bytes alone signs as an empty one does.
#[test]
fn a_key_of_zero_bytes_alone_is_refused() {
    for length in [1, 2, 32, 64, 65, 128] {
        let zeros = vec![0; length];
        assert_eq!(Key::from_bytes(&zeros).err(), Some(KeyError::Empty), "{length}");
        assert_eq!(Key::new(String::from_utf8(zeros).unwrap()).err(), Some(KeyError::Empty), "{length}");
        assert_eq!(Key::from_hex("00".repeat(length)).err(), Some(KeyError::Empty), "{length}");
    }
    for key in [&b"\0\x01"[..], b"\x01\0", b"\0\0k\0"] {
        let key = Key::from_bytes(key).unwrap();
        assert_ne!(key.sign(b"a body"), Key::empty_and_forgeable().sign(b"a body"));
    }
}

#[test]
fn signatures_are_exactly_64_digits() {
    let good = "0ff8bab4d860f3cc33ea1a0341fc09a0d338f57ff4190e673c9dbf30793075d7";
    assert_eq!(good.parse::<Signature>().unwrap().to_string(), good);
    assert_eq!(good.to_uppercase().parse::<Signature>().unwrap().to_string(), good);
    let hostile = [
        String::new(),
        good[1..].to_owned(),
        format!("{good}0"),
        "a".repeat(1_000_000),
        format!("+f{}", &good[2..]),
        format!("-f{}", &good[2..]),
        format!("0x{}", &good[2..]),
        format!(" {}", &good[1..]),
        format!("{} ", &good[1..]),
        format!("{}\n", &good[1..]),
        format!("{}\0", &good[1..]),
        format!("{}g", &good[1..]),
        format!("{}ü", &good[2..]),
        format!("sha256={good}"),
        format!("sha256={}", &good[7..]),
        format!("{good},{good}"),
    ];
    for text in hostile {
        assert_eq!(text.parse::<Signature>(), Err(VerifyError::Malformed));
    }
}

#[test]
fn nothing_secret_is_shown() {
    let key = Key::new("correct horse").unwrap();
    let keys = Keys::from(key.clone()).or(key.clone());
    assert_eq!(format!("{key:?}"), "Key(..)");
    assert_eq!(format!("{:?}", key.signer()), "StreamingSigner(..)");
    assert_eq!(format!("{:?}", key.sign(b"")), "Signature(..)");
    assert_eq!(format!("{:?}", keys.verifier()), "StreamingVerifier(..)");
    assert_eq!(format!("{keys:?}"), "Keys([Key(..), Key(..)])");
}

/// Each byte at each place of the digits.
#[test]
fn hexadecimal_digits_and_nothing_else() {
    for place in 0..64 {
        for byte in 0..=u8::MAX {
            let mut digits = [b'0'; 64];
            digits[place] = byte;
            let wanted = char::from(byte).to_digit(16).map(|value| {
                let mut bytes = [0; 32];
                bytes[place / 2] = u8::try_from(value).unwrap() << (4 * (1 - place % 2));
                bytes
            });
            let read = Signature::from_hex(&digits).map(Signature::to_bytes);
            assert_eq!(read, wanted.ok_or(VerifyError::Malformed), "byte {byte:#x} at {place}");
        }
    }
    for length in [0, 1, 63, 65, 128, 1_000_000] {
        assert_eq!(Signature::from_hex(&vec![b'a'; length]).unwrap_err(), VerifyError::Malformed);
    }
}

/// Keys and bodies of many lengths, whole and incrementally, against the `hmac` crate's own buffering.
#[test]
fn agrees_with_hmac() {
    let bytes: Vec<u8> = (0..=255).collect();
    for length in [0, 1, 31, 32, 63, 64, 65, 128, 255] {
        let key = Key::from_bytes(&bytes[..length]).unwrap_or_else(|_| Key::empty_and_forgeable());
        for message in 0..=200 {
            let message = &bytes[..message];
            let mut other = Hmac::<Sha256>::new_from_slice(&bytes[..length]).unwrap();
            other.update(message);
            let wanted: [u8; 32] = other.finalize().into_bytes().into();
            for piece in [1, 13, 64, 255] {
                let mut signer = key.signer();
                message.chunks(piece).for_each(|piece| signer.update(piece));
                assert_eq!(signer.sign().to_bytes(), wanted, "{length} and {} bytes, {piece} at a time", message.len());
            }
        }
    }
}
