//! The entry of an event in a server, as the model reads and writes it.

use std::time::Duration;

use chathooks::dedupe::{Claim, IdempotencyKey};
use chrono::DateTime;

/// The unit of time: each lease and retention, and long enough that nothing expires by itself.
pub const UNIT: Duration = Duration::from_secs(3600);

pub fn key() -> IdempotencyKey {
    IdempotencyKey::new("test", "1")
}

/// An entry as it is in a server: the token, whether it is done, and how many units are left.
pub type Row = Option<(u128, bool, i8)>;

pub trait Rows {
    const FORGETS: bool;
    fn write(&mut self, row: Row);
    fn read(&mut self) -> Row;
}

/// Returns the claim that a worker has after [`Rows::write`].
pub fn claim_of(owner: usize) -> Claim {
    Claim::new(key(), 1 + owner as u128, DateTime::UNIX_EPOCH)
}

pub struct RedisRow(pub redis::Connection);

impl Rows for RedisRow {
    const FORGETS: bool = true;

    fn write(&mut self, row: Row) {
        let name = format!("chathooks:{}", key());
        let Some((token, is_done, left @ 1..)) = row else {
            let () = redis::cmd("DEL").arg(name).query(&mut self.0).unwrap();
            return;
        };
        let value = format!("{}:{token}", if is_done { "done" } else { "claim" });
        let time = UNIT * u32::try_from(left).unwrap();
        let () = redis::cmd("SET").arg(name).arg(value).arg("EX").arg(time.as_secs()).query(&mut self.0).unwrap();
    }

    fn read(&mut self) -> Row {
        let name = format!("chathooks:{}", key());
        let mut both = redis::pipe();
        both.cmd("GET").arg(&name).cmd("PTTL").arg(&name);
        let (value, left): (Option<String>, i64) = both.query(&mut self.0).unwrap();
        let (state, token) = value.as_ref()?.split_once(':')?;
        let left = u64::try_from(left).unwrap().div_ceil(UNIT.as_secs() * 1000);
        Some((token.parse().unwrap(), state == "done", i8::try_from(left).unwrap()))
    }
}

pub struct PostgresRow(pub postgres::Client);

impl Rows for PostgresRow {
    const FORGETS: bool = false;

    fn write(&mut self, row: Row) {
        let id = key().to_bytes();
        self.0.execute("DELETE FROM chathooks_claims WHERE key = $1", &[&&id[..]]).unwrap();
        if let Some((token, is_done, left)) = row {
            let insert = "INSERT INTO chathooks_claims VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 hour')";
            self.0.execute(insert, &[&&id[..], &&token.to_be_bytes()[..], &is_done, &f64::from(left)]).unwrap();
        }
    }

    fn read(&mut self) -> Row {
        let left = "ceil(extract(epoch FROM expires_at - clock_timestamp()) / 3600)::float8";
        let select = format!("SELECT token, is_done, {left} FROM chathooks_claims");
        let row = self.0.query_opt(&select, &[]).unwrap()?;
        let (token, left): (&[u8], f64) = (row.get(0), row.get(2));
        #[expect(clippy::cast_possible_truncation, reason = "a few hours")]
        Some((u128::from_be_bytes(token.try_into().unwrap()), row.get(1), left as i8))
    }
}
