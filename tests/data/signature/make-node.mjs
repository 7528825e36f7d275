// Makes node.jsonl: bodies that are awkward in UTF-8, signed by Node's own crypto as Acquire's sample code does.
// node tests/data/signature/make-node.mjs > tests/data/signature/node.jsonl
import crypto from 'node:crypto';

const bodies = [
  '',
  '{}',
  '{"event":"case:status","data":{"caseId":"901","status":"closed"}}',
  '{"message":"Grüße aus Köln, größer als Übermut"}',
  '{"message":"👋🏽 👩‍👩‍👧 🇩🇰"}',
  '{"message":"a\u2028b\u2029c"}',
  '{"message":"\u0000\u0001\u007f\u0085\ufeff\uffff"}',
  'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(65), 'ü'.repeat(2000),
];
const keys = ['', 'k1', 'correct horse', 'Secret:conversational_bot:2', 'schlüssel 🔑', 'k'.repeat(64), 'k'.repeat(65), 'k'.repeat(200)];
for (const key of keys) {
  for (const body of bodies) {
    const hex = crypto.createHmac('SHA256', key).update(body).digest('hex');
    console.log(JSON.stringify({ key, body, hex }));
  }
}
