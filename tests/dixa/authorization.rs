//! The `Authorization` header that a subscription may have.

use std::time::Duration;

use chathooks::VerifyError;
use chathooks::dixa::{
    Authorization, AuthorizationError, Conversation, ConversationOpen, Event, Receiver, ReplayWindow, Sender,
};

use super::{BODY, TIME, at, header, key};

fn verdict(expected: &Authorization, given: &[&str]) -> Result<(), VerifyError> {
    let signature = header(&key(), &TIME.to_string(), BODY.as_bytes());
    let mut headers = vec![("x-dixa-signature", signature.as_str())];
    headers.extend(given.iter().map(|given| ("Authorization", *given)));
    Receiver::new(key(), ReplayWindow::Unchecked)
        .with_authorization(expected)
        .receive(&headers, BODY, at(TIME))
        .map(drop)
}

/// The first two are the vendor's own, of its REST page.
#[test]
fn it_is_written_as_the_vendor_writes_it() {
    for (username, password, wanted) in [
        ("webhook_user", "webhook_password", "Basic d2ViaG9va191c2VyOndlYmhvb2tfcGFzc3dvcmQ="),
        ("hook", "s3cret", "Basic aG9vazpzM2NyZXQ="),
        ("", "x", "Basic Ong="),
        ("x", "", "Basic eDo="),
        ("Grüße", "🔑", "Basic R3LDvMOfZTrwn5SR"),
    ] {
        let basic = Authorization::basic(username, password).unwrap();
        assert_eq!(verdict(&basic, &[wanted]), Ok(()), "{wanted}");
    }
    assert_eq!(verdict(&Authorization::bearer("a b.c-d_e~f+/==").unwrap(), &["Bearer a b.c-d_e~f+/=="]), Ok(()));
}

#[test]
fn anything_else_is_refused() {
    let basic = Authorization::basic("hook", "s3cret").unwrap();
    let right = "Basic aG9vazpzM2NyZXQ=";
    let long = format!("{right}{}", "=".repeat(100_000));
    for given in [
        &[] as &[&str],
        &[right, right],
        &["", right],
        &[""],
        &["Basic"],
        &["Basic "],
        &["Basic aG9vazpzM2NyZXQ"],
        &["Basic aG9vazpzM2NyZXQ=="],
        &["Basic aG9vazpzM2NyZXq="],
        &["basic aG9vazpzM2NyZXQ="],
        &["Basic  aG9vazpzM2NyZXQ="],
        &[" Basic aG9vazpzM2NyZXQ="],
        &["Bearer aG9vazpzM2NyZXQ="],
        &["aG9vazpzM2NyZXQ="],
        &[&long],
    ] {
        assert_eq!(verdict(&basic, given), Err(VerifyError::Unauthorized));
    }
    let bearer = Authorization::bearer("s3cret").unwrap();
    assert_eq!(verdict(&bearer, &["Bearer s3cret"]), Ok(()));
    for given in ["Bearer s3cre", "Bearer s3crets", "Bearer S3cret", "s3cret", right] {
        assert_eq!(verdict(&bearer, &[given]), Err(VerifyError::Unauthorized));
    }
}

#[test]
fn it_is_no_substitute_for_the_signature_and_comes_before_the_window() {
    let bearer = Authorization::bearer("s3cret").unwrap();
    let receiver = Receiver::new(key(), Duration::from_secs(300)).with_authorization(&bearer);
    let right = header(&key(), "5", BODY.as_bytes());
    let wrong = header(&key(), "5", b"another body");
    for (signature, authorization, error) in [
        (&wrong, "Bearer s3cret", VerifyError::Mismatch),
        (&wrong, "Bearer", VerifyError::Mismatch),
        (&right, "Bearer", VerifyError::Unauthorized),
        (&right, "Bearer s3cret", VerifyError::TooOld),
    ] {
        let headers = [("x-dixa-signature", signature.as_str()), ("authorization", authorization)];
        assert_eq!(receiver.receive(&headers, BODY, at(TIME)).unwrap_err(), error);
    }
    assert_eq!(VerifyError::Unauthorized.to_string(), "not authorized");
}

#[test]
fn it_is_not_looked_at_unless_demanded() {
    let headers =
        [("x-dixa-signature", header(&key(), "5", BODY.as_bytes())), ("authorization", "Basic whoever".to_owned())];
    assert!(Receiver::new(key(), ReplayWindow::Unchecked).receive(&headers, BODY, at(TIME)).is_ok());
}

#[test]
fn an_empty_or_unprintable_one_is_refused() {
    assert_eq!(Authorization::basic("", "").err(), Some(AuthorizationError::Empty));
    assert_eq!(Authorization::bearer("").err(), Some(AuthorizationError::Empty));
    for token in ["s3\r\ncret: x", "s3\0cret", "schlüssel", "s3cret\x7f"] {
        assert_eq!(Authorization::bearer(token).err(), Some(AuthorizationError::Unprintable));
    }
    for secret in ["s3cret\n", "\t", " ", " s3cret", "s3cret ", "s3cret\r\n", "\u{feff}s3cret"] {
        let refused =
            [Authorization::bearer(secret), Authorization::basic("hook", secret), Authorization::basic(secret, "x")];
        for refused in refused {
            assert_eq!(refused.err(), Some(AuthorizationError::Whitespace), "{secret:?}");
        }
    }
    assert_eq!(
        AuthorizationError::Whitespace.to_string(),
        "the authorization starts or ends with whitespace or a byte-order mark"
    );
    assert_eq!(Authorization::basic("ho:ok", "s3cret").err(), Some(AuthorizationError::Colon));
    assert!(Authorization::basic("hook", "s3:cret").is_ok());
    assert_eq!(AuthorizationError::Colon.to_string(), "the user name contains a colon");
    assert_eq!(AuthorizationError::Empty.to_string(), "the authorization is empty");
    assert_eq!(
        AuthorizationError::Unprintable.to_string(),
        "the token contains a character that is not printable ASCII"
    );
}

#[test]
fn nothing_secret_is_shown() {
    let bearer = Authorization::bearer("s3cret").unwrap();
    assert_eq!(format!("{bearer:?}"), "Authorization(..)");
    let receiver = Receiver::new(key(), Duration::from_secs(300)).with_authorization(&bearer);
    assert_eq!(
        format!("{receiver:?}"),
        "Receiver { keys: Keys([Key(..)]), window: Within(300s), \
         expected: [Expected(authorization: ..)], limits: Limits { depth: 64, values: 100000 } }"
    );
    let sender = Sender::new(key()).with_subscription_id("3f9a").with_authorization(bearer);
    assert_eq!(
        format!("{sender:?}"),
        "Sender { keys: Keys([Key(..)]), subscription_id: Some(\"3f9a\"), authorization: Some(Authorization(..)), \
         custom_headers: [] }"
    );
    let parts = sender.parts(&Event::new("1", ConversationOpen::new(Conversation::new(1))), at(TIME));
    assert!(!format!("{parts:?}").contains("s3cret"));
}
