import { expect, it } from 'vitest';
import { linkIn } from '../../../src/features/verification/link-in.ts';

const inText = (text: string, publicUrl = 'https://badges.example') =>
  linkIn(new TextEncoder().encode(text), [publicUrl]);

it.each([
  ['https://x.example/b.json', 'https://x.example/b.json'],
  [' https://x.example/b?a=1#c ', 'https://x.example/b?a=1#c'],
  ['x.example/b', 'https://x.example/b'],
  ['Le badge : x.example/b.', 'https://x.example/b'],
  ['« https://x.example/b »', 'https://x.example/b'],
  ['(https://x.example/b)', 'https://x.example/b'],
  ['<https://x.example/b>', 'https://x.example/b'],
  ['lien:https://x.example/b!', 'https://x.example/b'],
  ['https://x.example/a puis https://badges.example/b', 'https://badges.example/b'],
  ['https://x.example/a puis badges.example/b', 'https://badges.example/b'],
  ['voir ((https://x.example/b)).', 'https://x.example/b'],
  ['voir [[https://x.example/b]]', 'https://x.example/b'],
  ['**x.example/b**…', 'https://x.example/b'],
  ['https://x.example/b(1)/c', 'https://x.example/b(1)/c'],
  ['HTTPS://X.example/b', 'HTTPS://X.example/b'],
  ['exemple.été/b', 'https://exemple.été/b'],
  ['Voici:x.example/b', 'https://x.example/b'],
  ['L’adresse:(x.example/b)', 'https://x.example/b'],
  ['ref:a.fr/1 https://y.example/b', 'https://y.example/b'],
])('%j: %s', (text, link) => {
  expect(inText(text)).toBe(link);
});

it('knows the address of a service that has no name of its own', () => {
  expect(inText('Voir localhost:3000/k/a.', 'http://localhost:3000')).toBe(
    'http://localhost:3000/k/a',
  );
  expect(inText('Voici:localhost:3000/k/a', 'http://localhost:3000')).toBe(
    'http://localhost:3000/k/a',
  );
  expect(inText('notlocalhost:3000/k/a', 'http://localhost:3000')).toBeUndefined();
});

it('takes off all that closes a sentence, within what a link may be long', () => {
  expect(inText(`https://x.example/b${')]}'.repeat(690)}`)).toBe('https://x.example/b');
  expect(inText(`https://x.example/b${')]}'.repeat(600)}c`)).toMatch(/\}c$/);
});

it('passes over a word that is longer, and finds the link beside it', () => {
  const row = ')'.repeat(4_000);
  expect(inText(`https://x.example/a${row} https://x.example/b ${row}`)).toBe(
    'https://x.example/b',
  );
});

it.each([
  ['nothing', ''],
  ['a word', 'bonjour'],
  ['an e-mail address', 'Écrivez à awa@badges.example, ou non'],
  ['an e-mail address with a path', 'awa@badges.example/a'],
  ['the name of a file', 'badge.json'],
  ['and/or', 'et/ou'],
  ['a date', '12.10.2026/13.10.2026'],
  ['a badge', '{"@context":["https://www.w3.org/ns/credentials/v2"]}'],
  ['a badge after a word', 'Voici : {"@context":["https://www.w3.org/ns/credentials/v2"]}'],
  ['a list', '["https://x.example/b"]'],
  ['an image', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a JWT', 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL3gifQ.c2ln'],
  ['a link without end', `https://x.example/${'a'.repeat(3_000)}`],
  ['a link before thousands of brackets', `https://x.example/b${')'.repeat(9_000)}`],
  ['a link behind thousands of brackets', `${'('.repeat(9_000)}https://x.example/b`],
  ['a long text', `${'mot '.repeat(4_000)}https://x.example/b`],
])('no link in %s', (_, text) => {
  expect(inText(text)).toBeUndefined();
});

it('looks for none in bytes that are no text', () => {
  const image = [0x89, 0x50, ...new TextEncoder().encode(' http://ns.adobe.com/xap/1.0/ ')];
  expect(linkIn(new Uint8Array(image), ['https://badges.example'])).toBeUndefined();
});
