//! The accounts and the calls of the management APIs.

use chathooks::rest::{BaseUrl, Endpoint, Secret};
use chathooks::{acquire, comm100, dixa};
use http::Response;

use super::records::{COMM100, acquire_create, dixa_create, url, webhook};
use super::{CALL, CREDENTIAL, HMAC_KEY, Path, paths, used};

fn base() -> BaseUrl {
    "https://h.example".parse().unwrap()
}

fn credential() -> Secret {
    Secret::new(CREDENTIAL)
}

fn of_acquire() -> acquire::rest::Account {
    acquire::rest::Account::new(base(), credential()).unwrap()
}

fn of_comm100() -> comm100::rest::Account {
    comm100::rest::Account::new(base(), credential()).unwrap()
}

fn of_dixa() -> dixa::rest::Account {
    dixa::rest::Account::bearer(base(), credential()).unwrap()
}

/// Builds the request of a call, and reads its answer and two errors.
fn called<C: Endpoint>(call: C, account: &C::Account, answer: &'static str) {
    assert!(call.request(account).is_ok());
    let answered = |status: u16, body: &'static str| {
        let response = Response::builder().status(status).header("content-type", "application/json").body(body);
        call.answer(&response.unwrap()).is_ok()
    };
    let read = [answered(200, answer), answered(200, "{}"), answered(401, "{}"), answered(500, "<html>")];
    assert!(read[0] && !read[2] && !read[3]);
}

/// The records in their envelopes.
const ACQUIRE_ANSWER: &str =
    r#"{"data":{"id":3,"url":"https://h.example/?token=Hn4Vw9Xp2Mq7Ls5R","hmacKey":"Gs7Jn2Bv5Xc9Lk4P"}}"#;
const DIXA_ANSWER: &str = r#"{"data":{"id":"1","name":"","secretKey":"Gs7Jn2Bv5Xc9Lk4P","headers":{"Authorization":"Bearer Qx7Lk2Vn9Rt4Bz8W"}}}"#;

const WITH_BOTH: &[&str] = &["the credential", "the webhook's secret", "the token"];
const WITH_ALL: &[&str] = &["the credential", "the password", "the header"];
const CREDENTIAL_ALONE: &[&str] = &["the credential"];
const WITH_THE_KEY: &[&str] = &["the credential", "the webhook's secret"];
const WITH_THE_TOKEN: &[&str] = &["the credential", "the token"];

pub(super) fn paths() -> Vec<Path> {
    paths! {
        "rest::secret::Secret" => {
            used::<Secret>(credential());
            assert!(credential() == credential());
            assert!(serde_json::to_writer(std::io::sink(), &credential()).is_ok());
        };
        "rest::secret::Secret::new" => {
            let mut roomy = String::with_capacity(100);
            roomy.push_str(CREDENTIAL);
            (Secret::new(CREDENTIAL), Secret::new(roomy))
        };
        "rest::secret::Secret::expose" => credential().expose().len();
        "rest::secret::Secret as From" => (Secret::from(CREDENTIAL), Secret::from(CREDENTIAL.to_owned()));
        "rest::secret::Secret as serde_by_value!" =>
            serde_json::from_str::<Secret>(r#""Zu3Kp8Ty1Hw6Dm4L""#).unwrap();
        "acquire::rest::account::Account" => used::<acquire::rest::Account>(of_acquire());
        "acquire::rest::account::Account::new" =>
            [CREDENTIAL, "Zu3Kp8Ty1Hw6Dm4L\n"].map(|key| acquire::rest::Account::new(base(), key.into()).is_ok());
        "acquire::rest::account::Account::base" => of_acquire().base().as_str().len();
        "comm100::rest::account::Account" => used::<comm100::rest::Account>(of_comm100());
        "comm100::rest::account::Account::new" =>
            [CREDENTIAL, "Zu3Kp8Ty1Hw6Dm4L\n"].map(|key| comm100::rest::Account::new(base(), key.into()).is_ok());
        "comm100::rest::account::Account::base" => of_comm100().base().as_str().len();
        "dixa::rest::account::Account" => used::<dixa::rest::Account>(of_dixa());
        "dixa::rest::account::Account::new" =>
            [CREDENTIAL, "Zu3Kp8Ty1Hw6Dm4L\n"].map(|key| dixa::rest::Account::new(base(), key.into()).is_ok());
        "dixa::rest::account::Account::bearer" =>
            [CREDENTIAL, "Zu3Kp8Ty1Hw6Dm4L\n"].map(|key| dixa::rest::Account::bearer(base(), key.into()).is_ok());
        "dixa::rest::account::Account::base" => of_dixa().base().as_str().len();
        "rest::endpoint::Endpoint::request" =>
            acquire::rest::GetWebhook::new("..").request(&of_acquire()).is_err();
        "acquire::rest::read::ListWebhooks as endpoint!" =>
            called(acquire::rest::ListWebhooks::new(), &of_acquire(), r#"{"count":0,"data":[]}"#),
            leaves CREDENTIAL_ALONE, for CALL;
        "acquire::rest::read::GetWebhook as endpoint!" =>
            called(acquire::rest::GetWebhook::new("3"), &of_acquire(), ACQUIRE_ANSWER), leaves WITH_THE_TOKEN, for CALL;
        "acquire::rest::delete::DeleteWebhook as Endpoint" =>
            called(acquire::rest::DeleteWebhook::new("3"), &of_acquire(), r#"{"data":1}"#),
            leaves CREDENTIAL_ALONE, for CALL;
        "acquire::rest::write::CreateWebhook as endpoint!" =>
            called::<acquire::rest::CreateWebhook<'_>>(acquire_create(), &of_acquire(), ACQUIRE_ANSWER), leaves WITH_BOTH, for CALL;
        "acquire::rest::write::UpdateWebhook as endpoint!" => {
            let changes = acquire::rest::Changes::new().with_hmac_key(HMAC_KEY);
            called(acquire::rest::UpdateWebhook::new("3", changes), &of_acquire(), r#"{"data":{}}"#);
        }, leaves WITH_THE_KEY, for CALL;
        "comm100::rest::read::ListWebhooks as endpoint!" =>
            called(comm100::rest::ListWebhooks::new(), &of_comm100(), "[]"), leaves CREDENTIAL_ALONE, for CALL;
        "comm100::rest::read::GetWebhook as endpoint!" =>
            called(comm100::rest::GetWebhook::new("69FA"), &of_comm100(), COMM100), leaves WITH_THE_TOKEN, for CALL;
        "comm100::rest::read::DeleteWebhook as endpoint!" =>
            called(comm100::rest::DeleteWebhook::new("69FA"), &of_comm100(), "{}"), leaves CREDENTIAL_ALONE, for CALL;
        "comm100::rest::write::CreateWebhook as endpoint!" => {
            let create = comm100::rest::CreateWebhook::new(comm100::SubscriptionEvent::ChatEnds, url());
            called(create, &of_comm100(), COMM100);
        }, leaves WITH_THE_TOKEN, for CALL;
        "comm100::rest::write::UpdateWebhook as endpoint!" => {
            let update = comm100::rest::UpdateWebhook::new("69FA", comm100::SubscriptionEvent::ChatEnds, url());
            called(update, &of_comm100(), COMM100);
        }, leaves WITH_THE_TOKEN, for CALL;
        "dixa::rest::read::ListSubscriptions as endpoint!" =>
            called(dixa::rest::ListSubscriptions::new(), &of_dixa(), r#"{"data":[]}"#), leaves CREDENTIAL_ALONE, for CALL;
        "dixa::rest::read::GetSubscription as endpoint!" =>
            called(dixa::rest::GetSubscription::new("cb45"), &of_dixa(), DIXA_ANSWER), leaves CREDENTIAL_ALONE, for CALL;
        "dixa::rest::read::DeleteSubscription as endpoint!" =>
            called(dixa::rest::DeleteSubscription::new("cb45"), &of_dixa(), "{}"), leaves CREDENTIAL_ALONE, for CALL;
        "dixa::rest::logs::GetDeliveryStatus as endpoint!" =>
            called(dixa::rest::GetDeliveryStatus::new("cb45"), &of_dixa(), r#"{"data":[]}"#),
            leaves CREDENTIAL_ALONE, for CALL;
        "dixa::rest::logs::GetDeliveryLogs as endpoint!" => {
            let logs = dixa::rest::GetDeliveryLogs::new("cb45", dixa::EventName::ConversationClosed);
            called(logs, &of_dixa(), r#"{"data":[]}"#);
        }, leaves CREDENTIAL_ALONE, for CALL;
        "dixa::rest::write::CreateSubscription as endpoint!" =>
            called::<dixa::rest::CreateSubscription<'_>>(dixa_create(), &of_dixa(), DIXA_ANSWER), leaves WITH_ALL, for CALL;
        "dixa::rest::write::PatchSubscription as endpoint!" => {
            let changes = dixa::rest::Changes::new().with_authorization(dixa::rest::WebhookAuthorization::token(HMAC_KEY));
            called(dixa::rest::PatchSubscription::new("cb45", changes), &of_dixa(), r#"{"data":{"id":"1","name":""}}"#);
        }, leaves WITH_THE_KEY, for CALL;
        "acquire::rest::write::UpdateWebhook" =>
            used::<acquire::rest::UpdateWebhook<'_>>(acquire::rest::UpdateWebhook::new("3", webhook()));
        "acquire::rest::write::UpdateWebhook::new" => acquire::rest::UpdateWebhook::new("3", webhook());
        "comm100::rest::write::UpdateWebhook" => used::<comm100::rest::UpdateWebhook<'_>>(
            comm100::rest::UpdateWebhook::new("69FA", comm100::SubscriptionEvent::ChatEnds, url())
        );
        "comm100::rest::write::UpdateWebhook::new" =>
            comm100::rest::UpdateWebhook::new("69FA", comm100::SubscriptionEvent::ChatEnds, url());
    }
}
