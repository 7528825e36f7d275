//! TLS with a private root.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use super::api::Vendor;
use super::command::{API_KEY, Desk, Run};
use super::server::Server;

/// A root, and its certificate in PEM.
fn root(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Returns the settings of a server with a certificate for these names, signed by the root.
fn config(root: &CertifiedIssuer<'_, KeyPair>, names: &[&str], last_year: i32) -> Arc<ServerConfig> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(last_year, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, root).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap())
}

fn desk(vendor: Vendor, config: Arc<ServerConfig>) -> Desk {
    Desk::with(vendor, Server::start_with(vendor, API_KEY, Some(config)))
}

fn assert_refused(desk: &Desk, run: &Run, word: &str) {
    assert!(run.status == 3 && run.output.is_empty(), "{run:?}");
    assert!(run.error.starts_with("webhooks: list: the server's certificate is refused: "), "{}", run.error);
    assert!(run.error.contains(word), "{word}: {}", run.error);
    // Nothing of the request was sent.
    assert!(desk.server.steps().is_empty());
}

#[test]
fn a_private_root_is_trusted_by_its_file() {
    let root = root("the root");
    for vendor in Vendor::ALL {
        let desk = desk(vendor, config(&root, &["127.0.0.1", "localhost"], 2100));
        let ca = desk.file("ca.pem", &root.pem());
        let ca = ["--ca-file", ca.as_str()];
        let created = desk.run_create(&[&ca[..], &["--show-secret"]].concat());
        assert_eq!((created.status, created.error.as_str()), (0, ""));
        let listed = desk.json(&[&["list"][..], &ca].concat());
        let id = listed[0]["id"].as_str().unwrap();
        let url = ["--url", "https://hooks.example.com/new?token=n3w"];
        for words in [vec!["get", id], [&["update", id][..], &url].concat(), vec!["delete", id]] {
            let run = desk.run(&[&words[..], &ca].concat());
            assert_eq!((run.status, run.error.as_str()), (0, ""), "{words:?}");
        }
        assert!(desk.server.webhooks().is_empty());
    }
}

#[test]
fn a_wrong_certificate_is_refused() {
    let (root, other, same_name) = (root("the root"), root("another"), root("the root"));
    for (config, word) in [
        (config(&other, &["127.0.0.1"], 2100), "unknown issuer: --ca-file gives the root to trust"),
        (config(&same_name, &["127.0.0.1"], 2100), "BadSignature"),
        (config(&root, &["localhost", "127.0.0.2"], 2100), "not valid for name"),
        (config(&root, &["127.0.0.1"], 2021), "expired"),
    ] {
        for vendor in Vendor::ALL {
            let desk = desk(vendor, config.clone());
            let ca = desk.file("ca.pem", &root.pem());
            assert_refused(&desk, &desk.run(&["list", "--ca-file", &ca]), word);
        }
    }
}

/// The message has the names of the certificate, which the server chose.
#[test]
fn a_name_of_a_certificate_cannot_write_to_the_terminal() {
    let root = root("the root");
    let desk = desk(Vendor::Dixa, config(&root, &["a\u{1b}]0;b\u{7}c"], 2100));
    let ca = desk.file("ca.pem", &root.pem());
    // The message would have no escape sequence if it did not go to a terminal.
    let mut command = desk.command();
    let run = super::command::run(command.args(["list", "--ca-file", &ca]).env("CLICOLOR_FORCE", "1"));
    assert_refused(&desk, &run, r"a\u{1b}]0;b\u{7}c");
}

#[test]
fn a_private_root_is_not_trusted_without_its_file() {
    let root = root("the root");
    for vendor in Vendor::ALL {
        let desk = desk(vendor, config(&root, &["127.0.0.1"], 2100));
        assert_refused(&desk, &desk.run(&["list"]), "unknown issuer: --ca-file gives the root to trust");
    }
}

#[test]
fn a_server_without_tls_is_refused() {
    let plain = Server::start(Vendor::Dixa, API_KEY);
    let mut command = super::command::command();
    let url = format!("https://127.0.0.1:{}", plain.port());
    command.args(["webhooks", "dixa", "list", "--base-url", &url, "--api-key", API_KEY, "--timeout", "1"]);
    let run = super::command::run(&mut command);
    assert!(run.status == 3 && run.error.starts_with("webhooks: list: "), "{run:?}");
}

#[test]
fn a_file_without_a_certificate_is_wrong_usage() {
    let desk = Desk::new(Vendor::Dixa);
    let key = KeyPair::generate().unwrap().serialize_pem();
    let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    for content in ["", "not PEM", &key, broken] {
        let file = desk.file("ca.pem", content);
        let run = desk.run(&["list", "--ca-file", &file]);
        assert!(run.status == 64 && run.error.starts_with("usage: --ca-file "), "{run:?}");
    }
    let run = desk.run(&["list", "--ca-file", &desk.argument("nowhere")]);
    assert!(run.status == 64 && run.error.starts_with("usage: --ca-file "), "{run:?}");
    assert!(desk.server.steps().is_empty());
}

#[test]
fn a_root_that_serves_is_named() {
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::Pkcs8(root.key().serialize_der().into());
    let config = config.with_no_client_auth().with_single_cert(vec![root.der().clone()], key).unwrap();
    let desk = desk(Vendor::Dixa, Arc::new(config));
    let ca = desk.file("ca.pem", &root.pem());
    assert_refused(&desk, &desk.run(&["list", "--ca-file", &ca]), "a CA certificate is used as the server's own");
}

/// A device without an end is no file of certificates.
#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end_is_wrong_usage() {
    let run = Desk::new(Vendor::Dixa).run(&["list", "--ca-file", "/dev/zero"]);
    let line = "usage: --ca-file /dev/zero: it is longer than 64 MiB\n";
    assert_eq!((run.status, run.error.as_str()), (64, line));
}
