//! Retry policies: every branch of a policy, and bounds that hold for any result.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

mod util;

use std::sync::Arc;
use std::time::Duration;

use chathooks::acquire::v1;
use chathooks::delivery::{
    AttemptResult, Attempts, Backoff, DeliveryFailed, Jitter, Notification, Reason, Retry, RetryAfter, RetryPolicy,
    StatusSet, Step,
};
use chathooks::value::Timestamp;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

const NOW: &str = "2026-03-01T09:00:00Z";

fn utc(text: &str) -> DateTime<Utc> {
    Timestamp::from(text).to_utc().unwrap()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The outcome of a delivery: the times of its attempts, and the failure, if any.
fn deliver(
    policy: &RetryPolicy,
    answers: &[AttemptResult],
    random: &[u64],
) -> (Vec<DateTime<Utc>>, Result<(), DeliveryFailed>) {
    let mut attempts = Attempts::new(policy.clone());
    let mut now = utc(NOW);
    let mut times = Vec::new();
    loop {
        let place = times.len();
        let answer = answers.get(place).or(answers.last()).copied().unwrap_or(AttemptResult::no_response());
        let number = random.get(place % random.len().max(1)).copied().unwrap_or_default();
        assert_eq!((attempts.made() as usize, attempts.left() as usize), (place, policy.attempts() as usize - place));
        times.push(now);
        match attempts.record(answer, now, number) {
            Step::Delivered => return (times, Ok(())),
            Step::Fail(failure) => return (times, Err(failure)),
            Step::Retry(retry) => {
                // `Retry-After` makes a wait longer, never shorter.
                assert!(retry.wait >= policy.plan(|| number).nth(place).unwrap());
                attempts = retry.attempts;
                now = retry.at;
            }
        }
    }
}

fn offsets(times: &[DateTime<Utc>]) -> Vec<i64> {
    times.iter().map(|time| (*time - utc(NOW)).num_seconds()).collect()
}

#[test]
fn every_type_goes_where_its_user_does() {
    fn everywhere<T: Send + Sync + Unpin + std::fmt::Debug + Clone + 'static>() {}
    fn error<T: std::error::Error>() {}
    everywhere::<(AttemptResult, RetryAfter, StatusSet, Backoff, Jitter, RetryPolicy)>();
    everywhere::<(Attempts, Step, Retry, DeliveryFailed, Reason, Notification)>();
    error::<DeliveryFailed>();
}

#[test]
fn a_receiver_that_fails_twice_gets_the_third() {
    let policy = RetryPolicy::new(6, Backoff::exponential(seconds(10), seconds(600)));
    let (times, end) =
        deliver(&policy, &[AttemptResult::new(503), AttemptResult::timeout(), AttemptResult::new(200)], &[]);
    assert_eq!((offsets(&times), end), (vec![0, 10, 30], Ok(())));
}

#[test]
fn a_receiver_that_never_answers_is_given_up() {
    let policy = RetryPolicy::new(4, Backoff::each([seconds(1), seconds(60)]));
    let (times, end) = deliver(&policy, &[AttemptResult::no_response()], &[]);
    assert_eq!(offsets(&times), [0, 1, 61, 121]);
    let failure = end.unwrap_err();
    assert_eq!((failure.reason, failure.attempts, failure.last), (Reason::Exhausted, 4, AttemptResult::no_response()));
    assert_eq!(failure.at, utc("2026-03-01T09:02:01Z"));
}

#[test]
fn what_is_received_and_what_is_worth_another() {
    let policy = RetryPolicy::new(2, Backoff::none());
    for status in 0..=u16::MAX {
        let answer = AttemptResult::new(status);
        let known = (100..=599).contains(&status);
        let transient = matches!(status, 408 | 425 | 429 | 500 | 502..=599) || !known;
        assert_eq!(policy.is_success(answer), (200..=299).contains(&status), "{status}");
        assert_eq!(policy.is_retryable(answer), transient, "{status}");
    }
    for answer in [AttemptResult::timeout(), AttemptResult::no_response(), AttemptResult::new(200).with_unusable_body()]
    {
        assert!(!policy.is_success(answer) && policy.is_retryable(answer), "{answer}");
    }
    // A status in both sets is a success.
    let both = policy.with_success(StatusSet::NONE.and(200)).with_retryable(StatusSet::ALL);
    assert!(both.is_success(AttemptResult::new(200)) && !both.is_retryable(AttemptResult::new(200)));
    assert!(!both.is_success(AttemptResult::new(201)) && both.is_retryable(AttemptResult::new(201)));
}

#[test]
fn a_set_of_statuses_is_shown_as_ranges() {
    assert_eq!(format!("{:?}", StatusSet::TRANSIENT), "{408..=408, 425..=425, 429..=429, 500..=500, 502..=599}");
    assert_eq!(format!("{:?} {:?}", StatusSet::NONE, StatusSet::ALL), "{} {100..=599}");
    let mut set = StatusSet::NONE;
    for status in (100..=599).rev() {
        assert!(!set.contains(status) && set.and(status).without(status) == set, "{status}");
        set = set.and(status);
    }
    assert_eq!(set, StatusSet::ALL);
    assert_eq!(
        (StatusSet::NONE.and(999), StatusSet::ALL.without(0)),
        (StatusSet::NONE.and(500), StatusSet::ALL.without(500))
    );
}

#[test]
fn exact_messages() {
    let end = |attempts: u32, answer: AttemptResult| {
        deliver(&RetryPolicy::new(attempts, Backoff::none()), &[answer], &[]).1.unwrap_err().to_string()
    };
    assert_eq!(end(1, AttemptResult::no_response()), "delivery failed after 1 attempt: no response");
    assert_eq!(end(3, AttemptResult::timeout()), "delivery failed after 3 attempts: timeout");
    assert_eq!(end(2, AttemptResult::new(503)), "delivery failed after 2 attempts: status 503");
    assert_eq!(end(9, AttemptResult::new(410)), "delivery failed after 1 attempt: status 410 is not retryable");
    let unusable = AttemptResult::new(200).with_unusable_body();
    assert_eq!(end(2, unusable), "delivery failed after 2 attempts: status 200 with an unusable body");
    assert_eq!(AttemptResult::timeout().with_unusable_body(), AttemptResult::timeout());
}

#[test]
fn a_delivery_goes_on_where_a_queue_left_it() {
    let policy = Arc::new(RetryPolicy::new(3, Backoff::exponential(seconds(1), seconds(60))));
    let Some(attempts) = Attempts::resumed(Arc::clone(&policy), 1) else { panic!("two are left") };
    let Step::Retry(retry) = attempts.record(AttemptResult::new(500), utc(NOW), 0) else { panic!("one is left") };
    assert_eq!((retry.wait, retry.attempts.made(), retry.attempts.left()), (seconds(2), 2, 1));
    assert_eq!(Attempts::resumed(Arc::clone(&policy), 2), Some(retry.attempts));
    assert_eq!(Attempts::resumed(Arc::clone(&policy), 3), None);
    assert_eq!(Attempts::resumed(policy, u32::MAX), None);
    assert_eq!(RetryPolicy::new(0, Backoff::none()).attempts(), 1);
}

#[test]
fn retry_after_is_read_in_each_spelling() {
    let date = Some(RetryAfter::Until(utc("1994-11-06T08:49:37Z")));
    // The three date formats of RFC 9110 section 5.6.7.
    assert_eq!(RetryAfter::parse(b"Sun, 06 Nov 1994 08:49:37 GMT"), date);
    assert_eq!(RetryAfter::parse(b"Sunday, 06-Nov-94 08:49:37 GMT"), date);
    assert_eq!(RetryAfter::parse(b"Sun Nov  6 08:49:37 1994"), date);
    assert_eq!(RetryAfter::parse(b" 0120\t"), Some(RetryAfter::Wait(seconds(120))));
    assert_eq!(RetryAfter::parse(b"99999999999999999999"), Some(RetryAfter::Wait(seconds(u64::MAX))));
    let malformed: [&[u8]; 11] = [
        b"",
        b" ",
        b"-1",
        b"+1",
        b"1.5",
        b"1e3",
        b"soon",
        b"\xff",
        b"Mon, 06 Nov 1994 08:49:37 GMT",
        b"Sun, 06 Nov 1994 08:49:37 PST",
        b"2026-03-01T09:00:00Z",
    ];
    for value in malformed {
        assert_eq!(RetryAfter::parse(value), None, "{}", value.escape_ascii());
    }
}

#[test]
fn retry_after_is_honoured_up_to_its_bound() {
    let policy = RetryPolicy::new(9, Backoff::each([seconds(30)]));
    let wait = |policy: &RetryPolicy, value: &str| {
        policy.wait(1, AttemptResult::new(503).with_headers(&[("Retry-After", value)]), utc(NOW), 0).as_secs()
    };
    assert_eq!(wait(&policy, "120"), 120);
    assert_eq!(wait(&policy, "10"), 30);
    assert_eq!(wait(&policy, "86400"), 3600);
    assert_eq!(wait(&policy, "99999999999999999999"), 3600);
    assert_eq!(wait(&policy, "Sun, 01 Mar 2026 09:01:30 GMT"), 90);
    assert_eq!(wait(&policy, "Sun, 01 Mar 2020 09:01:30 GMT"), 30);
    assert_eq!(wait(&policy, "soon"), 30);
    let long = policy.clone().with_max_retry_after(seconds(86_400));
    assert_eq!(wait(&long, "86400"), 86_400);
    let deaf = policy.clone().with_max_retry_after(Duration::ZERO);
    assert_eq!(wait(&deaf, "120"), 30);
    let twice = AttemptResult::new(503).with_headers(&[("retry-after", "120"), ("Retry-After", "120")]);
    assert_eq!(policy.wait(1, twice, utc(NOW), 0), seconds(30));
}

#[cfg(feature = "http")]
#[test]
fn a_response_is_an_answer() {
    let response = http::Response::builder().status(429).header("retry-after", "7").body(()).unwrap();
    assert_eq!(AttemptResult::from(&response), AttemptResult::new(429).with_retry_after(RetryAfter::Wait(seconds(7))));
}

#[test]
fn the_vendor_that_prints_its_policy_tries_five_times_more() {
    let policy = v1::retry_policy(Backoff::each([seconds(60)]));
    for status in 0..=u16::MAX {
        let answer = AttemptResult::new(status);
        assert_eq!((policy.is_success(answer), policy.is_retryable(answer)), (status == 200, status != 200));
    }
    let answers = [204, 302, 404, 410, 503, 201].map(AttemptResult::new);
    let (times, end) = deliver(&policy, &answers, &[]);
    assert_eq!(offsets(&times), [0, 60, 120, 180, 240, 300]);
    assert_eq!(end.unwrap_err().to_string(), "delivery failed after 6 attempts: status 201");
    let asked = AttemptResult::new(503).with_retry_after(RetryAfter::Wait(seconds(600)));
    assert_eq!(policy.wait(1, asked, utc(NOW), 0), seconds(60));
}

#[test]
fn extremes_do_not_overflow() {
    let forever = Backoff::exponential(Duration::MAX, Duration::MAX).with_jitter(Jitter::Equal);
    assert_eq!(forever.after(u32::MAX, u64::MAX), Duration::MAX);
    assert_eq!(Backoff::exponential(Duration::ZERO, Duration::MAX).after(u32::MAX, 1), Duration::ZERO);
    let tiny = Backoff::exponential(Duration::from_nanos(1), Duration::MAX);
    assert_eq!(tiny.after(41, 0), Duration::from_nanos(1 << 40));
    assert_eq!((tiny.after(0, 0), tiny.after(1, 0)), (Duration::from_nanos(1), Duration::from_nanos(1)));
    assert_eq!(tiny.after(200, 0), Duration::MAX);
    assert_eq!(Backoff::exponential(seconds(9), seconds(2)).after(1, 0), seconds(2));

    let policy = RetryPolicy::new(u32::MAX, forever).with_max_retry_after(Duration::MAX);
    for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, utc(NOW)] {
        for until in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            let answer = AttemptResult::new(503).with_retry_after(RetryAfter::Until(until));
            let attempts = Attempts::resumed(policy.clone(), u32::MAX - 2).unwrap();
            let Step::Retry(retry) = attempts.record(answer, at, u64::MAX) else { panic!("one is left") };
            assert_eq!((retry.at, retry.wait), (DateTime::<Utc>::MAX_UTC, Duration::MAX));
            assert!(matches!(retry.attempts.record(answer, at, 0), Step::Fail(_)));
        }
    }
}

fn a_duration() -> impl Strategy<Value = Duration> {
    let edges = prop_oneof![Just(Duration::ZERO), Just(Duration::from_nanos(1)), Just(Duration::MAX)];
    let all = (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(seconds, nanos)| Duration::new(seconds, nanos));
    prop_oneof![1 => edges, 3 => (0..100_000_u64).prop_map(Duration::from_millis), 1 => all]
}

fn some_backoff() -> impl Strategy<Value = Backoff> {
    let lengths = prop_oneof![
        (a_duration(), a_duration()).prop_map(|(first, cap)| Backoff::exponential(first, cap)),
        proptest::collection::vec(a_duration(), 0..5).prop_map(Backoff::each),
    ];
    let jitter = prop_oneof![Just(Jitter::None), Just(Jitter::Equal), Just(Jitter::Full)];
    (lengths, jitter).prop_map(|(backoff, jitter)| backoff.with_jitter(jitter))
}

fn an_answer() -> impl Strategy<Value = AttemptResult> {
    let came = prop_oneof![
        1 => Just(AttemptResult::timeout()),
        1 => Just(AttemptResult::no_response()),
        4 => (300..600_u16).prop_map(AttemptResult::new),
        1 => any::<u16>().prop_map(AttemptResult::new),
        1 => any::<u16>().prop_map(|status| AttemptResult::new(status).with_unusable_body()),
    ];
    let until = any::<i64>().prop_map(DateTime::from_timestamp_nanos).prop_map(RetryAfter::Until);
    let asked = proptest::option::of(prop_oneof![a_duration().prop_map(RetryAfter::Wait), until]);
    (came, asked).prop_map(|(answer, asked)| match asked {
        Some(asked) => answer.with_retry_after(asked),
        None => answer,
    })
}

fn a_policy() -> impl Strategy<Value = RetryPolicy> {
    let retried = prop_oneof![Just(StatusSet::TRANSIENT), Just(StatusSet::ALL), Just(StatusSet::NONE)];
    (0..12_u32, some_backoff(), retried, a_duration()).prop_map(|(attempts, backoff, retried, longest)| {
        RetryPolicy::new(attempts, backoff).with_retryable(retried).with_max_retry_after(longest)
    })
}

proptest! {
    #[test]
    fn never_more_attempts_than_the_policy_says(
        policy in a_policy(),
        answers in proptest::collection::vec(an_answer(), 0..16),
        random in proptest::collection::vec(any::<u64>(), 0..16),
    ) {
        let (times, end) = deliver(&policy, &answers, &random);
        prop_assert!(times.len() <= policy.attempts() as usize);
        prop_assert!(times.is_sorted());
        if let Err(failure) = end {
            prop_assert_eq!(failure.attempts as usize, times.len());
            prop_assert_eq!(failure.reason == Reason::Exhausted, policy.is_retryable(failure.last));
        }
        // Equal inputs give equal plans.
        prop_assert_eq!(deliver(&policy, &answers, &random), (times, end));
    }

    #[test]
    fn a_wait_is_within_its_bounds(
        policy in a_policy(),
        backoff in some_backoff(),
        attempt in prop_oneof![0..200_u32, any::<u32>()],
        random in any::<u64>(),
        answer in an_answer(),
    ) {
        let (shortest, longest) = (backoff.after(attempt, 0), backoff.after(attempt, u64::MAX));
        let wait = backoff.after(attempt, random);
        prop_assert!(shortest <= wait && wait <= longest);
        prop_assert_eq!(longest, backoff.longest_after(attempt));
        prop_assert_eq!(backoff.clone().with_jitter(Jitter::None).after(attempt, random), longest);
        prop_assert_eq!(backoff.clone().with_jitter(Jitter::Equal).after(attempt, 0), longest / 2);
        prop_assert_eq!(backoff.with_jitter(Jitter::Full).after(attempt, 0), Duration::ZERO);

        let own = policy.wait(attempt, AttemptResult::new(503), utc(NOW), random);
        let asked = policy.wait(attempt, answer, utc(NOW), random);
        let busy = AttemptResult::new(503).with_retry_after(RetryAfter::Wait(Duration::MAX));
        let bound = policy.wait(attempt, busy, utc(NOW), random);
        prop_assert!(own <= asked && asked <= bound);
    }

    #[test]
    fn exponential_waits_grow_to_their_cap(first in a_duration(), cap in a_duration(), attempt in 1..150_u32) {
        let backoff = Backoff::exponential(first, cap);
        let (this, next) = (backoff.after(attempt, 0), backoff.after(attempt + 1, 0));
        prop_assert!(this <= cap && this <= next);
        prop_assert!(next == cap.min(this.saturating_mul(2)));
    }

    #[test]
    fn a_plan_has_one_wait_fewer_than_attempts(policy in a_policy(), random in any::<u64>()) {
        prop_assert_eq!(policy.plan(|| random).count(), policy.attempts() as usize - 1);
        prop_assert!(policy.plan(|| random).eq(policy.plan(|| random)));
    }

    #[test]
    fn no_retry_after_panics(value in proptest::collection::vec(any::<u8>(), 0..40), now in any::<i64>()) {
        let answer = AttemptResult::new(503).with_headers(&[("retry-after", value)]);
        if let Some(asked) = answer.retry_after() {
            prop_assert!(asked.wait(DateTime::from_timestamp_nanos(now)) >= asked.wait(DateTime::<Utc>::MAX_UTC));
        }
    }

    #[test]
    fn each_whole_second_is_read_back_from_its_date(time in 0..4_000_000_000_i64) {
        let date = DateTime::from_timestamp(time, 0).unwrap();
        let text = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        prop_assert_eq!(RetryAfter::parse(text.as_bytes()), Some(RetryAfter::Until(date)));
    }
}
