// A receiver of Acquire 2.0.0 with Express.
//
// Environment: CHATHOOKS_KEY is the key, CHATHOOKS_OLD_KEY is accepted too if set, PORT defaults to a free port,
// REQUEST_TIMEOUT is in seconds and defaults to 10. Express is found through NODE_PATH.
'use strict';
const crypto = require('node:crypto');
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');
const express = require('express');

const MAX_DEPTH = 64;
const { CHATHOOKS_KEY, CHATHOOKS_OLD_KEY, PORT = 0, REQUEST_TIMEOUT = 10 } = process.env;
if (!CHATHOOKS_KEY) throw new Error('CHATHOOKS_KEY is not set');
const keys = [CHATHOOKS_KEY, CHATHOOKS_OLD_KEY].filter(Boolean);

function isAuthentic(request, body) {
  // `request.get` would join several headers to one value.
  const [signature, ...others] = request.headersDistinct['x-acquire-signature'] ?? [];
  // Buffer.from(…, 'hex') ignores what follows the first invalid digit.
  if (others.length > 0 || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const sent = Buffer.from(signature, 'hex');
  return keys.some((key) => crypto.timingSafeEqual(crypto.createHmac('sha256', key).update(body).digest(), sent));
}

const isId = (value) => typeof value === 'string' || typeof value === 'number';

function isTooDeep(value, levels) {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

// Returns the event, or undefined if the body has none.
function decode(body) {
  let event;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
  if (isTooDeep(event, MAX_DEPTH) || typeof event?.event !== 'string') return undefined;
  const { event: name, data } = event;
  const fits = name !== 'case:status' || (isId(data?.caseId) && typeof data.status === 'string');
  return fits ? event : undefined;
}

// Acquire sends no delivery id, but each change of a case adds a message.
function idempotencyId({ event, data }) {
  if (event !== 'case:status' || !Array.isArray(data.messages) || data.messages.length === 0) return undefined;
  const ids = data.messages.map((message) => message?.id);
  return ids.every(isId) ? JSON.stringify([data.caseId, data.status, ...ids].map(String)) : undefined;
}

let handled = 0;
async function handle() {
  await sleep(5); // the work
  handled += 1;
}

// The claim is made before the work, so that a duplicate waits for the first delivery. If the work fails, it is
// released for a retry.
const claims = new Map();
function once(id, work) {
  if (id === undefined) return work();
  if (!claims.has(id)) {
    const done = work();
    claims.set(id, done);
    done.catch(() => claims.delete(id));
  }
  return claims.get(id);
}

const app = express().disable('x-powered-by');
app.post('/acquire', express.raw({ type: () => true, limit: '1mb', inflate: false }), async (request, response) => {
  const body = request.body ?? Buffer.alloc(0);
  if (!isAuthentic(request, body)) return response.status(401).end();
  const event = decode(body);
  if (event === undefined) return response.status(400).end();
  await once(idempotencyId(event), () => handle(event));
  response.status(200).end();
});
app.get('/handled', (request, response) => response.type('text').send(String(handled)));
app.use((error, request, response, next) => response.status(error.status ?? 500).end());

const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT * 1000, connectionsCheckingInterval: 500 }, app);
server.listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
