/** An issuer with a key of its own, and the badges it gives. */
import { ed25519 } from '@noble/curves/ed25519.js';
import {
  buildCredential,
  type CredentialInput,
} from '../../../src/credentials/write/build-credential.ts';
import { buildDidDocument } from '../../../src/credentials/write/did-document.ts';
import { signDocument, type Signer } from '../../../src/credentials/write/sign.ts';
import { buildStatusListCredential } from '../../../src/credentials/statuses/status-list.ts';
import type { Signed } from '../../../src/credentials/write/model.ts';
import type { Surroundings } from '../../../src/credentials/verify/verify.ts';
import { encodeEd25519Multikey } from './multikey.ts';

export const NOW = new Date('2026-11-20T10:00:00Z');
const BASE = 'https://badges.example';

export interface TestIssuer {
  readonly did: string;
  readonly signer: Signer;
  readonly multikey: string;
  readonly didDocument: object;
}

/** `seed`: a byte, repeated into a private key. */
export function createIssuer(did: string, seed: number): TestIssuer {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = ed25519.getPublicKey(secret);
  const signer: Signer = {
    id: `${did}#key-1`,
    algorithm: 'Ed25519',
    sign: (bytes) => Promise.resolve(ed25519.sign(bytes, secret)),
  };
  const key = { id: signer.id, algorithm: 'Ed25519', state: 'active' } as const;
  const multikey = encodeEd25519Multikey(publicKey);
  const didDocument = buildDidDocument({ did, keys: [{ ...key, publicKey: multikey }] });
  return { did, signer, multikey, didDocument };
}

export const issuer = createIssuer('did:web:badges.example:k:lyon', 7);
export const otherIssuer = createIssuer('did:web:stranger.example', 9);

const person = createIssuer('did:web:wallet.example:awa', 10);
/** Somebody who signs in with their key, and issues nothing. */
export const holder: TestIssuer = {
  ...person,
  didDocument: { ...person.didDocument, assertionMethod: [], authentication: [person.signer.id] },
};

export const STATUS_LIST = `${BASE}/k/lyon/status/1`;

const profile = { id: issuer.did, name: 'KPA-Cité Lyon', url: `${BASE}/k/lyon` };
const achievementId = `${BASE}/badges/prendre-la-parole/2`;

/** Every member that a credential of ours can have. */
export const fullInput: CredentialInput = {
  id: `${BASE}/k/lyon/credentials/0d1f`,
  issuer: { ...profile, description: 'Kit de preuve d’appui' },
  validFrom: '2026-10-14T09:30:00Z',
  validUntil: '2036-10-14T09:30:00Z',
  recipient: {
    id: 'urn:uuid:6c1e7d34-5a2e-4d55-9a55-4b1f3a6b1a11',
    nameHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
    salt: 'Kosher',
  },
  achievement: {
    id: achievementId,
    name: 'Je prends la parole devant un groupe',
    description: 'Prendre la parole et se faire comprendre.',
    criteria: { id: `${achievementId}#criteria`, narrative: 'Parler devant cinq personnes.' },
    image: { id: `${achievementId}.svg`, caption: 'Une ampoule' },
    achievementType: 'Competency',
    inLanguage: 'fr',
    version: '2',
    creator: profile,
    alignments: [
      {
        targetName: 'S’exprimer en public',
        targetUrl: 'http://data.europa.eu/esco/skill/1',
        targetFramework: 'ESCO',
      },
      {
        targetName: 'Animer un groupe',
        targetUrl: `${BASE}/frameworks/rome/300`,
        targetFramework: 'ROME 4.0',
        targetCode: '300',
      },
    ],
    tags: ['parole', 'groupe'],
    rubric: {
      id: `${achievementId}#rubric`,
      name: 'Autonomie',
      levels: ['Découvre', 'Fait avec aide', 'Fait seul', 'Transmet'].map((name, rank) => ({
        id: `${achievementId}#level-${rank + 1}`,
        name,
        level: String(rank + 1),
      })),
    },
  },
  achievedLevel: `${achievementId}#level-3`,
  narrative: 'Awa a présenté le projet à douze voisins.',
  evidence: [
    {
      id: `${BASE}/k/lyon/credentials/0d1f/evidence`,
      name: 'Atelier du 12 octobre',
      genre: 'prestation',
      narrative: 'Un atelier de quartier.',
      digestSRI: `sha384-${'A'.repeat(64)}`,
    },
  ],
  status: { list: STATUS_LIST, index: 40_321 },
  refresh: `${BASE}/k/lyon/credentials/0d1f/refresh`,
};

export const fullCredential = buildCredential(fullInput);
/** What a world answers in which the status list is this one. */
export function fetching(document: unknown): Pick<Surroundings, 'fetchStatusList'> {
  return { fetchStatusList: () => Promise.resolve({ outcome: 'found', document }) };
}

export const signed = await signDocument(fullCredential, issuer.signer, NOW);

interface ListOptions {
  readonly by?: TestIssuer;
  /** Members that replace those of the list before it is signed. */
  readonly changes?: object;
  readonly created?: Date;
}

/** A signed status list in which these entries are revoked. */
export async function statusList(
  revoked: readonly number[],
  { by = issuer, changes = {}, created = NOW }: ListOptions = {},
): Promise<Signed<object>> {
  const list = await buildStatusListCredential({
    url: STATUS_LIST,
    issuer: by.did,
    validFrom: '2026-11-20T09:00:00Z',
    revoked,
  });
  return signDocument({ ...list, ...changes }, by.signer, created);
}

const goodList = await statusList([]);

/** A world in which both issuers and the holder answer, and the first belongs to the network. */
export function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
  const documents = [issuer, otherIssuer, holder];
  return {
    now: NOW,
    resolveDid: (did) => {
      const document = documents.find((one) => one.did === did)?.didDocument;
      return Promise.resolve(
        document
          ? { outcome: 'found', document }
          : { outcome: 'not-found', detail: `no ${did} here` },
      );
    },
    ...fetching(goodList),
    knownIssuer: (did) =>
      Promise.resolve(
        did === issuer.did ? { name: 'KPA-Cité Lyon', memberSince: 2021 } : undefined,
      ),
    ...changes,
  };
}
