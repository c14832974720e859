/**
 * Words of keys and of JWS proofs, which credentials list even where nothing in them uses one. No
 * package holds these two; a test holds them against what is published.
 */
import type { ContextDocument, Terms } from './context-document.ts';

const SECURITY = 'https://w3id.org/security#';
const DATE_TIME = 'http://www.w3.org/2001/XMLSchema#dateTime';
const PROTECTED = { '@protected': true, id: '@id', type: '@type' };

const plain = (names: readonly string[]): Terms =>
  Object.fromEntries(names.map((name) => [name, `${SECURITY}${name}`]));
const node = (name: string) => ({ '@id': `${SECURITY}${name}`, '@type': '@id' });
const nodes = (name: string) => ({ ...node(name), '@container': '@set' });
const json = (name: string) => ({ '@id': `${SECURITY}${name}`, '@type': '@json' });
const expires = { '@id': `${SECURITY}expiration`, '@type': DATE_TIME };

/** Controlled Identifiers 1.0 §2.2.3. */
const jwk: Terms = {
  ...PROTECTED,
  JsonWebKey: {
    '@id': `${SECURITY}JsonWebKey`,
    '@context': {
      ...PROTECTED,
      controller: node('controller'),
      revoked: { '@id': `${SECURITY}revoked`, '@type': DATE_TIME },
      expires,
      publicKeyJwk: json('publicKeyJwk'),
      secretKeyJwk: json('secretKeyJwk'),
    },
  },
};

const proofPurpose = {
  '@id': `${SECURITY}proofPurpose`,
  '@type': '@vocab',
  '@context': {
    ...PROTECTED,
    assertionMethod: nodes('assertionMethod'),
    authentication: nodes('authenticationMethod'),
    capabilityInvocation: nodes('capabilityInvocationMethod'),
    capabilityDelegation: nodes('capabilityDelegationMethod'),
    keyAgreement: nodes('keyAgreementMethod'),
  },
};

/** JSON Web Signature 2020 (https://w3c-ccg.github.io/lds-jws2020/). */
const jws2020: Terms = {
  privateKeyJwk: json('privateKeyJwk'),
  JsonWebKey2020: {
    '@id': `${SECURITY}JsonWebKey2020`,
    '@context': { ...PROTECTED, publicKeyJwk: json('publicKeyJwk') },
  },
  JsonWebSignature2020: {
    '@id': `${SECURITY}JsonWebSignature2020`,
    '@context': {
      ...PROTECTED,
      ...plain(['challenge', 'domain', 'jws', 'nonce']),
      created: { '@id': 'http://purl.org/dc/terms/created', '@type': DATE_TIME },
      expires,
      proofPurpose,
      verificationMethod: node('verificationMethod'),
    },
  },
};

export const keyContexts: ReadonlyMap<string, ContextDocument> = new Map([
  ['https://w3id.org/security/jwk/v1', { '@context': jwk }],
  ['https://w3id.org/security/suites/jws-2020/v1', { '@context': jws2020 }],
]);
