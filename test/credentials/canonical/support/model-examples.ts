/** In the shapes of the examples of W3C's Verifiable Credentials Data Model 1.1 and 2.0. */
import {
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  EXAMPLES_V2,
} from '../../../../src/credentials/contexts/urls.ts';
import {
  DATA_INTEGRITY_V1,
  ED25519_2020_V1,
  STATUS_LIST_2021_V1,
} from '../../../../src/credentials/contexts/urls.ts';
import type { Tree } from './json.ts';

const proof: Tree = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2023-02-24T23:36:38Z',
  verificationMethod: 'https://vc.example/issuers/5678#z6Mk',
  proofPurpose: 'assertionMethod',
  proofValue:
    'z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme',
};

const degree: Tree = {
  '@context': [CREDENTIALS_V2, EXAMPLES_V2],
  id: 'http://university.example/credentials/3732',
  type: ['VerifiableCredential', 'ExampleDegreeCredential'],
  issuer: 'https://university.example/issuers/565049',
  validFrom: '2010-01-01T00:00:00Z',
  credentialSubject: {
    id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
    degree: { type: 'ExampleBachelorDegree', name: 'Bachelor of Science and Arts' },
  },
};

/** VCDM 2.0 §11.1: a direction goes the long way. */
const directed: Tree = {
  '@context': [CREDENTIALS_V2],
  type: 'VerifiableCredential',
  name: { '@value': 'جامعة المثال', '@language': 'ar', '@direction': 'rtl' },
};

/** VCDM 2.0 §4.4, §4.10, §5.3, §11.1: words in languages, schemas, resources, terms of use. */
const worded: Tree = {
  '@context': [CREDENTIALS_V2],
  id: 'urn:uuid:cf3f9ed9-3e8f-4b1a-9c11-0e0f0b8a6d11',
  type: 'VerifiableCredential',
  issuer: {
    id: 'did:example:issuer',
    name: [
      { '@value': 'Example University', '@language': 'en' },
      { '@value': 'Université de l’Exemple', '@language': 'fr' },
      { '@value': 'جامعة المثال', '@language': 'ar' },
    ],
  },
  name: { '@value': 'Diplôme', '@language': 'fr-CA' },
  description: 'Un diplôme',
  validFrom: '2010-01-01T19:23:24Z',
  validUntil: '2020-01-01T19:23:24Z',
  credentialSubject: [{ id: 'did:example:one' }, { id: 'did:example:other', name: 'Deux' }],
  credentialSchema: [{ id: 'https://example.org/degree.json', type: 'JsonSchema' }],
  credentialStatus: {
    id: 'https://university.example/status/3#94567',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: 'https://university.example/status/3',
  },
  relatedResource: [
    {
      id: 'https://www.w3.org/ns/credentials/v2',
      digestSRI: 'sha384-Ml/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU',
      mediaType: 'application/ld+json',
    },
  ],
  termsOfUse: { id: 'https://example.org/terms', type: 'https://example.org/TermsOfUse' },
  evidence: {
    id: 'https://example.org/evidence',
    type: ['https://example.org/Evidence'],
    name: 'Seen',
  },
  proof,
};

/** JSON-LD 1.1 §4.6.2 has no term in these contexts; a schema as JSON has (VC JSON Schema 1.0 §3). */
const schema: Tree = {
  '@context': [CREDENTIALS_V2],
  type: ['VerifiableCredential', 'JsonSchemaCredential'],
  issuer: 'https://example.com/issuers/14',
  credentialSubject: {
    id: 'https://example.com/schemas/email.json',
    type: 'JsonSchema',
    jsonSchema: { $id: 'https://example.com/schemas/email.json', required: ['email'] },
  },
};

const presentation: Tree = {
  '@context': [CREDENTIALS_V2],
  type: ['VerifiablePresentation'],
  holder: { id: 'did:example:holder' },
  verifiableCredential: [
    { ...worded, proof: [proof] },
    { ...worded, id: 'urn:uuid:2' },
  ],
  proof: { ...proof, challenge: 'abc', domain: ['https://a.example', 'https://b.example'] },
};

const older: Tree = {
  '@context': [CREDENTIALS_V1, DATA_INTEGRITY_V1, ED25519_2020_V1, STATUS_LIST_2021_V1],
  id: 'http://example.edu/credentials/1872',
  type: ['VerifiableCredential'],
  issuer: 'https://example.edu/issuers/565049',
  issuanceDate: '2010-01-01T19:23:24Z',
  expirationDate: '2030-01-01T19:23:24Z',
  credentialSubject: { id: 'did:example:ebfeb1f712ebc6f1c276e12ec21' },
  credentialStatus: {
    id: 'https://example.edu/status/24#5',
    type: 'StatusList2021Entry',
    statusPurpose: 'revocation',
    statusListIndex: '5',
    statusListCredential: 'https://example.edu/status/24',
  },
  proof: {
    type: 'Ed25519Signature2020',
    created: '2023-02-24T23:36:38Z',
    verificationMethod: 'https://vc.example/issuers/5678#z6Mk',
    proofPurpose: 'assertionMethod',
    proofValue:
      'z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme',
  },
};

export const modelExamples = { degree, directed, worded, schema, presentation, older };
