//! Lines that threads of their own print, so that a reader that stops delays no answer.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::output::{BAD, GOOD, Output, styled};

/// The maximum number of lines that wait.
const CAPACITY: usize = 1024;

/// The lines of standard output and of standard error.
pub(super) struct Lines {
    results: Queue<(Value, String)>,
    messages: Queue<String>,
}

impl Lines {
    /// Starts the threads, which end with the process.
    pub(super) fn start(output: Output) -> Result<Self, Failure> {
        let mut is_said = false;
        let print = move |(json, text): (Value, String)| {
            let printed = output.json(&json).and_then(|()| output.text(|| text));
            if let (Err(failure), false) = (printed, is_said) {
                is_said = true;
                let reason = if failure.message.is_empty() { "standard output is closed" } else { &failure.message };
                say(&format!("warning: {reason}: deliveries are received, and not printed"));
            }
        };
        let results = Queue::start("standard output", print)?;
        Ok(Self { results, messages: Queue::start("standard error", |message: String| say(&message))? })
    }

    /// Prints what became of a request.
    pub(super) fn answered(&self, answer: &Answered) {
        let Answered { vendor, status, event, note, saved } = answer;
        let saved_as = saved.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let reason = if event.is_some() { None } else { Some(note) };
        let json = json!({
            "vendor": vendor, "status": status.as_u16(), "event": event, "reason": reason, "saved": saved,
        });
        let style = if status.is_success() { GOOD } else { BAD };
        let first = vendor.as_ref().map_or_else(|| status.as_u16().to_string(), Clone::clone);
        self.results.push((json, format!("{first}: {}{saved_as}", styled(style, note))));
    }

    /// Prints a line to standard error.
    pub(super) fn message(&self, message: String) {
        self.messages.push(message);
    }

    /// Waits until all lines are printed.
    pub(super) async fn flush(&self) {
        while self.results.is_pending() || self.messages.is_pending() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// What became of a request.
pub(super) struct Answered {
    pub(super) vendor: Option<String>,
    pub(super) status: StatusCode,
    /// The name of the event, verbatim.
    pub(super) event: Option<String>,
    pub(super) note: String,
    pub(super) saved: Option<String>,
}

struct Queue<T> {
    sender: SyncSender<T>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    pending: AtomicUsize,
    dropped: AtomicUsize,
}

impl<T: Send + 'static> Queue<T> {
    fn start(name: &'static str, mut print: impl FnMut(T) + Send + 'static) -> Result<Self, Failure> {
        let (sender, receiver) = sync_channel(CAPACITY);
        let counts = Arc::new(Counts::default());
        let own = Arc::clone(&counts);
        let run = move || {
            let mut said = Instant::now();
            for line in receiver {
                print(line);
                // A line is dropped only if others wait, so there is a line after each that was dropped. Their number is
                // printed when no line waits, and each second.
                let is_time = own.pending.load(Ordering::SeqCst) == 1 || said.elapsed() > Duration::from_secs(1);
                let dropped = if is_time { own.dropped.swap(0, Ordering::SeqCst) } else { 0 };
                if dropped > 0 {
                    said = Instant::now();
                    say(&format!("{dropped} lines were not printed, because {name} was not read in time"));
                }
                own.pending.fetch_sub(1, Ordering::SeqCst);
            }
        };
        thread::Builder::new().spawn(run).map_err(|error| Failure::io("receive", error))?;
        Ok(Self { sender, counts })
    }

    fn push(&self, line: T) {
        self.counts.pending.fetch_add(1, Ordering::SeqCst);
        if self.sender.try_send(line).is_err() {
            self.counts.dropped.fetch_add(1, Ordering::SeqCst);
            self.counts.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }

    fn is_pending(&self) -> bool {
        self.counts.pending.load(Ordering::SeqCst) > 0
    }
}

/// Writes a line to standard error. Whether anyone reads it changes nothing.
fn say(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
