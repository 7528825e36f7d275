// Writes an event with the libraries that Node senders use, and reads bodies with those that Node receivers use.
//
// Standard input: {"event": …, "xml": [bodies], "form": [bodies]}. Standard output: {"written": {name: body},
// "signed": {name: signature}, "xml": [texts], "form": [texts]}, each text what JSON.stringify prints of the parsed body, or null for an error.
// The argument is the folder that the packages are installed in.
'use strict';
const crypto = require('node:crypto');
const { createRequire } = require('node:module');
const querystring = require('node:querystring');
const load = createRequire(`${process.argv[2]}/`);
const qs = load('qs');
const xml2js = load('xml2js');
const { XMLBuilder } = load('fast-xml-parser');

// As PHP's http_build_query writes it.
function phpQuery(value, key) {
  if (typeof value !== 'object') return [`${phpEncode(key)}=${phpEncode(String(value))}`];
  return Object.entries(value).flatMap(([name, inner]) => phpQuery(inner, key === undefined ? name : `${key}[${name}]`));
}
function phpEncode(text) {
  return encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()*~]/g, (letter) => '%' + letter.charCodeAt(0).toString(16).toUpperCase());
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { event, xml, form } = JSON.parse(Buffer.concat(chunks).toString());
  const written = {
    'xml2js': new xml2js.Builder().buildObject(event),
    'xml2js, compact': new xml2js.Builder({ headless: true, rootName: 'x', renderOpts: { pretty: false }, cdata: true }).buildObject(event),
    'fast-xml-parser': new XMLBuilder({}).build({ webhook: event }),
    'fast-xml-parser, pretty': new XMLBuilder({ format: true, suppressEmptyNode: true }).build({ webhook: event }),
    'qs': qs.stringify(event),
    'qs, plain brackets': qs.stringify(event, { encodeValuesOnly: true }),
    'qs, without indices': qs.stringify(event, { arrayFormat: 'brackets' }),
    'qs, dots': qs.stringify(event, { allowDots: true }),
    'qs, RFC 1738': qs.stringify(event, { format: 'RFC1738' }),
    'querystring': querystring.stringify({ event: event.event, data: JSON.stringify(event.data) }),
    'URLSearchParams': String(new URLSearchParams({ event: event.event, data: JSON.stringify(event.data) })),
    'PHP': phpQuery(event).join('&'),
  };
  const parser = { explicitArray: false, explicitRoot: false };
  const options = { depth: Infinity, arrayLimit: Infinity, parameterLimit: Infinity };
  // Signed as the documentation's sample verifies: JSON.stringify of the parsed body.
  const signed = {};
  for (const [name, body] of Object.entries(written)) {
    const parsed = body.trimStart().startsWith('<') ? await xml2js.parseStringPromise(body, parser) : qs.parse(body, options);
    signed[name] = crypto.createHmac('SHA256', 'correct horse').update(JSON.stringify(parsed)).digest('hex');
  }
  process.stdout.write(JSON.stringify({
    written,
    signed,
    xml: await Promise.all(xml.map((body) => xml2js.parseStringPromise(body, parser).then(JSON.stringify, () => null))),
    form: form.map((body) => JSON.stringify(qs.parse(body, options))),
  }));
}
main();
