// A receiver of Acquire 2.0.0 with Express, as the vendor's sample verifies: over JSON.stringify of the parsed body.
//
// It accepts what is signed over its stringified form, and refuses a body that was signed as it is but has spaces.
// The environment is that of express.cjs.
'use strict';
const crypto = require('node:crypto');
const http = require('node:http');
const express = require('express');

const { CHATHOOKS_KEY, PORT = 0, REQUEST_TIMEOUT = 10 } = process.env;
if (!CHATHOOKS_KEY) throw new Error('CHATHOOKS_KEY is not set');

// The vendor's code, except for Buffer.from in place of `new Buffer`, which is deprecated.
const validateSignature = (secret, body, signature) => {
  var signatureComputed = crypto.createHmac('SHA256', secret).update(
    Buffer.from(JSON.stringify(body), 'utf8')).digest('hex');
  return (signatureComputed === signature);
};

let handled = 0;
const seen = new Set();
const app = express();
app.use(express.json({ limit: '1mb' }));
app.post('/acquire', (request, response) => {
  // Express 5 has no body where Express 4, of the time of the sample, had an empty object.
  const body = request.body ?? {};
  if (!validateSignature(CHATHOOKS_KEY, body, request.headers['x-acquire-signature'])) return response.status(401).end();
  if (!body.event) return response.status(400).end();
  const messages = body.data?.messages?.map((message) => message.id) ?? [];
  const id = JSON.stringify([body.event, body.data?.caseId, body.data?.status, messages]);
  if (messages.length === 0 || !seen.has(id)) handled += 1;
  seen.add(id);
  response.status(200).end();
});
app.get('/handled', (request, response) => response.type('text').send(String(handled)));
app.use((error, request, response, next) => response.status(error.status ?? 500).end());

const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT * 1000, connectionsCheckingInterval: 500 }, app);
server.listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
