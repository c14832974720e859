import { describe, expect, it } from 'vitest';
import { buildDidDocument, type IssuerKey } from '../../../src/credentials/write/did-document.ts';
import { didWeb, didWebUrl } from '../../../src/credentials/identifiers/did-web.ts';

const DID = 'did:web:badges.example:k:lyon';
const MULTIKEY = 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi';
const JWK = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};

function ed25519Key(fragment: string, state: IssuerKey['state']): IssuerKey {
  return { id: `${DID}#${fragment}`, algorithm: 'Ed25519', publicKey: MULTIKEY, state };
}

describe('buildDidDocument', () => {
  it('publishes active and retired keys, and no revoked one', () => {
    const keys: IssuerKey[] = [
      ed25519Key('key-1', 'revoked'),
      ed25519Key('key-2', 'retired'),
      { id: `${DID}#key-3`, algorithm: 'ES256', publicKey: JSON.stringify(JWK), state: 'active' },
    ];
    expect(buildDidDocument({ did: DID, keys })).toEqual({
      '@context': [
        'https://www.w3.org/ns/did/v1',
        'https://w3id.org/security/multikey/v1',
        'https://w3id.org/security/suites/jws-2020/v1',
        'https://w3id.org/security/jwk/v1',
      ],
      id: DID,
      verificationMethod: [
        { id: `${DID}#key-2`, type: 'Multikey', controller: DID, publicKeyMultibase: MULTIKEY },
        { id: `${DID}#key-3`, type: 'JsonWebKey2020', controller: DID, publicKeyJwk: JWK },
        { id: `${DID}#key-3-jwk`, type: 'JsonWebKey', controller: DID, publicKeyJwk: JWK },
      ],
      assertionMethod: [`${DID}#key-2`, `${DID}#key-3`, `${DID}#key-3-jwk`],
    });
  });

  it('never publishes a private member', () => {
    const publicKey = JSON.stringify({ ...JWK, d: 'secret' });
    const keys: IssuerKey[] = [{ id: `${DID}#k`, algorithm: 'ES256', publicKey, state: 'active' }];
    expect(JSON.stringify(buildDidDocument({ did: DID, keys }))).not.toContain('secret');
  });

  it.each<[string, IssuerKey]>([
    ['of somebody else', { ...ed25519Key('k', 'active'), id: 'did:web:other.example#k' }],
    ['with a relative id', { ...ed25519Key('k', 'active'), id: '#k' }],
    ['that is no Multikey', { ...ed25519Key('k', 'active'), publicKey: 'z6Mk' }],
    ['that is no JWK', { ...ed25519Key('k', 'active'), algorithm: 'ES256' }],
    [
      'on another curve',
      {
        ...ed25519Key('k', 'active'),
        algorithm: 'ES256',
        publicKey: JSON.stringify({ ...JWK, crv: 'secp256k1' }),
      },
    ],
  ])('refuses a key %s', (_name, key) => {
    expect(() => buildDidDocument({ did: DID, keys: [key] })).toThrow(
      expect.objectContaining({ code: 'INVALID_KEY' }),
    );
  });
});

describe('did:web', () => {
  it.each([
    ['https://badges.example', 'lyon', DID, 'https://badges.example/k/lyon/did.json'],
    [
      'https://badges.example:8443/',
      'lyon-8',
      'did:web:badges.example%3A8443:k:lyon-8',
      'https://badges.example:8443/k/lyon-8/did.json',
    ],
    [
      'http://localhost:3000/app',
      'a',
      'did:web:localhost%3A3000:app:k:a',
      'https://localhost:3000/app/k/a/did.json',
    ],
  ])('names the KPA of %s, %s', (base, slug, did, url) => {
    expect(didWeb(base, slug)).toBe(did);
    expect(didWebUrl(did)).toBe(url);
  });

  it('finds a bare domain’s document in .well-known', () => {
    expect(didWebUrl('did:web:w3c-ccg.github.io')).toBe(
      'https://w3c-ccg.github.io/.well-known/did.json',
    );
  });

  it.each([
    'did:key:z6Mk',
    'did:web:',
    'did:web:a.example:',
    'did:web:a.example:..:b',
    'did:web:a.example:%2e%2e',
    'did:web:a.example/path',
    'did:web:a.example?x',
    'did:web:a.example#key-1',
    'did:web:user%40a.example',
    'did:web:a.example%3A99999',
    'did:web:a.example%3A80%3A80',
    'did:web:[::1]',
    'https://a.example',
  ])('has no document for %s', (did) => {
    expect(() => didWebUrl(did)).toThrow(expect.objectContaining({ code: 'INVALID_DID' }));
  });

  it.each([
    ['https://badges.example', 'Lyon'],
    ['https://badges.example', 'a:b'],
    ['https://badges.example', ''],
    ['https://badges.example/a b', 'lyon'],
    ['https://[::1]', 'lyon'],
    ['not a url', 'lyon'],
  ])('is not made of %s and %j', (base, slug) => {
    expect(() => didWeb(base, slug)).toThrow(expect.objectContaining({ code: 'INVALID_DID' }));
  });
});
