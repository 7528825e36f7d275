// Reads the texts of qs's own tests with qs itself: every text in its tests of `parse`, be it an input or not.
//
// Standard output: {"inputs": [texts], "outputs": [texts]}, each output what JSON.stringify prints of the parsed input, or null
// for an error. The argument is the folder that the packages are installed in.
'use strict';
const fs = require('node:fs');
const vm = require('node:vm');
const { createRequire } = require('node:module');
const load = createRequire(`${process.argv[2]}/`);
const qs = load('qs');
const options = { depth: Infinity, arrayLimit: Infinity, parameterLimit: Infinity };

const folder = `${process.argv[2]}/node_modules/qs/test`;
const literals = ['parse.js', 'empty-keys-cases.js'].flatMap((file) =>
  fs.readFileSync(`${folder}/${file}`, 'utf8').match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g));
const texts = literals.flatMap((literal) => {
  try {
    return [vm.runInNewContext(literal)];
  } catch {
    return [];
  }
});
const inputs = [...new Set(texts)].filter((text) => text.isWellFormed());
const outputs = inputs.map((input) => {
  try {
    return JSON.stringify(qs.parse(input, options));
  } catch {
    return null;
  }
});
process.stdout.write(JSON.stringify({ inputs, outputs }));
