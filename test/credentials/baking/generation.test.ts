import { describe, expect, it } from 'vitest';
import { generationOf } from '../../../src/credentials/baking/generation.ts';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { signed } from '../support/issuer.ts';
import { payload, signJwt } from '../support/jwt-issuer.ts';
import { olderBadges, signedOlder } from '../support/older-badges.ts';
import { bytes } from '../support/images/svg.ts';

const read = (text: string) => readBadgeFile(bytes(text));
const V2 = 'https://w3id.org/openbadges/v2';

describe.each(Object.entries(olderBadges))('%s', (_name, badge) => {
  it.each([
    ['as a file', JSON.stringify(badge)],
    ['as a file with a byte order mark', `\ufeff${JSON.stringify(badge, null, 2)}\n`],
    ['signed', signedOlder(badge)],
    ['signed, in quotation marks', JSON.stringify(signedOlder(badge))],
    ['in a list', JSON.stringify([badge, badge])],
  ])('is named as what it is %s', async (_how, text) => {
    expect(await read(text)).toMatchObject({ ok: false, reason: 'older-badge' });
  });
});

describe('a credential', () => {
  const json = JSON.stringify(signed);
  const jwt = signJwt(payload);

  it.each([
    ['JSON', json, json],
    ['a JWT', jwt, jwt],
    ['a JWT in quotation marks', `"${jwt}"\n`, jwt],
    ['a list', `[${json}]`, `[${json}]`],
    ['a presentation', JSON.stringify({ type: 'VerifiablePresentation', holder: 'did:x:y' })],
    ['one that names an older context', JSON.stringify({ ...signed, '@context': [V2] })],
    ['one with the members of older badges', JSON.stringify({ ...signed, badge: 1, recipient: 2 })],
    ['a claim in a JWT', signedOlder({ vc: signed, recipient: 'x', badge: 'y' })],
    [
      'one with something older in a list',
      JSON.stringify([{ ...signed, '@context': V2 }, olderBadges['Open Badges 2.0']]),
    ],
  ])('is never taken for something older: %s', async (_name, text, expected = text) => {
    expect(await read(text)).toMatchObject({ ok: true, text: expected });
  });

  it.each([
    ['credential', json],
    ['credential', jwt],
    ['older', JSON.stringify(olderBadges['Open Badges 1.0'])],
    ['other', '{}'],
    ['other', '[]'],
    ['other', '{"badge":'],
    ['other', 'a.b.c'],
    ['other', JSON.stringify({ recipient: 'a' })],
    ['other', JSON.stringify({ '@context': 'https://elsewhere.example/openbadges/v2' })],
    ['other', '['.repeat(100_000)],
  ] as const)('says so itself, or does not: %s', (generation, text) => {
    expect(generationOf(text)).toBe(generation);
  });
});
