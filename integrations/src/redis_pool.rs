//! A pool of connections to Redis, with a timeout on every call.

use std::fmt;
use std::time::Duration;

use deadpool_redis::{Manager, Pool, PoolError, Runtime};
use redis::{AsyncConnectionConfig, Cmd, ErrorKind, FromRedisValue, RedisError, ScriptInvocation};

/// A pool of connections. A clone shares the connections.
#[derive(Clone)]
pub struct RedisPool {
    pool: Pool,
    timeout: Duration,
}

/// Why a call of Redis failed. No message contains a key or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Redis did not answer in this time. It may still execute the command later.
    Timeout(Duration),
    /// No connection could be opened, so the command was not executed.
    Unreachable,
    /// The connection ended before the answer. The command may have been executed.
    ConnectionLost,
    /// Redis answered with an error, such as `OOM`, `READONLY`, `LOADING` or `NOAUTH`, and did not execute the command.
    Refused(String),
    /// The answer has another type than expected, or the URL is invalid.
    Unexpected,
}

impl RedisPool {
    /// Creates a pool of at most `connections` to the Redis at `url`, such as `redis://127.0.0.1:6379`.
    ///
    /// `timeout` limits each call as a whole: waiting for a connection, connecting, writing and reading.
    ///
    /// # Errors
    ///
    /// `url` is invalid. No connection is opened yet.
    pub fn new(url: &str, connections: usize, timeout: Duration) -> Result<Self, Error> {
        // `within` limits each call, so the connection does not need the two timeouts of its own.
        let config = AsyncConnectionConfig::new().set_response_timeout(None).set_connection_timeout(Some(timeout));
        let manager = Manager::new_with_config(url, config).map_err(|error| Error::of(&error, timeout))?;
        // A pooled connection is checked before each use. If that fails, half of the time is left for a new connection.
        let pool = Pool::builder(manager).max_size(connections).runtime(Runtime::Tokio1);
        let pool = pool.recycle_timeout(Some(timeout / 2)).build().map_err(|_| Error::Unexpected)?;
        Ok(Self { pool, timeout })
    }

    /// Sends a command and returns the answer.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn query<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Error> {
        self.query_blocking(command, Duration::ZERO).await
    }

    /// Sends a command that Redis answers after at most `block`, which is added to the timeout.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn query_blocking<T: FromRedisValue>(&self, command: &Cmd, block: Duration) -> Result<T, Error> {
        let timeout = self.timeout + block;
        within(timeout, async {
            let mut connection = self.pool.get().await.map_err(|error| Error::of_pool(&error, timeout))?;
            command.query_async(&mut connection).await.map_err(|error| Error::of(&error, timeout))
        })
        .await
    }

    /// Runs a script, which Redis does atomically, and returns its result.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, Error> {
        within(self.timeout, async {
            let mut connection = self.pool.get().await.map_err(|error| Error::of_pool(&error, self.timeout))?;
            script.invoke_async(&mut connection).await.map_err(|error| Error::of(&error, self.timeout))
        })
        .await
    }
}

async fn within<T>(timeout: Duration, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(timeout, call).await.unwrap_or(Err(Error::Timeout(timeout)))
}

impl Error {
    fn of(error: &RedisError, timeout: Duration) -> Self {
        // The text of an answer may repeat arguments, so only its code is kept.
        match (error.kind(), error.code()) {
            (ErrorKind::Io, _) if error.is_timeout() => Self::Timeout(timeout),
            (ErrorKind::Io, _) => Self::ConnectionLost,
            (ErrorKind::AuthenticationFailed, _) => Self::Refused("NOAUTH".to_owned()),
            (_, Some(code)) => Self::Refused(code.to_owned()),
            _ => Self::Unexpected,
        }
    }

    fn of_pool(error: &PoolError, timeout: Duration) -> Self {
        match error {
            PoolError::Timeout(_) => Self::Timeout(timeout),
            PoolError::Backend(error) => match Self::of(error, timeout) {
                Self::ConnectionLost => Self::Unreachable,
                other => other,
            },
            _ => Self::Unexpected,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout(timeout) => write!(f, "Redis did not answer within {} ms", timeout.as_millis()),
            Self::Unreachable => f.write_str("no connection to Redis"),
            Self::ConnectionLost => f.write_str("the connection to Redis ended before the answer"),
            Self::Refused(code) => write!(f, "Redis refused the command: {code}"),
            Self::Unexpected => f.write_str("unexpected answer from Redis, or an invalid URL"),
        }
    }
}

impl std::error::Error for Error {}
