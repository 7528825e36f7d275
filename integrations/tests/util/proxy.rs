//! A proxy in front of PostgreSQL that can hold a request or its answer.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

/// What the proxy holds, from that moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A request, which PostgreSQL does not receive.
    Request,
    /// The answer to a request, which PostgreSQL has executed.
    Answer,
}

/// A proxy for any number of connections.
pub struct Proxy {
    pub port: u16,
    shared: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// How many more requests pass, and what is held then.
    plan: Option<(usize, Held, Sender<()>)>,
    is_muted: bool,
}

impl Proxy {
    pub fn start(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Mutex::new(State::default()));
        let state = Arc::clone(&shared);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = TcpStream::connect(("127.0.0.1", server)).unwrap();
                let (from, to, both) = (client.try_clone().unwrap(), server.try_clone().unwrap(), Arc::clone(&state));
                std::thread::spawn(move || requests(from, &to, &both));
                let state = Arc::clone(&state);
                std::thread::spawn(move || answers(server, client, &state));
            }
        });
        Self { port, shared }
    }

    /// Holds the request with this index, or its answer. The channel receives a message when it is held.
    pub fn hold(&self, index: usize, held: Held) -> Receiver<()> {
        let (sender, receiver) = channel();
        self.shared.lock().unwrap().plan = Some((index, held, sender));
        receiver
    }

    /// Lets new connections pass.
    pub fn pass(&self) {
        *self.shared.lock().unwrap() = State::default();
    }
}

/// Reads messages, and writes those up to a `Query` or `Sync`, which end a request.
fn requests(mut client: TcpStream, mut server: &TcpStream, state: &Mutex<State>) {
    let (mut is_startup, mut is_held, mut request) = (true, false, Vec::new());
    let mut read = || -> std::io::Result<()> {
        loop {
            let mut head = [0; 5];
            let head = if is_startup { &mut head[1..] } else { &mut head[..] };
            client.read_exact(head)?;
            let length = u32::from_be_bytes(head[head.len() - 4..].try_into().unwrap());
            let mut rest = vec![0; length as usize - 4];
            client.read_exact(&mut rest)?;
            let is_end = is_startup || matches!(head[0], b'Q' | b'S' | b'X' | b'p');
            request.extend_from_slice(head);
            request.append(&mut rest);
            if !is_end {
                continue;
            }
            if !is_startup && request.first() != Some(&b'X') {
                let mut state = state.lock().unwrap();
                match &mut state.plan {
                    Some((0, Held::Request, sender)) => {
                        let _ = sender.send(());
                        is_held = true;
                    }
                    Some((0, Held::Answer, _)) => state.is_muted = true,
                    Some((index, ..)) => *index -= 1,
                    None => {}
                }
            }
            is_startup = false;
            if !is_held {
                server.write_all(&request)?;
            }
            request.clear();
        }
    };
    let _ = read();
    let _ = server.shutdown(Shutdown::Both);
}

fn answers(mut server: TcpStream, mut client: TcpStream, state: &Mutex<State>) {
    let mut buffer = [0; 8192];
    while let Ok(length @ 1..) = server.read(&mut buffer) {
        let state = state.lock().unwrap();
        if state.is_muted {
            if let Some((_, _, sender)) = &state.plan {
                let _ = sender.send(());
            }
        } else if client.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
}
