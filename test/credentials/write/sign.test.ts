import { describe, expect, it } from 'vitest';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { fullCredential, issuer, NOW, signed } from '../support/issuer.ts';
import { changed, type Path, pathsOf, valueAt } from '../support/faults/mutations.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';

const contexts = [...fullCredential['@context']];
const objectPaths = [[], ...pathsOf(fullCredential)].filter((path) =>
  isObject(valueAt(fullCredential, path)),
);

/** The credential with one more member in the object at `path`. */
function withExtra(path: Path, extra: object) {
  const document = changed(fullCredential, path, (object) => Object.assign({}, object, extra));
  return { ...(isObject(document) ? document : {}), '@context': contexts };
}

describe('signDocument', () => {
  it('adds a proof, and leaves what it was given alone', async () => {
    const before = structuredClone(fullCredential);
    const { proof, ...rest } = await signDocument(fullCredential, issuer.signer, NOW);
    expect(fullCredential).toEqual(before);
    expect(rest).toEqual(before);
    expect(proof[0].proofValue).toMatch(/^z[1-9A-HJ-NP-Za-km-z]{80,90}$/);
    expect(proof).toEqual([
      {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: '2026-11-20T10:00:00Z',
        verificationMethod: issuer.signer.id,
        proofPurpose: 'assertionMethod',
        proofValue: proof[0].proofValue,
      },
    ]);
  });

  it('signs the same thing the same way', async () => {
    expect(await signDocument(fullCredential, issuer.signer, NOW)).toEqual(signed);
  });
});

describe('signDocument', () => {
  it.each(objectPaths.map((path): [string, Path] => [path.join('.') || 'the credential', path]))(
    'refuses a member that no context defines: in %s',
    async (_name, path) => {
      const document = withExtra(path, { favouriteColour: 'green' });
      await expect(signDocument(document, issuer.signer, NOW)).rejects.toMatchObject({
        code: 'UNSIGNABLE',
      });
    },
  );

  it.each([
    ['a type that no context defines', { type: ['VerifiableCredential', 'FavouriteCredential'] }],
    ['a relative id', { id: 'badge-1' }],
  ])('refuses %s', async (_name, extra) => {
    await expect(signDocument(withExtra([], extra), issuer.signer, NOW)).rejects.toMatchObject({
      code: 'UNSIGNABLE',
    });
  });

  it.each(['https://example.org/context', 'https://w3id.org/security/v2'])(
    'refuses the context %s',
    async (url) => {
      const document = { ...fullCredential, '@context': [...contexts, url] };
      await expect(signDocument(document, issuer.signer, NOW)).rejects.toMatchObject({
        code: 'UNKNOWN_CONTEXT',
      });
    },
  );

  it('refuses a key of another algorithm', async () => {
    const signer = { ...issuer.signer, algorithm: 'ES256' as const };
    await expect(signDocument(fullCredential, signer, NOW)).rejects.toMatchObject({
      code: 'UNSUPPORTED_ALGORITHM',
    });
  });

  it('passes on why a key did not sign', async () => {
    const sign = () => Promise.reject(new Error('the vault is closed'));
    const signer = { ...issuer.signer, sign };
    await expect(signDocument(fullCredential, signer, NOW)).rejects.toThrow('the vault is closed');
  });
});
