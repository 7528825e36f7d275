//! The management APIs of the vendors, as strict as their pages. The known fields come from the vendors' own samples.

use serde_json::{Map, Value, json};

use super::body;
use super::http::{Answer, Request};

/// Reads a sample of the vendors.
macro_rules! sample {
    ($path:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!("../../../tests/data/", $path))).unwrap()
    };
}

pub(crate) use sample;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vendor {
    Acquire,
    Dixa,
    Comm100,
}

impl Vendor {
    pub(crate) const ALL: [Self; 3] = [Self::Acquire, Self::Dixa, Self::Comm100];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Acquire => "acquire",
            Self::Dixa => "dixa",
            Self::Comm100 => "comm100",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Acquire => "/api/v1/webhook",
            Self::Dixa => "/v1/webhooks",
            Self::Comm100 => "/v4/livechat/webhooks",
        }
    }
}

/// How Acquire's list is paged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paging {
    /// `page`, `offset`, `limit`, `count` and `data`, as in its lists of cases.
    Full,
    /// An array, without a count.
    Bare,
    /// The first page, whatever is asked for.
    FirstOnly,
    /// The first page of this many, whatever is asked for, and a count.
    Capped(usize),
}

/// The state of an account.
pub(crate) struct Api {
    vendor: Vendor,
    authorization: String,
    pub(crate) webhooks: Vec<Value>,
    pub(crate) paging: Paging,
    /// The key in the answer to Acquire's `create`, instead of the one in the request.
    pub(crate) answered_key: Option<Value>,
    /// The delivery logs of Dixa, by the name of the event.
    pub(crate) logs: Map<String, Value>,
    created: usize,
}

/// The key of Dixa's first subscription.
pub(crate) const DIXA_KEY: &str = "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e101";

/// An answer to a wrong request, and what is wrong if the command must never send it.
type Refusal = (Answer, Option<String>);

impl Api {
    pub(crate) fn new(vendor: Vendor, credential: &str) -> Self {
        let authorization = if vendor == Vendor::Dixa { credential.to_owned() } else { format!("Bearer {credential}") };
        Self {
            vendor,
            authorization,
            webhooks: Vec::new(),
            paging: Paging::Full,
            answered_key: None,
            logs: Map::new(),
            created: 0,
        }
    }

    /// Returns the name of a step.
    pub(crate) fn step(&self, request: &Request) -> &'static str {
        let Some(rest) = request.path.strip_prefix(self.vendor.path()) else { return "unknown" };
        let segments: Vec<_> = rest.split('/').skip(1).collect();
        let update = if self.vendor == Vendor::Dixa { "PATCH" } else { "PUT" };
        match (request.method.as_str(), segments.as_slice()) {
            ("GET", []) => "list",
            ("POST", []) => "create",
            ("GET", [_]) => "get",
            ("DELETE", [_]) => "delete",
            (method, [_]) if method == update => "update",
            ("GET", [_, "delivery-status", "logs", _]) if self.vendor == Vendor::Dixa => "logs",
            _ => "unknown",
        }
    }

    /// Checks all of a request but the values of its fields.
    pub(crate) fn check(&self, request: &Request) -> Result<(), Refusal> {
        let wrong = |problem: String| (Answer::json(400, json!({ "message": problem })), Some(problem));
        let step = self.step(request);
        if step == "unknown" {
            return Err(wrong(format!("{} {}", request.method, request.path)));
        }
        if request.header("authorization") != Some(&self.authorization) {
            return Err((Answer::json(401, json!({ "message": "Unauthorized" })), None));
        }
        let has_body = ["create", "update"].contains(&step);
        let expected = [("accept", Some("application/json")), ("content-type", has_body.then_some("application/json"))];
        for (name, value) in expected {
            if request.header(name) != value {
                return Err(wrong(format!("{name}: {:?}", request.header(name))));
            }
        }
        let known = ["accept", "authorization", "content-length", "content-type", "host", "user-agent"];
        for (name, _) in &request.headers {
            if !known.contains(&name.as_str()) || request.headers.iter().filter(|(own, _)| own == name).count() != 1 {
                return Err(wrong(format!("header {name}")));
            }
        }
        let agent = request.header("user-agent").unwrap_or_default();
        if !agent.starts_with("chathooks/") {
            return Err(wrong(format!("user-agent {agent}")));
        }
        let is_paged = step == "list" && self.vendor == Vendor::Acquire;
        for (name, value) in pairs(request) {
            if !is_paged || !["limit", "page"].contains(&name) || value.parse::<usize>().is_err() {
                return Err(wrong(format!("parameter {name}")));
            }
        }
        match (has_body, request.body.is_empty()) {
            (false, true) => Ok(()),
            (true, _) => body::check(self.vendor, step, &request.body).map_err(wrong),
            (false, false) => Err(wrong("a body".to_owned())),
        }
    }

    /// Does a step.
    pub(crate) fn answer(&mut self, step: &str, request: &Request) -> Answer {
        let rest = request.path.strip_prefix(self.vendor.path()).unwrap_or_default();
        let id = rest.split('/').nth(1).unwrap_or_default();
        let index = self.webhooks.iter().position(|webhook| text(&webhook["id"]) == id);
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        match (step, index) {
            ("list", _) => self.list(request),
            ("create", _) => {
                let mut webhook = self.record(&body);
                self.webhooks.push(webhook.clone());
                if let Some(key) = &self.answered_key {
                    webhook["hmacKey"] = key.clone();
                }
                self.enveloped(if self.vendor == Vendor::Acquire { 200 } else { 201 }, webhook)
            }
            (_, None) if self.vendor == Vendor::Acquire => {
                Answer::json(400, json!({ "error": { "type": "ERROR_RECORD_NOT_FOUND" } }))
            }
            (_, None) => Answer::json(404, json!({ "message": "The requested resource could not be found" })),
            ("get", Some(index)) => self.enveloped(200, self.webhooks[index].clone()),
            ("update", Some(index)) => {
                for (name, value) in body.as_object().unwrap() {
                    let name = if self.vendor == Vendor::Dixa && name == "events" { "subscribedEvents" } else { name };
                    self.webhooks[index][name] = value.clone();
                }
                self.enveloped(200, self.webhooks[index].clone())
            }
            ("delete", Some(index)) => {
                self.webhooks.remove(index);
                match self.vendor {
                    Vendor::Acquire => Answer::json(200, sample!("acquire/rest/deleted.json")),
                    _ => Answer::empty(204),
                }
            }
            ("logs", Some(_)) => {
                let event = request.path.rsplit('/').next().unwrap();
                self.enveloped(200, self.logs.get(event).cloned().unwrap_or_else(|| json!([])))
            }
            (step, _) => panic!("{step}"),
        }
    }

    fn list(&self, request: &Request) -> Answer {
        if self.vendor != Vendor::Acquire {
            return self.enveloped(200, self.webhooks.clone());
        }
        let number = |name| pairs(request).find(|(own, _)| *own == name).map(|(_, value)| value.parse().unwrap());
        let (limit, page): (usize, usize) = (number("limit").unwrap_or(20), number("page").unwrap_or(0));
        let all = self.webhooks.iter().cloned();
        let rows: Vec<_> = match self.paging {
            Paging::Full | Paging::Bare => all.skip(page * limit).take(limit).collect(),
            Paging::FirstOnly => all.take(limit).collect(),
            Paging::Capped(count) => all.take(count).collect(),
        };
        let count = self.webhooks.len();
        let data = match self.paging {
            Paging::Bare => json!(rows),
            _ => json!({ "page": page, "offset": page * limit, "limit": limit, "count": count, "data": rows }),
        };
        self.enveloped(200, data)
    }

    /// Creates the record of a webhook, in the shape of the vendor's sample.
    fn record(&mut self, body: &Value) -> Value {
        self.created += 1;
        let mut record = match self.vendor {
            Vendor::Acquire => sample!("acquire/rest/webhook.json"),
            Vendor::Dixa => sample!("dixa/rest/subscription.json")["data"].take(),
            Vendor::Comm100 => sample!("comm100/rest/webhook.json"),
        };
        for (name, value) in body.as_object().unwrap() {
            let name = if self.vendor == Vendor::Dixa && name == "events" { "subscribedEvents" } else { name };
            if record.get(name).is_some() {
                record[name] = value.clone();
            }
        }
        record["id"] = match self.vendor {
            Vendor::Acquire => json!(self.created),
            _ => json!(format!("2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f{:04}", self.created)),
        };
        if self.vendor == Vendor::Dixa {
            record["secretKey"] = json!(format!("{}{:02}", &DIXA_KEY[..62], self.created));
            record["headers"] = match &body["authorization"] {
                Value::Object(own) if own["_type"] == "TokenAuth" => {
                    json!({ "Authorization": format!("Bearer {}", text(&own["value"])) })
                }
                _ => json!({}),
            };
        }
        record
    }

    fn enveloped(&self, status: u16, data: impl Into<Value>) -> Answer {
        let data = data.into();
        Answer::json(status, if self.vendor == Vendor::Comm100 { data } else { json!({ "data": data }) })
    }

    /// Creates webhooks with these names, which are the URLs' paths too.
    pub(crate) fn fill(&mut self, names: &[&str]) {
        for name in names {
            let url = format!("https://hooks.example.com/{name}?token=t0k3n");
            let body = json!({ "name": name, "url": url, "targetUrl": url });
            let webhook = self.record(&body);
            self.webhooks.push(webhook);
        }
    }
}

fn pairs(request: &Request) -> impl Iterator<Item = (&str, &str)> {
    let pairs = request.query.as_deref().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
