//! A server on loopback that plays a vendor, and fails as it is told to.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::ServerConfig;

use super::api::{Api, Vendor};
use super::http::{Answer, Connection, Request};

/// How a step fails.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// This answer, and nothing is done.
    Answer(Answer),
    /// The step is done, and answered like this.
    DoneBut(Answer),
    /// These bytes, after which the connection is closed.
    Bytes(Vec<u8>),
    /// An answer with this status that repeats the whole request.
    Echo(u16),
    /// No answer.
    Hang,
    /// The start of an answer, and then nothing more.
    HangInBody,
    /// The start of an answer, and then a byte now and then.
    Trickle,
}

impl Fault {
    /// Returns a timeout in seconds: a short one if it passes, and one that is long enough for a busy machine if not.
    pub(crate) fn timeout(&self) -> &'static str {
        if matches!(self, Self::Hang | Self::HangInBody | Self::Trickle) { "1" } else { "60" }
    }
}

/// What is shared with the threads of the server.
pub(crate) struct State {
    pub(crate) api: Api,
    /// The faults that come next, each with its step.
    faults: Vec<(&'static str, Fault)>,
    /// The requests so far, each with its step.
    requests: Vec<(String, Request)>,
    /// What was wrong with the requests.
    problems: Vec<String>,
}

/// A server, which stops on drop. Dropping it panics if a request was not as the vendor documents it.
pub(crate) struct Server {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<Mutex<State>>,
    is_stopped: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server for requests with this credential.
    pub(crate) fn start(vendor: Vendor, credential: &str) -> Self {
        Self::start_with(vendor, credential, None)
    }

    pub(crate) fn start_with(vendor: Vendor, credential: &str, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state =
            State { api: Api::new(vendor, credential), faults: Vec::new(), requests: Vec::new(), problems: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let is_stopped = Arc::new(AtomicBool::new(false));
        let scheme = if tls.is_some() { "https" } else { "http" };
        let server = Self { address, scheme, state: state.clone(), is_stopped: is_stopped.clone() };
        thread::spawn(move || {
            for stream in listener.incoming() {
                if is_stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (state, tls) = (state.clone(), tls.clone());
                thread::spawn(move || serve(Connection::new(stream.unwrap(), tls.as_ref()), &state));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the next request of a step fail.
    pub(crate) fn fail(&self, step: &'static str, fault: Fault) {
        self.state().faults.push((step, fault));
    }

    /// Returns the steps so far.
    pub(crate) fn steps(&self) -> Vec<String> {
        self.state().requests.iter().map(|(step, _)| step.clone()).collect()
    }

    /// Returns the body of the last request of a step.
    pub(crate) fn body(&self, step: &str) -> serde_json::Value {
        let state = self.state();
        let (_, request) = state.requests.iter().rfind(|(own, _)| own == step).unwrap();
        serde_json::from_slice(&request.body).unwrap()
    }

    /// Returns the webhooks that exist.
    pub(crate) fn webhooks(&self) -> Vec<serde_json::Value> {
        self.state().api.webhooks.clone()
    }

    /// Forgets what was wrong with the requests, and returns it.
    pub(crate) fn take_problems(&self) -> Vec<String> {
        std::mem::take(&mut self.state().problems)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if !thread::panicking() {
            let problems = self.take_problems();
            assert!(problems.is_empty(), "{problems:#?}");
            let left = self.state().faults.iter().map(|(step, _)| *step).collect::<Vec<_>>();
            assert!(left.is_empty(), "faults that did not happen: {left:?}");
        }
    }
}

fn serve(mut connection: Connection, state: &Mutex<State>) {
    let Some(request) = Request::read(&mut connection) else { return };
    let (fault, answer) = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let step = state.api.step(&request);
        state.requests.push((step.to_owned(), request.clone()));
        let fault = state.faults.iter().position(|(own, _)| *own == step).map(|index| state.faults.remove(index).1);
        let is_done = matches!(fault, None | Some(Fault::DoneBut(_)));
        let answer = match state.api.check(&request) {
            Err((answer, problem)) => {
                state.problems.extend(problem.map(|problem| format!("{step}: {problem}")));
                answer
            }
            Ok(()) if is_done => state.api.answer(step, &request),
            Ok(()) => Answer::empty(500),
        };
        (fault, answer)
    };
    let bytes = match fault {
        None => answer.bytes(),
        Some(Fault::Answer(answer) | Fault::DoneBut(answer)) => answer.bytes(),
        Some(Fault::Bytes(bytes)) => bytes,
        Some(Fault::Echo(status)) => {
            let echo = String::from_utf8_lossy(&request.raw).into_owned();
            Answer::json(status, serde_json::json!({ "message": echo, "error": { "type": echo } })).bytes()
        }
        Some(Fault::Hang) => return connection.wait(),
        Some(fault @ (Fault::HangInBody | Fault::Trickle)) => {
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{\"da";
            let mut written = connection.write_all(head.as_bytes()).and_then(|()| connection.flush());
            while matches!(fault, Fault::Trickle) && written.is_ok() {
                thread::sleep(Duration::from_millis(200));
                written = connection.write_all(b"x").and_then(|()| connection.flush());
            }
            return connection.wait();
        }
    };
    let _ = connection.write_all(&bytes);
    connection.close();
    // The client closes first, so that the answer is not lost with the socket.
    thread::sleep(Duration::from_millis(1));
    connection.wait();
}
