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
    plan: Arc<Mutex<Option<Plan>>>,
}

/// How many more requests of a transaction pass, and what is held then.
struct Plan {
    index: usize,
    held: Held,
    sender: Sender<()>,
}

/// Where the answers of one connection go, in the place of its client, once they are held.
type Muted = Mutex<Option<Sender<()>>>;

impl Proxy {
    pub fn start(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let plan = Arc::new(Mutex::new(None));
        let shared = Arc::clone(&plan);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = TcpStream::connect(("127.0.0.1", server)).unwrap();
                let (from, to, plan) = (client.try_clone().unwrap(), server.try_clone().unwrap(), Arc::clone(&shared));
                let muted = Arc::new(Muted::default());
                let own = Arc::clone(&muted);
                std::thread::spawn(move || requests(from, &to, &plan, &own));
                std::thread::spawn(move || answers(server, client, &muted));
            }
        });
        Self { port, plan }
    }

    /// Holds the request with this index in the next transaction, or its answer. The index of `START TRANSACTION` is 0. Requests of other
    /// connections, and those without a transaction, pass. The channel receives a message when something is held.
    pub fn hold(&self, index: usize, held: Held) -> Receiver<()> {
        let (sender, receiver) = channel();
        *self.plan.lock().unwrap() = Some(Plan { index, held, sender });
        receiver
    }

    /// Lets new connections pass.
    pub fn pass(&self) {
        *self.plan.lock().unwrap() = None;
    }
}

/// Reads messages, and writes those up to a `Query` or `Sync`, which end a request.
fn requests(mut client: TcpStream, mut server: &TcpStream, plan: &Mutex<Option<Plan>>, muted: &Muted) {
    let (mut is_startup, mut is_transaction, mut is_held, mut request) = (true, false, false, Vec::new());
    let mut read = || -> std::io::Result<()> {
        loop {
            let mut head = [0; 5];
            let head = if is_startup { &mut head[1..] } else { &mut head[..] };
            client.read_exact(head)?;
            let length = u32::from_be_bytes(head[head.len() - 4..].try_into().unwrap());
            let mut rest = vec![0; length as usize - 4];
            client.read_exact(&mut rest)?;
            let is_end = is_startup || matches!(head[0], b'Q' | b'S' | b'X' | b'p');
            is_transaction |= !is_startup && head[0] == b'Q' && rest.starts_with(b"START TRANSACTION");
            request.extend_from_slice(head);
            request.append(&mut rest);
            if !is_end {
                continue;
            }
            if is_transaction && request.first() != Some(&b'X') {
                match &mut *plan.lock().unwrap() {
                    Some(Plan { index: 0, held: Held::Request, sender }) => {
                        let _ = sender.send(());
                        is_held = true;
                    }
                    Some(Plan { index: 0, held: Held::Answer, sender }) => {
                        *muted.lock().unwrap() = Some(sender.clone());
                    }
                    Some(Plan { index, .. }) => *index -= 1,
                    None => is_transaction = false,
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

fn answers(mut server: TcpStream, mut client: TcpStream, muted: &Muted) {
    let mut buffer = [0; 8192];
    while let Ok(length @ 1..) = server.read(&mut buffer) {
        if let Some(sender) = &*muted.lock().unwrap() {
            let _ = sender.send(());
        } else if client.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
}
