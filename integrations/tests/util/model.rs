//! An exhaustive search of all interleavings of three workers that claim, complete and release one event, while its entry
//! expires and the clock goes back.
//!
//! Time passes in units, and each lease and retention is one unit. After each step, the answer of the store is compared with
//! what the table in the docs of `dedupe::Store` allows. A claim, a completion or a release may be made at any time, and also
//! repeated, by a worker that still has the claim. Interleavings that differ only in which worker is which count as one.

use std::collections::HashMap;
use std::hash::Hash;

use chathooks::dedupe::{Completion, Outcome};

pub const WORKERS: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Claim(usize),
    Complete(usize),
    Release(usize),
    /// A unit of time passes.
    Forward,
    /// The clock is set back by a unit.
    Back,
}

/// The entry of the event in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The worker that has the claim, or [`WORKERS`] if no worker has it any more.
    pub owner: usize,
    pub is_done: bool,
    /// How many units are left; it has expired if there is none.
    pub left: i8,
}

/// The answer of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Claimed,
    InProgress,
    Processed,
    Ended(Completion),
    /// The claim has another step.
    Unfinished,
    /// To the passing of time.
    None,
}

impl From<Outcome> for Answer {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Claimed(_) => Self::Claimed,
            Outcome::InProgress => Self::InProgress,
            Outcome::Processed => Self::Processed,
        }
    }
}

/// A store that is explored.
pub trait Subject {
    /// All that its next answers depend on.
    type State: Clone + Eq + Hash;
    /// Whether equal states are explored once. Otherwise no two states are equal.
    const MERGES: bool;
    /// Whether an entry that has expired does not come back if the clock is set back.
    const FORGETS: bool;
    fn empty(&self) -> Self::State;
    /// Takes a step in a state, and returns the next state.
    fn step(&mut self, state: &Self::State, world: &World, step: Step) -> (Answer, Self::State);
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Worker {
    #[default]
    New,
    HasNoClaim,
    HasClaim,
    /// Is in the middle of a claim.
    Claims,
}

/// What the docs say about the state of the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct World {
    pub entry: Option<Entry>,
    workers: [Worker; WORKERS],
}

impl World {
    /// Returns whether a worker is in the middle of a claim.
    pub fn claims(&self, worker: usize) -> bool {
        self.workers[worker] == Worker::Claims
    }

    /// Returns what can happen next. Because the workers are alike, each starts after the one before it.
    fn steps(&self) -> Vec<Step> {
        let mut steps = vec![Step::Forward, Step::Back];
        for (index, worker) in self.workers.iter().enumerate() {
            steps.push(Step::Claim(index));
            match worker {
                Worker::New => break,
                Worker::HasClaim => steps.extend([Step::Complete(index), Step::Release(index)]),
                Worker::HasNoClaim | Worker::Claims => {}
            }
        }
        steps
    }

    /// Returns the next state, or what is wrong with the answer.
    fn next(mut self, step: Step, answer: Answer, forgets: bool) -> Result<Self, &'static str> {
        let running = self.entry.filter(|entry| entry.left > 0);
        let by = |worker| running.filter(|entry| entry.owner != worker);
        match (step, answer) {
            (Step::Forward | Step::Back, Answer::None) => {
                if let Some(entry) = &mut self.entry {
                    entry.left += if step == Step::Back { 1 } else { -1 };
                }
                self.entry = self.entry.filter(|entry| entry.left > 0 || !forgets);
            }
            (Step::Claim(worker), answer) => {
                // The worker gives up its last claim.
                self.entry = self
                    .entry
                    .map(|entry| Entry { owner: if entry.owner == worker { WORKERS } else { entry.owner }, ..entry });
                self.workers[worker] = match answer {
                    Answer::Claimed => Worker::HasClaim,
                    Answer::Unfinished => Worker::Claims,
                    _ => Worker::HasNoClaim,
                };
                match (answer, running) {
                    (Answer::Claimed, None) => {
                        self.entry = Some(Entry { owner: worker, is_done: false, left: 1 });
                    }
                    (Answer::Claimed, Some(Entry { is_done: false, .. })) => return Err("two workers have the event"),
                    (Answer::Claimed, Some(_)) => return Err("a processed event was claimed"),
                    (Answer::Unfinished, _)
                    | (Answer::InProgress, Some(Entry { is_done: false, .. }))
                    | (Answer::Processed, Some(Entry { is_done: true, .. })) => {}
                    (Answer::InProgress | Answer::Processed, None) => {
                        return Err("a released or expired event cannot be claimed");
                    }
                    _ => return Err("the claim has another result than in the table"),
                }
            }
            (Step::Complete(worker), Answer::Ended(Completion::Recorded)) => match by(worker) {
                Some(Entry { is_done: true, .. }) => return Err("two workers have finished the event"),
                Some(_) => return Err("a worker has finished the claim of another"),
                None => self.entry = Some(Entry { owner: worker, is_done: true, left: 1 }),
            },
            (Step::Release(worker), Answer::Ended(Completion::Recorded)) => match by(worker) {
                Some(_) => return Err("a worker has released the claim of another"),
                None if running.is_some_and(|entry| entry.is_done) => return Err("a processed event was released"),
                // An expired claim, too, must not come back.
                None => self.entry = self.entry.filter(|entry| entry.owner != worker || entry.is_done),
            },
            (Step::Complete(worker), Answer::Ended(Completion::LeaseLost)) if by(worker).is_some() => {}
            (Step::Release(worker), Answer::Ended(Completion::LeaseLost))
                if by(worker).is_some() || running.is_some_and(|entry| entry.is_done) => {}
            _ => return Err("the result is another one than in the table"),
        }
        Ok(self)
    }
}

/// The result of a search that found nothing.
#[derive(Debug)]
pub struct Explored {
    pub interleavings: u128,
    /// The steps that were taken in the store.
    pub steps: u64,
}

type State<S> = (World, <S as Subject>::State);
type Next<S> = Vec<(Step, Answer, State<S>)>;

struct Search<'a, S: Subject> {
    subject: &'a mut S,
    path: Vec<(Step, Answer)>,
    next: HashMap<State<S>, Next<S>>,
    counts: HashMap<(State<S>, usize), u128>,
    steps: u64,
}

/// Explores every interleaving of this many steps, or returns the first that does what it must not.
pub fn explore<S: Subject>(subject: &mut S, depth: usize) -> Result<Explored, String> {
    let start = (World::default(), subject.empty());
    let mut search = Search { subject, path: Vec::new(), next: HashMap::new(), counts: HashMap::new(), steps: 0 };
    let interleavings = search.visit(&start, depth)?;
    Ok(Explored { interleavings, steps: search.steps })
}

impl<S: Subject> Search<'_, S> {
    fn visit(&mut self, state: &State<S>, depth: usize) -> Result<u128, String> {
        if depth == 0 {
            return Ok(1);
        }
        if let Some(count) = self.counts.get(&(state.clone(), depth)).filter(|_| S::MERGES) {
            return Ok(*count);
        }
        let next = match self.next.get(state).filter(|_| S::MERGES) {
            Some(next) => next.clone(),
            None => self.expand(state)?,
        };
        let mut count = 0;
        for (step, answer, state) in &next {
            self.path.push((*step, *answer));
            count += self.visit(state, depth - 1)?;
            self.path.pop();
        }
        if S::MERGES {
            self.next.insert(state.clone(), next);
            self.counts.insert((state.clone(), depth), count);
        }
        Ok(count)
    }

    fn expand(&mut self, state: &State<S>) -> Result<Next<S>, String> {
        let (world, store) = state;
        let mut all = Vec::new();
        for step in world.steps() {
            let (answer, next) = self.subject.step(store, world, step);
            self.steps += 1;
            let world = world
                .next(step, answer, S::FORGETS)
                .map_err(|error| format!("{error}: {:?}, then {step:?} returned {answer:?}", self.path))?;
            all.push((step, answer, (world, next)));
        }
        Ok(all)
    }
}
