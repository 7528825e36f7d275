//! Keys, tokens, and the headers that are compared.

use chathooks::auth::{StreamingSigner, StreamingVerifier};
use chathooks::dixa::{Authorization, CustomHeader};
use chathooks::{Key, Keys, Signature, UrlToken};

use super::{BEARER, DIGITS, HEADER, KEY, PASSWORD, Path, TEXTS, TOKEN, paths, used};

const BODY: &[u8] = br#"{"event":"case:status"}"#;
const TARGETS: [&str; 4] =
    ["/hook?token=Hn4Vw9Xp2Mq7Ls5R", "/hook?token=%48n4Vw9Xp2Mq7Ls5R", "/?token=Hn4Vw9Xp2Mq7Ls5R%zz", "/?token=x"];

pub(super) fn key() -> Key {
    Key::new(KEY).unwrap()
}

pub(super) fn keys() -> Keys {
    Keys::from(key()).or(Key::new(TEXTS[1]).unwrap()).or(Key::from_hex(DIGITS).unwrap())
}

pub(super) fn token() -> UrlToken {
    UrlToken::new(TOKEN).unwrap().or("another").unwrap()
}

pub(super) fn wrong() -> Signature {
    Signature::from([0; 32])
}

fn signer() -> StreamingSigner {
    let mut signer = key().signer();
    signer.update(&BODY[..5]);
    signer
}

fn verifier() -> StreamingVerifier {
    let mut verifier = keys().verifier();
    verifier.update(&BODY[..5]);
    verifier
}

pub(super) fn authorizations() -> [Authorization; 2] {
    [Authorization::basic("hook", PASSWORD).unwrap(), Authorization::bearer(BEARER).unwrap()]
}

pub(super) fn custom_header() -> CustomHeader {
    CustomHeader::new("X-Tenant", HEADER).unwrap()
}

pub(super) fn paths() -> Vec<Path> {
    paths! {
        "auth::key::Key" => used::<Key>(key());
        "auth::key::Key::new" => (Key::new(KEY), Key::new(TEXTS[1]), Key::new("Tz8vQ0mK3xR7pLw2Jd5Yc9Ns\n"));
        "auth::key::Key::from_bytes" => (Key::from_bytes(KEY), Key::from_bytes(TEXTS[1]));
        "auth::key::Key::from_hex" => (Key::from_hex(DIGITS), Key::from_hex(&DIGITS[1..]));
        "auth::key::Key::sign" => key().sign(BODY);
        "auth::key::Key::verify" => (key().verify(BODY, &key().sign(BODY)), key().verify(BODY, &wrong()));
        "auth::key::Key::signer" => key().signer();
        "auth::keys::Keys" => used::<Keys>(keys());
        "auth::keys::Keys::or" => Keys::from(key()).or(key()).or(key()).or(key()).or(key());
        "auth::keys::Keys::verify" => (keys().verify(BODY, &key().sign(BODY)), keys().verify(BODY, &wrong()));
        "auth::keys::Keys::verifier" => keys().verifier();
        "auth::keys::Keys as TryFrom" => Keys::try_from(vec![key(), key()]);
        "auth::keys::Keys as From" => Keys::from(key());
        "auth::streaming::StreamingSigner" => used::<StreamingSigner>(signer());
        "auth::streaming::StreamingSigner::update" => signer().update(BODY);
        "auth::streaming::StreamingSigner::sign" => signer().sign();
        "auth::streaming::StreamingSigner::verify" => signer().verify(&wrong());
        "auth::streaming::StreamingVerifier" => used::<StreamingVerifier>(verifier());
        "auth::streaming::StreamingVerifier::update" => verifier().update(BODY);
        "auth::streaming::StreamingVerifier::verify" => verifier().verify(&wrong());
        "auth::token::UrlToken" => used::<UrlToken>(token());
        "auth::token::UrlToken::new" => (UrlToken::new(TOKEN), UrlToken::new("Hn4Vw9Xp2Mq7Ls5R\n"));
        "auth::token::UrlToken::or" => (token().or(TOKEN), token().or("Hn4Vw9Xp2Mq7Ls5R\n"));
        "auth::token::UrlToken::with_parameter" => token().with_parameter("token").with_parameter("key".to_owned());
        "auth::token::UrlToken::verify" => TARGETS.map(|target| token().verify(target).is_ok());
        "dixa::authorization::Authorization" => used::<[Authorization; 2]>(authorizations());
        "dixa::authorization::Authorization::basic" =>
            [("hook", PASSWORD), ("a:b", PASSWORD), ("hook", "qWerty123uIop456 ")].map(|(user, password)| {
                Authorization::basic(user, password).is_ok()
            });
        "dixa::authorization::Authorization::bearer" =>
            [BEARER, "Qx7Lk2Vn9Rt4Bz8W ", "Qx7Lk2Vn9Rt4Bz8W\u{e9}"].map(|token| Authorization::bearer(token).is_ok());
        "dixa::custom_header::CustomHeader" => used::<CustomHeader>(custom_header());
        "dixa::custom_header::CustomHeader::new" =>
            ["X-Tenant", "Host", "a b"].map(|name| CustomHeader::new(name, HEADER).is_ok());
    }
}
