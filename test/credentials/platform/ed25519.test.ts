/**
 * One verdict on both platforms, and the strict one: RFC 8032 §5.1.7 without the cofactor, and neither
 * keys nor signatures that anyone can make up. The forgeries are made here, with a curve in hand.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isSafePublicKey,
  verifyEd25519,
} from '../../../src/credentials/identifiers/public-keys/ed25519.ts';
import { createRandom } from '../support/faults/random.ts';
import { cofactoredOnly, forgeries, type Signed } from './forgeries.ts';
import { PLATFORMS } from './platforms.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

/** RFC 8032 §7.1, TEST 1 to 3. */
const RFC_8032: readonly Signed[] = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
].map(([publicKey = '', message = '', signature = '']) => ({
  publicKey: bytes(publicKey),
  message: bytes(message),
  signature: bytes(signature),
}));

/** Number, public key, message, signature and answer of each test of Wycheproof (C2SP, ed25519_test.json). */
const wycheproof = readFileSync(join(import.meta.dirname, 'wycheproof-ed25519.txt'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' '));
const figures = (hex = '') => bytes(hex === '-' ? '' : hex);

describe.each(PLATFORMS)('Ed25519: the platform %s', (_name, platform) => {
  const isValid = ({ publicKey, message, signature }: Signed) =>
    isSafePublicKey(publicKey) && verifyEd25519(signature, message, publicKey, platform);

  it.each(RFC_8032)('takes the signatures of RFC 8032', (signed) => {
    expect(isValid(signed)).toBe(true);
  });

  it('takes none with one bit turned, anywhere', () => {
    const [, , signed] = RFC_8032;
    for (const part of ['publicKey', 'message', 'signature'] as const) {
      const whole = signed?.[part] ?? Uint8Array.of();
      for (let bit = 0; bit < whole.length * 8; bit += 5) {
        const turned = Uint8Array.from(whole, (byte, at) =>
          at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
        );
        expect([part, bit, signed && isValid({ ...signed, [part]: turned })]).toEqual([
          ...[part, bit, false],
        ]);
      }
    }
  });

  it.each(forgeries)('takes no forgery: $name', ({ signed }) => {
    expect(isValid(signed)).toBe(false);
  });

  it('takes none that is right with the cofactor alone, by its own equation either', () => {
    const { publicKey, message, signature } = cofactoredOnly;
    // What the library takes unless it is asked otherwise: both keys and both points are in order.
    expect(ed25519.verify(signature, message, publicKey, { zip215: true })).toBe(true);
    expect(isSafePublicKey(publicKey)).toBe(true);
    expect(platform.verifyEd25519(signature, message, publicKey)).toBe(false);
  });

  it('says what Wycheproof says', () => {
    expect(wycheproof).toHaveLength(151);
    for (const [id, publicKey, message, signature, result] of wycheproof) {
      const signed = {
        publicKey: figures(publicKey),
        message: figures(message),
        signature: figures(signature),
      };
      expect([id, isValid(signed) ? 'valid' : 'invalid']).toEqual([id, result]);
    }
  });
});

it('the two platforms answer the same to whatever it is', () => {
  const random = createRandom(8032);
  const draw = (length: number) => Uint8Array.from({ length }, () => random.below(256));
  for (let at = 0; at < 40; at += 1) {
    const secret = draw(32);
    const message = draw(random.below(80));
    const signature = ed25519.sign(message, secret);
    if (at % 2 === 1) signature[random.below(64)] = random.below(256);
    // A key of bytes by lot: half of them are no point.
    const publicKey = at % 5 === 4 ? draw(32) : ed25519.getPublicKey(secret);
    const [one, other] = PLATFORMS.map(([, platform]) =>
      verifyEd25519(signature, message, publicKey, platform),
    );
    expect([at, one]).toEqual([at, other]);
    if (at % 2 === 0 && at % 5 !== 4) expect(one).toBe(true);
  }
});

it('a lenient verifier takes the forgeries, or they would show nothing', () => {
  expect(forgeries.filter(({ isRight }) => isRight)).toHaveLength(28);
  for (const { name, signed, isRight } of forgeries) {
    if (isRight === undefined) continue;
    const { publicKey: key, message: said, signature: made } = signed;
    expect([name, ed25519.verify(made, said, key, { zip215: true })]).toEqual([name, isRight]);
  }
});
