/**
 * The library that everybody uses, as its documentation says, on the same contexts and the same key
 * objects: what it costs beyond them is its own.
 */
import { DataIntegrityProof, type DocumentLoader } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { issue, verifyCredential } from '@digitalcredentials/vc';
import { CompactSign, compactVerify } from 'jose';
import { W3C_CONTEXTS } from '../../src/credentials/contexts/pinned.ts';
import type { Signer } from '../../src/credentials/write/sign.ts';
import { NOW, type Unsigned } from './golden.ts';
import type { BenchIssuer } from './keys.ts';

const found = (url: string, document: object | undefined) =>
  document
    ? Promise.resolve({
        contextUrl: null,
        documentUrl: url,
        document,
        tag: 'static' as const,
      })
    : Promise.reject(new Error(`Not pinned: ${url}`));

const loadContext: DocumentLoader = (url) => found(url, W3C_CONTEXTS.get(url));

/** A signed copy: the library writes into what it is given. */
export function issuePlainly<T extends object>(document: T, signer: Signer) {
  const suite = new DataIntegrityProof({
    cryptosuite,
    date: NOW,
    signer: {
      id: signer.id,
      algorithm: signer.algorithm,
      sign: ({ data }) => signer.sign(data),
    },
  });
  const credential = structuredClone(document);
  return issue({ credential, suite, documentLoader: loadContext });
}

/** A DID document. */
export interface Controller {
  readonly id: string;
  readonly verificationMethod: readonly { readonly id: string }[];
}

/** Throws for a proof that is not right. Nobody asks for the status list. */
export function createPlainVerifier(controllers: readonly Controller[], now = () => NOW) {
  const keys = new Map<string, object>();
  for (const controller of controllers) {
    keys.set(controller.id, controller);
    for (const method of controller.verificationMethod) {
      const multikey = { '@context': 'https://w3id.org/security/multikey/v1', ...method };
      keys.set(method.id, multikey);
    }
  }
  const documentLoader: DocumentLoader = (url) =>
    found(url, keys.get(url) ?? W3C_CONTEXTS.get(url));
  return async (credential: object): Promise<void> => {
    const suite = new DataIntegrityProof({ cryptosuite });
    const checkStatus = () => Promise.resolve({ verified: true });
    const answer = await verifyCredential({
      credential,
      suite,
      documentLoader,
      checkStatus,
      now: now(),
    });
    if (!answer.verified) throw answer.error ?? new Error('Not verified');
  };
}

export function signJwtPlainly(payload: Unsigned, { jwtSigner, p256 }: BenchIssuer) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: jwtSigner.id })
    .sign(p256.privateKey);
}

export async function verifyJwtPlainly(jwt: string, { p256 }: BenchIssuer): Promise<unknown> {
  const { payload } = await compactVerify(jwt, p256.publicKey);
  return JSON.parse(new TextDecoder().decode(payload));
}
