// A receiver of Acquire 2.0.0 and Dixa in plain Node, without a fault or with one: `node broken.cjs MODE`.
//
// The modes `right` and `later` have no fault. Each other mode replaces one function of it; the table `faults` is at the end.
//
// Environment: CHATHOOKS_KEY is the key (for Dixa its hexadecimal digits), CHATHOOKS_OLD_KEY is accepted too if set,
// PORT defaults to a free port, REQUEST_TIMEOUT is in seconds and defaults to 10.
'use strict';
const crypto = require('node:crypto');
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const MAX_BODY = 1024 * 1024;
const MAX_DEPTH = 64;
const WINDOW_MS = 5 * 60 * 1000;
const { CHATHOOKS_KEY, CHATHOOKS_OLD_KEY, PORT = 0, REQUEST_TIMEOUT = 10 } = process.env;
if (!CHATHOOKS_KEY) throw new Error('CHATHOOKS_KEY is not set');

// The reason to stop with a status.
class Refusal extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

const isId = (value) => typeof value === 'string' || typeof value === 'number';
const isObject = (value) => typeof value === 'object' && value !== null;

const acquire = {
  header: 'x-acquire-signature',
  keys: (texts) => texts.map((text) => Buffer.from(text)),
  parse: (value) => ({ prefix: '', signatures: [value] }),
  known: new Set('case:status user:case-invite user:case-joined case:message:new case:new user:status'.split(' ')),
  name: (event) => event.event,
  fits: ({ event, data }) => event !== 'case:status' || (isId(data?.caseId) && typeof data.status === 'string'),
  // Acquire sends no delivery id, but each change of a case adds a message.
  id({ event, data }) {
    if (event !== 'case:status' || !Array.isArray(data.messages) || data.messages.length === 0) return undefined;
    const ids = data.messages.map((message) => message?.id);
    return ids.every(isId) ? JSON.stringify([data.caseId, data.status, ...ids].map(String)) : undefined;
  },
};

// The events whose data is documented. Each of them has the conversation.
const withConversation = new Set(
  'CREATED OPEN PENDING PENDING_EXPIRED CLOSED ABANDONED ENQUEUED NOTE_ADDED MESSAGE_ADDED TAG_ADDED TAG_REMOVED RATED'
    .split(' ').map((name) => `CONVERSATION_${name}`));
const withoutSample =
  'ASSIGNED UNASSIGNED TRANSFERRED END_USER_REPLACED CUSTOM_ATTRIBUTE_UPDATED MESSAGE_DELIVERY_SENT ' +
  'MESSAGE_DELIVERY_DELIVERED MESSAGE_DELIVERY_SEEN MESSAGE_DELIVERY_FAILED MESSAGE_DELIVERY_INFO ' +
  'MESSAGE_DELIVERY_SPAM_COMPLAINT';

const dixa = {
  header: 'x-dixa-signature',
  // Buffer.from would make an empty key of a text that is not hexadecimal.
  keys: (texts) => texts.filter((text) => /^([0-9a-f]{2})*$/i.test(text)).map((text) => Buffer.from(text, 'hex')),
  // The value is `t=1770715231999,v1=16c5…`; the time and a full stop are signed before the body.
  parse(value) {
    const pairs = value.split(',').map((pair) => pair.split(/=(.*)/s));
    const times = pairs.filter(([key]) => key === 't').map(([, digits]) => digits);
    const signatures = pairs.filter(([key]) => key === 'v1').map(([, digits]) => digits);
    if (times.length !== 1 || !/^[0-9]{1,19}$/.test(times[0])) throw new Refusal(401);
    return { time: Number(times[0]), prefix: `${times[0]}.`, signatures };
  },
  known: new Set([
    ...withConversation,
    ...withoutSample.split(' ').map((name) => `CONVERSATION_${name}`),
    ...['BANNED_ENDUSER', 'UNBANNED_ENDUSER', 'BANNED_IP', 'UNBANNED_IP'].map((name) => `AGENT_${name}`),
    ...['PENDING', 'BREACHED', 'ACHIEVED', 'VOIDED'].map((name) => `SLA_EVALUATION_${name}`),
    'TYPING_STARTED',
  ]),
  name: (event) => event.event_fqn,
  fits: ({ event_id, event_fqn, data }) =>
    typeof event_id === 'string' && (!withConversation.has(event_fqn) || isObject(data?.conversation)),
  id: ({ event_id }) => event_id || undefined,
};

function isTooDeep(value, levels) {
  if (!isObject(value)) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

let handled = 0;
const claims = new Map();

const right = {
  keys: () => [CHATHOOKS_KEY, CHATHOOKS_OLD_KEY].filter(Boolean),

  header(request, name) {
    const values = request.headersDistinct[name] ?? [];
    if (values.length !== 1) throw new Refusal(401);
    return values[0];
  },

  // Buffer.from(…, 'hex') ignores what follows the first invalid digit, so the digits are checked first.
  isEqual: (computed, sent) =>
    /^[0-9a-f]{64}$/i.test(sent) && crypto.timingSafeEqual(computed, Buffer.from(sent, 'hex')),

  isRecent: (time) => Math.abs(Date.now() - time) <= WINDOW_MS,

  signedBody: (body) => body,

  verify(vendor, request, body) {
    const content = this.signedBody(body);
    const { time, prefix, signatures } = vendor.parse(this.header(request, vendor.header));
    const isSigned = vendor.keys(this.keys()).some((key) => {
      const computed = crypto.createHmac('sha256', key).update(prefix).update(content).digest();
      return signatures.some((sent) => this.isEqual(computed, sent));
    });
    if (!isSigned || (time !== undefined && !this.isRecent(time))) throw new Refusal(401);
  },

  decode(vendor, body) {
    let event;
    try {
      event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    } catch {
      throw new Refusal(400);
    }
    if (!isObject(event) || isTooDeep(event, MAX_DEPTH)) throw new Refusal(400);
    if (typeof vendor.name(event) !== 'string' || !vendor.fits(event)) throw new Refusal(400);
    return event;
  },

  // An unknown event is handled like any other.
  async handle(vendor, event) {
    await sleep(5); // the work
    handled += 1;
  },

  // The claim is made before the work, so that a duplicate waits for the first delivery. If the work fails, it is
  // released for a retry.
  once(id, work) {
    if (id === undefined) return work();
    if (!claims.has(id)) {
      const done = work();
      claims.set(id, done);
      done.catch(() => claims.delete(id));
    }
    return claims.get(id);
  },

  async receive(vendor, request, body) {
    this.verify(vendor, request, body);
    const event = this.decode(vendor, body);
    await this.once(vendor.id(event), () => this.handle(vendor, event));
  },
};

const faults = {
  'right': {},

  // Answers before the work, as with a queue. This is not a fault.
  'later': {
    async receive(vendor, request, body) {
      this.verify(vendor, request, body);
      const event = this.decode(vendor, body);
      setTimeout(() => this.once(vendor.id(event), () => this.handle(vendor, event)), 1000);
    },
  },

  // Accepts every request.
  'no-check': { verify() {} },

  // Compares as many digits as the request has.
  'prefix-comparison': { isEqual: (computed, sent) => computed.toString('hex').startsWith(sent) },

  // Compares the end of the signature.
  'suffix-comparison': { isEqual: (computed, sent) => sent !== '' && computed.toString('hex').endsWith(sent) },

  // Compares the last eight digits.
  'last-digits': { isEqual: (computed, sent) => sent.length === 64 && computed.toString('hex').slice(-8) === sent.slice(-8) },

  // Verifies JSON alone, as a parser that hands over the raw body of its own content type does.
  'json-alone': {
    verify(vendor, request, body) {
      if (/json/.test(request.headers['content-type'] ?? '')) right.verify.call(this, vendor, request, body);
    },
  },

  // Accepts signatures that are made with the empty key, as if a second key were configured but not set.
  'empty-key': { keys: () => [...right.keys(), ''] },

  // Verifies the parsed body, and fails if it does not parse.
  'parsed-before-verified': { signedBody: (body) => JSON.stringify(JSON.parse(body)) },

  // Accepts any time.
  'no-window': { isRecent: () => true },

  // Takes the milliseconds for seconds, so each time is in the far future, and only old ones are refused.
  'window-in-seconds': { isRecent: (time) => Date.now() / 1000 - time <= WINDOW_MS / 1000 },

  // Does not refuse a time in the future.
  'one-sided-window': { isRecent: (time) => Date.now() - time <= WINDOW_MS },

  // Takes the first of several signature headers.
  'first-header': {
    header(request, name) {
      const [value] = request.headersDistinct[name] ?? [];
      if (value === undefined) throw new Refusal(401);
      return value;
    },
  },

  // Answers 200 to a body that it cannot decode, and forgets it.
  'ok-for-broken-bodies': {
    decode(vendor, body) {
      try {
        return right.decode(vendor, body);
      } catch {
        throw new Refusal(200);
      }
    },
  },

  // Fails on an event that it does not know.
  'crash-on-unknown': {
    handle(vendor, event) {
      if (!vendor.known.has(vendor.name(event))) throw new Error('unexpected event');
      return right.handle(vendor, event);
    },
  },

  // Handles each delivery of an event.
  'work-twice': { once: (id, work) => work() },

  // Makes the claim after the work, so that duplicates at the same moment are all handled.
  'late-claim': {
    async once(id, work) {
      if (claims.has(id)) return;
      await work();
      await sleep(200); // the rest of the work
      if (id !== undefined) claims.set(id, true);
    },
  },

  // Percent-encodes all strings for its log, which fails on a lone surrogate.
  'lone-surrogate': {
    decode(vendor, body) {
      const event = right.decode(vendor, body);
      JSON.stringify(event, (key, value) => (typeof value === 'string' ? encodeURIComponent(value) : value));
      return event;
    },
  },
};

function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let length = 0;
    request.on('data', (chunk) => {
      length += chunk.length;
      if (length <= MAX_BODY) return chunks.push(chunk);
      // The rest is read and discarded, so that the client sees the answer.
      chunks.length = 0;
      reject(new Refusal(413));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

const mode = process.argv[2];
if (!Object.hasOwn(faults, mode ?? '')) {
  console.error(`usage: broken.cjs ${Object.keys(faults).join('|')}`);
  process.exit(64);
}
const receiver = { ...right, ...faults[mode] };
const vendors = { 'POST /acquire': acquire, 'POST /dixa': dixa };

async function answer(request, response) {
  const route = `${request.method} ${request.url.split('?')[0]}`;
  if (route === 'GET /handled') return response.end(String(handled));
  try {
    if (!Object.hasOwn(vendors, route)) throw new Refusal(404);
    await receiver.receive(vendors[route], request, await readBody(request));
    response.statusCode = 200;
  } catch (error) {
    response.statusCode = error.status ?? 500;
  }
  response.end();
}

const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT * 1000, connectionsCheckingInterval: 500 }, answer);
server.listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
