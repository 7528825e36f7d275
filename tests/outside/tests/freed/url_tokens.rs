//! Tokens in URLs, and what is tried while a webhook is set up.

use chathooks::{UrlToken, acquire, acquire::v1, comm100, dixa};

use crate::util::{Secrets, leaks};
use crate::{HEX, TEXTS, clean, now};

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
