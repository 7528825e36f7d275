// Makes signed.jsonl: bodies and times, signed by Node's own crypto as Dixa's page on security describes it.
// node tests/data/dixa/make-node.mjs > tests/data/dixa/signed.jsonl
import crypto from 'node:crypto';

const keys = [
  '00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  'FFEEDDCCBBAA99887766554433221100F0E1D2C3B4A5968778695A4B3C2D1E0F',
  'ab',
  '5a'.repeat(64),
  '5a'.repeat(65),
];
const times = ['1770715231999', '0', '0001770715231999', '9223372036854775807', '9999999999999999999'];
const bodies = [
  '{\n  "event_id" : "c0ffee00-0000-4000-8000-000000000001",\n  "tags" : [\n  ],\n  "text" : "Grüße"\n}',
  '', '{}', '\u{1f44b}\u{1f3fd}', '\ufeff{\r\n}\u0000', ...[42, 43, 49, 50, 51, 63, 64, 1000].map((length) => 'x'.repeat(length)),
];
for (const key of keys) {
  for (const t of times) {
    for (const body of bodies) {
      const v1 = crypto.createHmac('sha256', Buffer.from(key, 'hex')).update(`${t}.`).update(body).digest('hex');
      console.log(JSON.stringify({ key, body: Buffer.from(body).toString('hex'), header: `t=${t},v1=${v1}` }));
    }
  }
}
