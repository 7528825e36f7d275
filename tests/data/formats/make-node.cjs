// Makes node.jsonl: what JSON.stringify prints of bodies that npm's qs and xml2js have parsed.
// node make-node.cjs FOLDER > node.jsonl, where FOLDER has qs@6 and xml2js@0.6 in its node_modules.
'use strict';
const { createRequire } = require('node:module');
const load = createRequire(`${require("node:path").resolve(process.argv[2])}/`);
const qs = load('qs');
const xml2js = load('xml2js');

const forms = [
  'a=1&b=2', 'a=x+y%20z%2B', 'a[b]=1&a[c]=2', 'a%5Bb%5d=1&a%5bc%5D[d]=2', '%5Ba%5D=1&%5Bb%5D%5Bc%5D=2', 'a[1]=x&a[0]=y', 'a[]=x&a[]=y',
  'a[0][b]=1&a[0][c]=2&a[1][b]=3', 'a=1&a=2&a=3', 'a=1&a[b]=2', 'a[b]=2&a=1', 'a[0]=x&a[b]=y', 'a[5]=x&a[2]=y',
  'a[][b]=1&a[][c]=2', 'a[][b]=1&a[][b]=2', 'a[][b]=1&a[][c]=2&a[][b]=3', 'a[]=1&a[][b]=2', 'a.b=1&a[c]=2', 'a]=1',
  'a[01]=x&a[1]=y', '0=a&1=b&01=c', '%255B=1&a[%2530]=2', 'ü=%C3%A9&%F0%9F%91%8B=x', 'a=%7B%22b%22%3A1%7D', 'a&b=&c',
  'a[%30]=x', 'a[%30]=x&a[0]=y', 'a[%31]=x&a[%30]=y', 'a[%30]=y&a[]=x', '%30=x&1=y', '3=x', 'a[%2530]=x&a[0]=y',
  'a[b]c=1', 'a[b].c[d]=1', 'a[b[c]]=1', 'a%5B%5Bb%5D%5D=1', 'a[b=1', 'a[[b]=1', 'a[b][c=1&a[b][d]=2', 'a]b[c]=1', 'a[b=c]=d', 'a=x]=y',
  'a[b%5d=1', 'a[][]=x&a[][]=y', 'a[][1]=x', 'a[b][][0][c]=x', '=x&a=1', '%5B%5D=x&%5B%5D=y', 'a[.b.]=x&c.d=y', 'a[]]=x', 'a%5b]=1&a[%5D=2',
  'a[][0]=1&a[][b]=2', 'a[b]=1&[c]=2', 'a[b]=1&xyzzy[c]=2', 'a=b[c]=1&a=b[d]', 'a[b.c]=1&a[d]=2', 'a[b]x=1&a[c]=2', 'a[b][=1&a[c]=2',
  'event=case%3Astatus&data[caseId]=72&data[status]=closed&data[messages][0][id]=323&data[messages][1][id]=324',
];
const xmls = [
  '<a/>', '<a></a>', '<a>x</a>', '<a><b/></a>', '<a><b>1</b><b>2</b></a>', '<a><b>1</b><c>2</c><b>3</b></a>', '<a> <b>1</b>\n</a>',
  '<a><b> x </b></a>', '<a><b c="1"/></a>', '<a><b c="1">x</b></a>', '<a><b c="1"><d>2</d></b></a>', '<a>x<b>1</b>y</a>',
  '<a b="1"><c/></a>', '<a><b><![CDATA[<x>&]]></b></a>', '<a><b><![CDATA[]]> <c/></b></a>', '<a><b> <![CDATA[ ]]><c/></b></a>',
  '<a><b>&lt;&amp;&#65;&#x42;</b></a>', '<a><!-- c --><b>1</b><?p i?></a>',
  '<x:a xmlns:x="urn:y"><x:b>1</x:b></x:a>', '<a><field name="10">t</field></a>', '<a><b><c><d>1</d></c></b></a>',
  '<?xml version="1.0" encoding="UTF-8"?>\n<hook><event>case:status</event><data><caseId>72</caseId><status>closed</status></data></hook>',
];

async function main() {
  const options = { depth: Infinity, arrayLimit: Infinity, parameterLimit: Infinity };
  for (const body of forms) console.log(JSON.stringify({ body, text: JSON.stringify(qs.parse(body, options)) }));
  for (const body of xmls) {
    const parsed = await xml2js.parseStringPromise(body, { explicitArray: false, explicitRoot: false });
    console.log(JSON.stringify({ body, text: JSON.stringify(parsed) }));
  }
}
main();
