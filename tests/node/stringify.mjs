// Answers each line, a JSON text in base64, with JSON.stringify(JSON.parse(text)) in base64, or "refused".
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(line, 'base64'));
    answer = Buffer.from(JSON.stringify(JSON.parse(text)), 'utf8').toString('base64');
  } catch {
    answer = 'refused';
  }
  process.stdout.write(`${answer}\n`);
}
