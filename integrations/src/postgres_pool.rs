//! A pool of connections to PostgreSQL, with timeouts on every call.

use std::fmt;
use std::time::Duration;

use deadpool_postgres::{Client, GenericClient as _, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};

/// A pool of connections. A clone shares the connections.
#[derive(Clone)]
pub struct PostgresPool {
    pool: Pool,
    timeout: Duration,
}

/// Why a call of PostgreSQL failed. No message contains a key or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// PostgreSQL did not answer in this time. It may still execute a `COMMIT`, or a statement without a transaction, later. A
    /// transaction whose `COMMIT` was not sent is rolled back.
    Timeout(Duration),
    /// No connection could be opened, so nothing was executed.
    Unreachable,
    /// The connection ended before the answer. A `COMMIT`, or a statement without a transaction, may have been executed. A
    /// transaction whose `COMMIT` was not sent is rolled back.
    ConnectionLost,
    /// Another transaction held a lock for longer than `lock_timeout`. Nothing was executed.
    Locked,
    /// PostgreSQL cancelled a statement that took longer than `statement_timeout`. Nothing was executed.
    Cancelled,
    /// PostgreSQL answered with an error, which has this SQLSTATE, and rolled the transaction back.
    Refused(String),
    /// The answer has another type than expected, or the URL is invalid.
    Unexpected,
}

impl PostgresPool {
    /// Creates a pool of at most `connections` to the PostgreSQL at `url`, such as `postgres://user@127.0.0.1/database`.
    ///
    /// `timeout` limits the time that the caller waits; see [`within`](Self::within). PostgreSQL itself ends a wait for a
    /// lock after a quarter of it, a statement after half of it, and a transaction whose client is silent after the whole of
    /// it, so that a client that hangs does not hold a lock for longer.
    ///
    /// # Errors
    ///
    /// `url` is invalid. No connection is opened yet.
    pub fn new(url: &str, connections: usize, timeout: Duration) -> Result<Self, Error> {
        let mut config: Config = url.parse().map_err(|_| Error::Unexpected)?;
        let [lock, statement, idle] = [timeout / 4, timeout / 2, timeout].map(|time| time.as_millis());
        config.options(format!(
            "{} -c synchronous_commit=on -c lock_timeout={lock} -c statement_timeout={statement} \
             -c idle_in_transaction_session_timeout={idle}",
            config.get_options().unwrap_or_default()
        ));
        config.connect_timeout(timeout).tcp_user_timeout(timeout);
        // A connection that has ended is replaced. Whether it works is found out by using it.
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling)).max_size(connections);
        Ok(Self { pool: pool.build().map_err(|_| Error::Unexpected)?, timeout })
    }

    /// Limits the time of a call as a whole: waiting for a connection, connecting, and all statements.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], and the errors of the call. A transaction that was not committed is rolled back.
    pub async fn within<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        tokio::time::timeout(self.timeout, call).await.unwrap_or(Err(Error::Timeout(self.timeout)))
    }

    /// Waits for a connection. Call it in [`within`](Self::within).
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn get(&self) -> Result<Client, Error> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => match Error::from(error) {
                Error::ConnectionLost | Error::Unexpected => Error::Unreachable,
                other => other,
            },
            _ => Error::Unexpected,
        })
    }

    /// Executes statements without parameters, all of them in one transaction.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn execute(&self, statements: &str) -> Result<(), Error> {
        self.within(async { Ok(self.get().await?.batch_execute(statements).await?) }).await
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        // The text of an answer may repeat values, so only its code is kept.
        match error.code() {
            Some(&SqlState::LOCK_NOT_AVAILABLE) => Self::Locked,
            Some(&SqlState::QUERY_CANCELED) => Self::Cancelled,
            Some(&SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN | &SqlState::CANNOT_CONNECT_NOW) => {
                Self::ConnectionLost
            }
            Some(code) => Self::Refused(code.code().to_owned()),
            None if error.is_closed() => Self::ConnectionLost,
            None => match error.into_source() {
                Some(source) if source.is::<std::io::Error>() => Self::ConnectionLost,
                _ => Self::Unexpected,
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout(timeout) => write!(f, "PostgreSQL did not answer within {} ms", timeout.as_millis()),
            Self::Unreachable => f.write_str("no connection to PostgreSQL"),
            Self::ConnectionLost => f.write_str("the connection to PostgreSQL ended before the answer"),
            Self::Locked => f.write_str("another transaction held the lock for too long"),
            Self::Cancelled => f.write_str("PostgreSQL cancelled the statement"),
            Self::Refused(code) => write!(f, "PostgreSQL refused the statement: {code}"),
            Self::Unexpected => f.write_str("unexpected answer from PostgreSQL, or an invalid URL"),
        }
    }
}

impl std::error::Error for Error {}
