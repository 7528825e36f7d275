//! `chathooks trigger`: sends a sample event to a receiver.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;

use clap::Args;
use http::Uri;
use indicatif::ProgressBar;
use serde_json::json;

use super::sign::request;
use crate::api::ConnectionArgs;
use crate::change::{self, Change};
use crate::client::{Answer, CallError, Client, shown, url};
use crate::failure::Failure;
use crate::output::{BAD, GOOD, Output, milliseconds, styled, table};
use crate::samples::{Sample, samples};
use crate::secrets::{KeyArgs, Sources, TokenArgs};
use crate::vendor::{FormatName, Sender, VendorName, clock};

/// Send a signed sample event to a receiver
///
/// The exit status is 1 if the receiver answers another status than 2xx, 2 if the changed event does not decode, and 3 if
/// there is no answer.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks trigger acquire --list
  chathooks trigger acquire case:status http://127.0.0.1:8080/acquire --key-file key --set data.caseId=7
  chathooks trigger acquire - http://127.0.0.1:8080/acquire --key-file key < event.json
  chathooks trigger comm100 chat_ended http://127.0.0.1:8080/comm100 --url-token-file token --repeat 100")]
pub(crate) struct Trigger {
    vendor: VendorName,
    /// The wire name of an event, the name of a sample (see --list), or `-` for an event as JSON on standard input
    #[arg(required_unless_present = "list")]
    event: Option<String>,
    /// The URL of the receiver
    #[arg(required_unless_present = "list")]
    url: Option<String>,
    /// List the events and their samples
    #[arg(long, conflicts_with_all = ["event", "url"])]
    list: bool,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    token: TokenArgs,
    /// Change a field, such as data.caseId=7 or data.messages[0].message=hello; can be repeated
    ///
    /// A value that is JSON is taken as such, another as a string. `%n` in a value is replaced by the number of the
    /// request, starting at 1.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<Change>,
    /// The format of the body; xml and form are for acquire only
    #[arg(long)]
    format: Option<FormatName>,
    /// How often the event is sent
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    repeat: u32,
    /// How many requests are sent at the same time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=256))]
    concurrency: u32,
    #[command(flatten)]
    connection: ConnectionArgs,
}

/// The result of a request.
struct Sent {
    number: u32,
    result: Result<Answer, Failed>,
}

enum Failed {
    Call(CallError),
    Build(Failure),
}

impl Trigger {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        if self.list {
            return self.print_list(output);
        }
        if !self.vendor.signs() && self.keys.is_given(sources) {
            return Err(Failure::usage("this vendor signs nothing and takes no --key: see --url-token-file"));
        }
        let uri = self.token.add_to(url(self.url.as_deref().unwrap_or_default())?, self.vendor, sources)?;
        let sender = Sender::new(self.vendor, &self.keys.secrets(sources)?, self.format)?;
        let sample = self.sample(sources)?;
        // An event that does not decode is reported before anything is sent.
        sender.event_parts(&self.body(&sample.body, 1)?, clock())?;

        let client = Client::new(&self.connection)?;
        let bar = if self.repeat > 1 { output.progress(self.repeat.into()) } else { ProgressBar::hidden() };
        let mut all = Vec::new();
        let mut failure = None;
        self.send_all(&client, &sender, &sample, &uri, |Sent { number, result }| {
            bar.inc(1);
            let printed = match result {
                Ok(answer) => Ok(Ok(answer)),
                Err(Failed::Call(error)) => Ok(Err(error)),
                Err(Failed::Build(failure)) => Err(failure),
            };
            let printed = printed.and_then(|result| {
                bar.suspend(|| self.print(&sample, number, &result, output))?;
                all.push(result);
                Ok(())
            });
            failure = printed.err();
            failure.is_none()
        });
        bar.finish_and_clear();
        failure.map_or(Ok(()), Err)?;
        self.conclude(&all, &uri, output)
    }

    /// Sends all requests, from several threads. `each` returns whether to go on.
    fn send_all(
        &self,
        client: &Client,
        sender: &Sender,
        sample: &Sample,
        uri: &Uri,
        mut each: impl FnMut(Sent) -> bool,
    ) {
        let next = AtomicU32::new(1);
        let (results, received) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..self.concurrency.min(self.repeat) {
                let (results, next) = (results.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number > self.repeat {
                            break;
                        }
                        let built = self
                            .body(&sample.body, number)
                            .and_then(|body| request(sender.event_parts(&body, clock())?, &uri.to_string()));
                        let result =
                            built.map_err(Failed::Build).and_then(|request| client.send(request).map_err(Failed::Call));
                        if results.send(Sent { number, result }).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(results);
            for sent in &received {
                if !each(sent) {
                    // The threads end when they cannot send their next result.
                    break;
                }
            }
            drop(received);
        });
    }

    fn sample(&self, sources: &Sources) -> Result<Sample, Failure> {
        let name = self.event.as_deref().unwrap_or_default();
        if name == "-" {
            return Ok(Sample { event: "standard input".to_owned(), name: "-", body: sources.body()? });
        }
        let is_wanted =
            |sample: &Sample| sample.event.eq_ignore_ascii_case(name) || sample.name.eq_ignore_ascii_case(name);
        samples(self.vendor).into_iter().find(is_wanted).ok_or_else(|| {
            let vendor = self.vendor.as_str();
            Failure::usage(format!("there is no sample of this event: `chathooks trigger {vendor} --list` names them"))
        })
    }

    /// Returns the sample with the changes of `--set`.
    fn body(&self, sample: &[u8], number: u32) -> Result<Vec<u8>, Failure> {
        change::apply(sample, &self.set, number)
    }

    fn print_list(&self, output: Output) -> Result<(), Failure> {
        let samples = samples(self.vendor);
        for sample in &samples {
            let json = json!({ "event": sample.event, "sample": sample.name });
            output.json(&json)?;
        }
        output.text(|| {
            let rows = samples.iter().map(|sample| vec![sample.event.clone(), sample.name.to_owned()]);
            table(&["EVENT", "SAMPLE"], rows)
        })
    }

    fn print(
        &self,
        sample: &Sample,
        number: u32,
        result: &Result<Answer, CallError>,
        output: Output,
    ) -> Result<(), Failure> {
        let (status, ms, error) = match result {
            Ok(answer) => (Some(answer.status.as_u16()), Some(milliseconds(answer.elapsed)), None),
            Err(error) => (None, None, Some(error.to_string())),
        };
        output.json(&json!({
            "event": sample.event, "number": number, "status": status, "ms": ms, "error": error,
        }))?;
        // Of many requests, people see a summary.
        if self.repeat > 1 {
            return Ok(());
        }
        output.text(|| match result {
            Ok(answer) => {
                let style = if answer.status.is_success() { GOOD } else { BAD };
                format!("{}: {} in {} ms", sample.event, styled(style, answer.status), milliseconds(answer.elapsed))
            }
            Err(error) => format!("{}: {}", sample.event, styled(BAD, error)),
        })
    }

    /// Prints the summary, and returns the failure of the command, if any.
    fn conclude(&self, all: &[Result<Answer, CallError>], uri: &Uri, output: Output) -> Result<(), Failure> {
        let answers: Vec<_> = all.iter().filter_map(|result| result.as_ref().ok()).collect();
        if self.repeat > 1 {
            let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
            statuses.sort_unstable();
            statuses.dedup();
            let mut rows: Vec<_> = statuses
                .iter()
                .map(|status| {
                    let of = answers.iter().filter(|answer| answer.status.as_u16() == *status);
                    let times: Vec<_> = of.map(|answer| milliseconds(answer.elapsed)).collect();
                    let slowest = times.iter().copied().fold(0.0, f64::max);
                    vec![status.to_string(), times.len().to_string(), format!("{slowest} ms")]
                })
                .collect();
            if all.len() > answers.len() {
                rows.push(vec!["none".to_owned(), (all.len() - answers.len()).to_string(), String::new()]);
            }
            output.text(|| table(&["STATUS", "REQUESTS", "SLOWEST"], rows))?;
        }
        if let Some(error) = all.iter().find_map(|result| result.as_ref().err()) {
            return Err(Failure::server("trigger", format!("{}: {error}", shown(uri))));
        }
        match answers.iter().find(|answer| !answer.status.is_success()) {
            Some(answer) => Err(Failure::failed("trigger", format!("the receiver answered {}", answer.status))),
            None => Ok(()),
        }
    }
}
