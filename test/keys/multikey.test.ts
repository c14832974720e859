import { describe, expect, it } from 'vitest';
import { ed25519Multikey } from '../../src/keys/multikey.ts';

describe('an Ed25519 Multikey', () => {
  it('is the one did:key publishes for the same key', () => {
    const publicKey = Buffer.from('O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik', 'base64url');
    expect(ed25519Multikey(publicKey)).toBe('z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp');
  });
});
