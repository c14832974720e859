import { describe, expect, it } from 'vitest';
import { base58btc, ed25519Multikey } from '../../src/keys/multikey.ts';

describe('base58btc', () => {
  it.each([
    // The vectors of draft-msporny-base58, section 5.
    ['Hello World!', Buffer.from('Hello World!'), '2NEpo7TZRRrLZSi2U'],
    [
      'a sentence',
      Buffer.from('The quick brown fox jumps over the lazy dog.'),
      'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    ],
    ['leading zeros', Buffer.from('0000287fb4cd', 'hex'), '11233QC4'],
    ['zeros only', Buffer.from('0000', 'hex'), '11'],
    ['nothing', Buffer.alloc(0), ''],
  ])('encodes %s', (_, bytes, text) => {
    expect(base58btc(bytes)).toBe(text);
  });
});

describe('an Ed25519 Multikey', () => {
  it('is the one did:key publishes for the same key', () => {
    const publicKey = Buffer.from('O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik', 'base64url');
    expect(ed25519Multikey(publicKey)).toBe('z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp');
  });
});
