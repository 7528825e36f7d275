//! Connections: their number, their time, and their end.

use std::io::ErrorKind;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;

use super::print::Lines;
use crate::failure::Failure;

/// The maximum number of connections. Others wait in the queue of the operating system.
const CONNECTIONS: u32 = 512;

/// The maximum time that reading a head takes.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// The time after which a connection ends with the request that runs, because a client that reads no answer would keep its
/// place for ever.
const CONNECTION_TIME: Duration = Duration::from_secs(60);

/// The maximum time of that request.
const LAST_REQUEST: Duration = Duration::from_secs(20);

/// The maximum length of a head in bytes.
const HEAD_LIMIT: usize = 1 << 16;

/// The maximum time for the requests that run when the receiver is stopped.
const GRACE: Duration = Duration::from_millis(1200);

/// The maximum time for the lines that wait when the receiver is stopped.
const FLUSH: Duration = Duration::from_millis(300);

/// Serves until Ctrl-C. A second Ctrl-C ends it at once.
pub(super) async fn serve(
    listener: TcpListener,
    app: Router,
    signals: watch::Receiver<usize>,
    lines: &Lines,
) -> Result<(), Failure> {
    let permits = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let accept = async {
        // It is closed nowhere.
        while let Ok(permit) = Arc::clone(&permits).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(connection(stream, app.clone(), signals.clone(), permit))),
                Err(error) if is_of_the_connection(error.kind()) => {}
                Err(error) => {
                    // Such as too many open files, which only time changes.
                    lines.message(format!("receive: {error}"));
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            }
        }
    };
    tokio::select! {
        () = accept => {}
        () = signal(&signals, 1) => {}
    }
    drop(listener);
    let end = async {
        let _ = timeout(GRACE, permits.acquire_many(CONNECTIONS)).await;
        let _ = timeout(FLUSH, lines.flush()).await;
    };
    tokio::select! {
        () = end => Ok(()),
        () = signal(&signals, 2) => Err(Failure::printed(1)),
    }
}

fn is_of_the_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

async fn connection(stream: TcpStream, app: Router, signals: watch::Receiver<usize>, _permit: OwnedSemaphorePermit) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = signal(&signals, 1) => {}
        () = tokio::time::sleep(CONNECTION_TIME) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(LAST_REQUEST, connection).await;
}

/// Starts to count the signals of Ctrl-C.
pub(super) async fn signals() -> watch::Receiver<usize> {
    let (sender, receiver) = watch::channel(0);
    tokio::spawn(async move {
        // Without a handler for it, the signal ends the process.
        while tokio::signal::ctrl_c().await.is_ok() {
            sender.send_modify(|count| *count += 1);
        }
        std::future::pending::<()>().await;
    });
    // The handler is there once the task has run.
    tokio::task::yield_now().await;
    receiver
}

/// Waits for so many signals.
async fn signal(signals: &watch::Receiver<usize>, count: usize) {
    let mut signals = signals.clone();
    let _ = signals.wait_for(|own| *own >= count).await;
}
