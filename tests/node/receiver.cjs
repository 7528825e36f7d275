// A receiver as Acquire's own documentation writes it, for one request on standard input, in any of the three formats.
// Prints true or false. The arguments are the folder that the packages are installed in, and the secret.
'use strict';
const crypto = require('node:crypto');
const { createRequire } = require('node:module');
const load = createRequire(`${process.argv[2]}/`);

// The documentation's sample, but for Buffer.from in place of the constructor that Node no longer wants.
const validateSignature = (secret, body, signature) => {
  const signatureComputed = crypto.createHmac('SHA256', secret).update(
    Buffer.from(JSON.stringify(body), 'utf8')).digest('hex');
  return (signatureComputed === signature);
};

const parsers = {
  'application/json': JSON.parse,
  'application/xml': (text) => load('xml2js').parseStringPromise(text, { explicitArray: false, explicitRoot: false }),
  'application/x-www-form-urlencoded': (text) =>
    load('qs').parse(text, { depth: Infinity, arrayLimit: Infinity, parameterLimit: Infinity }),
};

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const [head, text] = Buffer.concat(chunks).toString().split(/\r\n\r\n(.*)/s);
  const headers = Object.fromEntries(head.split('\r\n').slice(1).map((line) => line.split(/: (.*)/s)));
  const body = await parsers[headers['content-type']](text);
  console.log(validateSignature(process.argv[3], body, headers['x-acquire-signature']));
}
main();
