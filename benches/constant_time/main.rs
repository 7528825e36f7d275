//! Whether the time of a verify tells what is right: the method of dudect, on this machine, through the public API.
//!
//! ```text
//! cargo bench --bench constant_time [-- [SAMPLES] [NAME]]
//! ```
//!
//! The method is that of O. Reparaz, J. Balasch and I. Verbauwhede, "Dude, is my code constant time?", DATE 2017: two
//! classes of input, measured in random order, one Welch's t-test over their times, and the same test again over what is
//! left when the slowest measurements are cropped, for an interrupt lasts longer than any leak. The largest |t| of all
//! counts. The bound of 4.5 is that of G. Goodwill, B. Jun, J. Jaffe and P. Rohatgi, "A testing methodology for
//! side-channel resistance validation", 2011: by chance alone it is passed once in 150,000 tests.
//!
//! What is timed is the call and nothing else. The inputs of either class are copied to places of one alignment and
//! length, a thousand at a time before the clock starts: so what runs between two measurements is the same for both, for
//! a processor remembers where it came along. `one class twice` is a null test: there is nothing to tell apart, and a |t|
//! beyond the bound would be the harness's.
//!
//! The verdict of a verify is no secret: the sender is told it. So right against wrong is measured where the verdict
//! alone comes back and is not branched on, `Key::verify` and `UrlToken::verify`. A streaming verifier returns the index of
//! the key, or an error, and there the two differ by a nanosecond or so; a receiver goes on with what it accepted and
//! tries a second form of what it did not. There early against late is measured, a wrong first byte against a wrong last
//! one, which is what a forger could climb by.
//!
//! `plain ==` is what people write. There |t| has to be above the bound tenfold, or the harness would find nothing.
//! Ends with status 1 where a bound does not hold. `--test` takes a few samples and does not judge.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]

mod measure;

use std::hint::black_box;
use std::process::ExitCode;

use chathooks::acquire::{self, SignedContent, v1};
use chathooks::{Key, Keys, Signature, UrlToken, comm100, dixa};
use chrono::DateTime;

use measure::measure;

const BOUND: f64 = 4.5;

const SECRET: &str = "Secret:conversational_bot:2";
const TOKEN: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const BODY: &[u8] = br#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#;
const TIME: &str = "1770715231999";

/// Changes a digit of a hexadecimal text at a place.
fn wrong(text: &str, place: usize) -> String {
    let digit = if &text[place..=place] == "0" { "1" } else { "0" };
    format!("{}{digit}{}", &text[..place], &text[place + 1..])
}

/// The right text, one that is wrong at its first digit, and one that is wrong at its last.
fn texts(right: &str) -> [(&'static str, String); 3] {
    [("right", right.to_owned()), ("early", wrong(right, 0)), ("late", wrong(right, right.len() - 1))]
}

/// The signature that Dixa makes.
fn dixas(key: &Key) -> String {
    let mut signer = key.signer();
    for piece in [TIME.as_bytes(), b".", BODY] {
        signer.update(piece);
    }
    signer.sign().to_string()
}

/// The pairs of classes: with the right one, or of the wrong ones alone.
const ALL: &[(usize, usize)] = &[(0, 1), (0, 2), (1, 2)];
const WRONG: &[(usize, usize)] = &[(1, 2)];

struct Bench {
    samples: usize,
    judge: bool,
    filters: Vec<String>,
    failed: bool,
}

impl Bench {
    fn report(&mut self, name: &str, pair: &str, leaks: bool, measure: impl FnOnce(usize) -> f64) {
        if !self.filters.is_empty() && !self.filters.iter().any(|filter| name.contains(filter.as_str())) {
            return;
        }
        let t = measure(self.samples).abs();
        let good = if leaks { t > 10.0 * BOUND } else { t < BOUND };
        let verdict = match (self.judge, good) {
            (false, _) => "not judged",
            (true, true) if leaks => "caught, as it must be",
            (true, true) => "passed",
            (true, false) => "FAILED",
        };
        self.failed |= self.judge && !good;
        println!("{name:<34} {pair:<24} |t| = {t:>8.2}  {verdict}");
    }

    /// Measures `call` over places that hold `prefix`, a text and nothing else.
    fn texts(
        &mut self,
        name: &str,
        prefix: &str,
        right: &str,
        pairs: &[(usize, usize)],
        leaks: bool,
        call: impl Fn(&[u8]),
    ) {
        let texts = texts(right);
        for &(a, b) in pairs {
            self.report(name, &format!("{}/{}", texts[a].0, texts[b].0), leaks, |samples| {
                let inputs = [texts[a].1.as_bytes(), texts[b].1.as_bytes()];
                let place = [prefix.as_bytes(), inputs[0]].concat();
                let start = prefix.len();
                let prepare = |place: &mut Vec<u8>, class: usize| place[start..].copy_from_slice(inputs[class]);
                measure(samples, &place, prepare, |place| call(place))
            });
        }
    }

    fn signatures(&mut self) {
        let key = Key::new(SECRET).unwrap();
        let right = key.sign(BODY).to_string();
        self.texts("Key::verify", "", &right, ALL, false, |header| {
            let signature = Signature::from_hex(header).unwrap();
            black_box(key.verify(black_box(BODY), &signature).is_ok());
        });
        let rotated = Keys::from(Key::new("another").unwrap()).or(key.clone());
        self.texts("streaming, two keys", "", &right, WRONG, false, |header| {
            let signature = Signature::from_hex(header).unwrap();
            let mut verifier = rotated.verifier();
            verifier.update(black_box(BODY));
            black_box(verifier.verify(&signature).is_ok());
        });
        for (name, signed) in
            [("acquire, the bytes", SignedContent::RawBody), ("acquire, either form", SignedContent::Either)]
        {
            let receiver = acquire::Receiver::new(key.clone()).with_signed_content(signed);
            self.texts(name, "", &right, WRONG, false, |header| {
                black_box(receiver.receive(&[("x-acquire-signature", header)], black_box(BODY)).is_ok());
            });
        }
        let right = dixas(&key);
        let receiver = dixa::Receiver::new(key.clone(), dixa::ReplayWindow::Unchecked);
        let now = DateTime::UNIX_EPOCH;
        self.texts("dixa", &format!("t={TIME},v1="), &right, WRONG, false, |header| {
            black_box(receiver.receive(&[("x-dixa-signature", header)], black_box(BODY), now).is_ok());
        });
    }

    /// The headers that Dixa sends beside the signature.
    fn headers(&mut self) {
        let key = Key::new(SECRET).unwrap();
        let signature = format!("t={TIME},v1={}", dixas(&key)).into_bytes();
        let receiver = || dixa::Receiver::new(key.clone(), dixa::ReplayWindow::Unchecked);
        let bearer = receiver().with_authorization(&dixa::Authorization::bearer(TOKEN).unwrap());
        let custom = receiver().with_custom_header(&dixa::CustomHeader::new("x-own", TOKEN).unwrap());
        for (name, receiver, header, prefix) in
            [("dixa, Authorization", bearer, "authorization", "Bearer "), ("dixa, custom header", custom, "x-own", "")]
        {
            self.texts(name, prefix, TOKEN, WRONG, false, |value| {
                let headers = [("x-dixa-signature", signature.as_slice()), (header, value)];
                black_box(receiver.receive(&headers, black_box(BODY), DateTime::UNIX_EPOCH).is_ok());
            });
        }
    }

    fn tokens(&mut self) {
        let token = UrlToken::new(TOKEN).unwrap();
        self.texts("UrlToken::verify", "/comm100?token=", TOKEN, ALL, false, |target| {
            black_box(token.verify(std::str::from_utf8(target).unwrap()).is_ok());
        });
        let receiver = comm100::Receiver::new(token.clone());
        self.texts("comm100", "/comm100?token=", TOKEN, WRONG, false, |target| {
            black_box(receiver.receive(std::str::from_utf8(target).unwrap(), black_box(BODY)).is_ok());
        });
        let receiver = v1::Receiver::new(token);
        self.texts("acquire 1.0.0", "/acquire?token=", TOKEN, WRONG, false, |target| {
            black_box(receiver.receive(std::str::from_utf8(target).unwrap(), black_box(BODY)).is_ok());
        });
        // One request, against a secret of its token's length and one of another: that length must not show.
        let own = UrlToken::new(wrong(TOKEN, 63)).unwrap();
        let other = UrlToken::new(&TOKEN[..20]).unwrap();
        self.secrets("own length/other length", &[own.clone(), other]);
        self.secrets("one class twice", &[own.clone(), own]);
    }

    /// Measures one request against two secrets.
    fn secrets(&mut self, pair: &str, secrets: &[UrlToken; 2]) {
        let target = format!("/comm100?token={TOKEN}");
        self.report("UrlToken::verify", pair, false, |samples| {
            let prepare = |place: &mut UrlToken, class: usize| place.clone_from(&secrets[class]);
            measure(samples, &secrets[0], prepare, |token| {
                black_box(token.verify(black_box(&target)).is_ok());
            })
        });
    }

    /// What the harness must catch.
    fn plain(&mut self) {
        let key = Key::new(SECRET).unwrap();
        let right = key.sign(BODY).to_string();
        let expected = right.clone();
        self.texts("plain == of the hexadecimal text", "", &right, WRONG, true, |header| {
            black_box(header == black_box(expected.as_bytes()));
        });
        self.texts("plain == of the token", "/comm100?token=", TOKEN, WRONG, true, |target| {
            let given = std::str::from_utf8(target).unwrap().split_once("token=").unwrap().1;
            black_box(given == black_box(TOKEN));
        });
    }
}

fn main() -> ExitCode {
    let mut bench = Bench { samples: 1_000_000, judge: true, filters: Vec::new(), failed: false };
    for argument in std::env::args().skip(1) {
        if argument == "--test" {
            (bench.samples, bench.judge) = (200, false);
        } else if let Ok(samples) = argument.parse() {
            bench.samples = samples;
        } else if !argument.starts_with('-') {
            bench.filters.push(argument);
        }
    }
    println!("{} samples of each pair of classes", bench.samples);
    bench.signatures();
    bench.headers();
    bench.tokens();
    bench.plain();
    if bench.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
