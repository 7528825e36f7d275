//! A queue between receivers and workers: a stream in Redis with a consumer group.
//!
//! It requires Redis 7, not a cluster, with `appendonly yes`, `appendfsync always`, `maxmemory-policy noeviction` and a `maxmemory`
//! below the memory of the machine. An event passes these steps,
//! each of which is one command or script, and therefore atomic:
//!
//! 1. [`Queue::add`] claims the idempotency key and appends the record, unless the key is claimed or the stream is full.
//! 2. [`Consumer::next`] assigns an entry to a worker: a new one, or one whose worker has not finished it within the lease.
//! 3. [`Queue::finish`] deletes the entry; [`Queue::bury`] moves it to the dead letters.
//!
//! The claim of a key is the id of its entry, and the consumer group assigns an entry to one worker at a time. So an event is
//! handled a second time only if a lease expired, or if a duplicate arrives after the retention.

use std::collections::HashMap;
use std::fmt;
use std::time::{Duration, Instant};

use chathooks::dedupe::IdempotencyKey;
use redis::{Script, ScriptInvocation, cmd};

use crate::redis_pool::{Error, RedisPool};

const GROUP: &str = "workers";
/// The times that Redis accepts, with room for adding them to the clock.
const SHORTEST: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_secs(36_500 * 86_400);
/// How long [`Consumer::next`] waits for an entry.
const BLOCK: Duration = Duration::from_millis(500);

/// `KEYS`: the stream, and the event's key if any. `ARGV`: capacity, retention in ms, vendor, key, record.
const ADD: &str = "
    if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 1 then return 'duplicate' end
    if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then return 'full' end
    local id = redis.call('XADD', KEYS[1], '*', 'vendor', ARGV[3], 'key', ARGV[4], 'record', ARGV[5])
    if KEYS[2] then redis.call('SET', KEYS[2], id, 'PX', ARGV[2]) end
    return 'added'";
/// Returns how often the entry was assigned, or 0 if this worker must not handle it. `KEYS`: the stream, and the event's key
/// if any. `ARGV`: group, id, worker.
const CHECK: &str = "
    local owner = KEYS[2] and redis.call('GET', KEYS[2])
    if owner and owner ~= ARGV[2] then
        redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
        redis.call('XDEL', KEYS[1], ARGV[2])
        return 0
    end
    local assigned = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1)[1]
    if not assigned or assigned[2] ~= ARGV[3] then return 0 end
    return assigned[4]";
/// `KEYS`: the stream. `ARGV`: group, id.
const FINISH: &str = "
    local is_assigned = redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
    redis.call('XDEL', KEYS[1], ARGV[2])
    return is_assigned";
/// Workers must make progress if `maxmemory` is reached, hence the flag, which requires Redis 7. `KEYS`: the stream. `ARGV`:
/// group.
const CREATE_GROUP: &str = "#!lua flags=allow-oom
    redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')";
/// Appends the dead letter first, because Redis does not roll back a script that fails. An entry that was assigned to another
/// worker since is left to it. `KEYS`: the stream, the dead letters, and the event's key if any. `ARGV`: group, id, vendor, key,
/// record, path, error, tries.
const BURY: &str = "#!lua flags=allow-oom
    local assigned = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1)[1]
    if not assigned or tostring(assigned[4]) ~= ARGV[8] then return 0 end
    redis.call('XADD', KEYS[2], '*', 'id', ARGV[2], 'vendor', ARGV[3], 'key', ARGV[4], 'record', ARGV[5],
        'path', ARGV[6], 'error', ARGV[7], 'tries', ARGV[8])
    redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
    redis.call('XDEL', KEYS[1], ARGV[2])
    if KEYS[3] and redis.call('GET', KEYS[3]) == ARGV[2] then redis.call('DEL', KEYS[3]) end
    return 1";

/// A queue in Redis. A clone shares the connections.
#[derive(Clone)]
pub struct Queue {
    pool: RedisPool,
    stream: String,
    capacity: u64,
    retention: Duration,
    lease: Duration,
}

/// The result of [`Queue::add`]. Answer 200 to the first two, and 503 if the queue is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Added {
    /// The record is in the queue.
    Added,
    /// The event is in the queue already, or was handled.
    Duplicate,
    /// The queue has as many entries as its capacity.
    Full,
}

/// An entry that is assigned to a worker. `Display` shows no values of the record.
#[derive(Clone)]
pub struct Entry {
    /// The id of the entry in the stream.
    pub id: String,
    /// The name of the vendor.
    pub vendor: String,
    /// The idempotency key in hexadecimal; empty if the event has none.
    pub key: String,
    /// The verified body, as [`Stored`](chathooks::Stored) in JSON; of an entry of another program, any bytes.
    pub record: Vec<u8>,
    /// How often the entry was assigned to a worker, including this time.
    pub tries: u64,
}

/// A worker's place in the consumer group.
pub struct Consumer {
    queue: Queue,
    name: String,
    cursor: String,
    next_search: Instant,
}

impl Queue {
    /// Creates a queue with a capacity of 100,000 entries, a retention of a day and a lease of 30 seconds.
    ///
    /// `stream` is the name of the stream, and the prefix of the names of all other keys.
    #[must_use]
    pub fn new(pool: RedisPool, stream: &str) -> Self {
        let (retention, lease) = (Duration::from_secs(86_400), Duration::from_secs(30));
        Self { pool, stream: stream.to_owned(), capacity: 100_000, retention, lease }
    }

    /// Sets how many entries the stream can have, those that are being handled included.
    #[must_use]
    pub fn with_capacity(self, capacity: u64) -> Self {
        Self { capacity, ..self }
    }

    /// Sets for how long a duplicate is recognized: at least a millisecond, at most 36,500 days. Choose a longer time than the
    /// vendor retries.
    #[must_use]
    pub fn with_retention(self, retention: Duration) -> Self {
        // Redis refuses others only after `ADD` has appended the record, so each retry of the vendor would be another entry.
        Self { retention: retention.clamp(SHORTEST, LONGEST), ..self }
    }

    /// Sets after which time an entry is assigned to another worker, within the same limits. `queue_worker` cancels work after
    /// half of it, so choose more than twice the time of the slowest work.
    #[must_use]
    pub fn with_lease(self, lease: Duration) -> Self {
        Self { lease: lease.clamp(SHORTEST, LONGEST), ..self }
    }

    /// Appends a record. When this returns [`Added::Added`], Redis has written it to disk.
    ///
    /// # Errors
    ///
    /// See [`Error`]. Answer 503. If the record was appended nevertheless, the vendor's retry is a duplicate, unless the event
    /// has no key: then it is handled twice.
    pub async fn add(&self, vendor: &str, key: Option<IdempotencyKey>, record: &str) -> Result<Added, Error> {
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let script = Script::new(ADD);
        let mut call = self.call(&script, &key, &[&self.stream]);
        call.arg(self.capacity).arg(milliseconds(self.retention)).arg(vendor).arg(&key).arg(record);
        match self.pool.run::<String>(&call).await?.as_str() {
            "added" => Ok(Added::Added),
            "duplicate" => Ok(Added::Duplicate),
            "full" => Ok(Added::Full),
            _ => Err(Error::Unexpected),
        }
    }

    /// Creates a worker's place in the consumer group.
    ///
    /// A name may be used by several tasks. Use the same names after a restart, because Redis keeps each name.
    #[must_use]
    pub fn consumer(&self, name: &str) -> Consumer {
        Consumer { queue: self.clone(), name: name.to_owned(), cursor: "0-0".to_owned(), next_search: Instant::now() }
    }

    /// Deletes an entry whose work is done. Returns `false` if the lease had expired and another worker has finished it.
    ///
    /// # Errors
    ///
    /// See [`Error`]. The event is handled again when the lease has expired.
    pub async fn finish(&self, entry: &Entry) -> Result<bool, Error> {
        let script = Script::new(FINISH);
        self.pool.run(script.key(&self.stream).arg(GROUP).arg(&entry.id)).await
    }

    /// Moves an entry to the dead letters, the stream `<stream>:dead`, and releases its key.
    ///
    /// `path` is the path of the error in the body; empty if it has none. Returns `false` as [`finish`](Self::finish) does.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn bury(&self, entry: &Entry, path: &str, error: &str) -> Result<bool, Error> {
        let script = Script::new(BURY);
        let mut call = self.call(&script, &entry.key, &[&self.stream, &format!("{}:dead", self.stream)]);
        call.arg(GROUP).arg(&entry.id).arg(&entry.vendor).arg(&entry.key).arg(&entry.record);
        self.pool.run(call.arg(path).arg(error).arg(entry.tries)).await
    }

    fn call<'a>(&self, script: &'a Script, key: &str, keys: &[&str]) -> ScriptInvocation<'a> {
        let mut call = script.prepare_invoke();
        for key in keys {
            call.key(*key);
        }
        if !key.is_empty() {
            call.key(format!("{}:key:{key}", self.stream));
        }
        call
    }
}

/// The id and the fields. Another program may have appended bytes that are not UTF-8: these become dead letters too.
type RawEntry = (String, HashMap<Vec<u8>, Vec<u8>>);

impl Consumer {
    /// Waits up to half a second for an entry.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn next(&mut self) -> Result<Option<Entry>, Error> {
        let entry = match self.expired().await {
            Ok(None) => self.new_entry().await,
            other => other,
        };
        let (id, mut fields) = match entry {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok(None),
            Err(Error::Refused(code)) if code == "NOGROUP" => {
                let create = Script::new(CREATE_GROUP);
                return match self.queue.pool.run::<()>(create.key(&self.queue.stream).arg(GROUP)).await {
                    Err(Error::Refused(code)) if code == "BUSYGROUP" => Ok(None), // created by another worker
                    other => other.map(|()| None),
                };
            }
            Err(error) => return Err(error),
        };
        let mut field = |name: &str| fields.remove(name.as_bytes()).unwrap_or_default();
        let [vendor, key] = ["vendor", "key"].map(|name| String::from_utf8_lossy(&field(name)).into_owned());
        let record = field("record");
        let script = Script::new(CHECK);
        let mut call = self.queue.call(&script, &key, &[&self.queue.stream]);
        let tries: u64 = self.queue.pool.run(call.arg(GROUP).arg(&id).arg(&self.name)).await?;
        Ok((tries > 0).then_some(Entry { id, vendor, key, record, tries }))
    }

    /// Takes over an entry whose lease has expired. The search for such entries is repeated four times per lease.
    async fn expired(&mut self) -> Result<Option<RawEntry>, Error> {
        if Instant::now() < self.next_search {
            return Ok(None);
        }
        let (queue, mut claim) = (&self.queue, cmd("XAUTOCLAIM"));
        claim.arg(&queue.stream).arg(GROUP).arg(&self.name).arg(milliseconds(queue.lease));
        claim.arg(&self.cursor).arg("COUNT").arg(1);
        let (cursor, entries, _): (String, Vec<RawEntry>, Vec<String>) = queue.pool.query(&claim).await?;
        if cursor == "0-0" {
            self.next_search = Instant::now() + queue.lease / 4;
        }
        self.cursor = cursor;
        Ok(entries.into_iter().next())
    }

    async fn new_entry(&self) -> Result<Option<RawEntry>, Error> {
        let (queue, mut read) = (&self.queue, cmd("XREADGROUP"));
        read.arg("GROUP").arg(GROUP).arg(&self.name).arg("COUNT").arg(1).arg("BLOCK").arg(milliseconds(BLOCK));
        read.arg("STREAMS").arg(&queue.stream).arg(">");
        let streams: Option<Vec<(String, Vec<RawEntry>)>> = queue.pool.query_blocking(&read, BLOCK).await?;
        Ok(streams.into_iter().flatten().flat_map(|(_, entries)| entries).next())
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A key of another program must not break the line.
        let key = if self.key.is_empty() { "none" } else { &self.key }.escape_debug();
        write!(f, "entry {}, key {key}, try {}", self.id, self.tries)
    }
}
