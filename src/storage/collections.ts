/**
 * What is stored: one declaration per collection (schema, unique keys, indexes). Both adapters
 * follow it. Dates are ISO 8601 strings in UTC, days are YYYY-MM-DD, secrets are stored as hashes.
 */
import { z } from 'zod';
import type { CollectionDeclaration, Identified } from './database.ts';

const id = z.uuid();
const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a SHA-256 in base64url');
const instant = z.iso.datetime();
const day = z.iso.date();
const text = (most: number) => z.string().trim().min(1).max(most);

export const ROLES = ['cooperant', 'accompagnant', 'manager'] as const;
export const EXPERIENCE_KINDS = [
  'prestation',
  'support',
  'training',
  'decision',
  'interview',
] as const;

const kpa = z.strictObject({
  id,
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  name: text(80),
  place: text(80),
  description: text(300),
  contact: z.strictObject({ email: z.email().optional(), phone: text(30).optional() }),
  memberSince: z.int().min(2017).max(2100),
  createdAt: instant,
});

/** What happened to a key, when, by whom and why: it stands in the document that it changed. */
const keyEvent = z.strictObject({
  at: instant,
  action: z.enum(['created', 'retired', 'revoked', 'rewrapped']),
  by: text(80),
  reason: text(200),
});

const key = z.strictObject({
  id,
  /** The nil UUID for the keys of the network itself (docs/adr/0012). */
  kpaId: id,
  /** The fragment of the verification method in the KPA's DID document. */
  fragment: z.string().regex(/^key-[0-9]+$/),
  algorithm: z.enum(['Ed25519', 'ES256']),
  state: z.enum(['active', 'retired', 'revoked']),
  /** Public key: Multikey (base58btc) for Ed25519, a JWK in JSON for ES256. */
  publicKey: z.string().max(500),
  /** The private key, encrypted under the master key. */
  wrappedKey: z.string().max(2000),
  createdAt: instant,
  /** Oldest first; only ever added to. */
  events: z.array(keyEvent).max(500).default([]),
});

const person = z.strictObject({
  id,
  kpaId: id,
  name: text(80),
  email: z.email().max(200).optional(),
  roles: z.array(z.enum(ROLES)).min(1).max(3),
  /** How an accompagnant·e signs: « Accompagnante », « Accompagnant » … as the person chose. */
  title: text(60).optional(),
  /** Two sentences at the top of the portfolio, in the person's own words. */
  introduction: text(300).optional(),
  joinedOn: day,
  createdAt: instant,
});

const participant = z.strictObject({
  personId: id,
  task: text(120).optional(),
  /** What the person says they did, in their own words. */
  words: text(600).optional(),
});

const experience = z.strictObject({
  id,
  kpaId: id,
  kind: z.enum(EXPERIENCE_KINDS),
  title: text(120),
  date: day,
  place: text(120).optional(),
  participants: z.array(participant).max(60),
  createdBy: id,
  createdAt: instant,
});

/** What a re-issued credential replaces, byte for byte as it was signed (docs/adr/0011). */
const supersededCredential = z.strictObject({
  /** JSON or a JWT. */
  text: z.string().max(140_000),
  at: instant,
  by: text(80),
  reason: text(200),
});

const revocation = z.strictObject({ at: instant, reason: text(200), byName: text(80) });

/** One more person who saw the work: each adds two texts to `superseded`, whose room is shared. */
export const MOST_ENDORSEMENTS = 3;

/** Who also saw it. Their name is shown, and never signed (docs/adr/0006, 0014). */
const endorsement = z.strictObject({
  /** Of the signed EndorsementCredential. */
  id: z.string().max(60),
  by: z.strictObject({ personId: id, name: text(80), title: text(60) }),
  sentence: text(300),
  at: instant,
});

const award = z.strictObject({
  id,
  kpaId: id,
  personId: id,
  badgeClass: z.string().max(80),
  badgeVersion: z.int().min(1),
  level: z.int().min(1).max(4).optional(),
  experienceId: id.optional(),
  sentence: text(300),
  awardedBy: z.strictObject({ personId: id, name: text(80), title: text(60) }),
  issuedAt: instant,
  /** As signed: when it ends, if it does. */
  validUntil: instant.optional(),
  /** The signed credential, byte for byte as issued (design, decision 3). */
  credential: z.string().max(100_000),
  /** The same credential as a VC-JWT; awards from before docs/adr/0010 have none. */
  credentialJwt: z.string().max(140_000).optional(),
  /** Oldest first. Their signed forms stand in the credential's own. */
  endorsements: z.array(endorsement).max(MOST_ENDORSEMENTS).optional(),
  /** Earlier signatures of the same credential, oldest first. */
  superseded: z.array(supersededCredential).max(20).optional(),
  /** The evidence document whose digest is signed; deletable without breaking the signature. */
  evidence: z.string().max(10_000).optional(),
  statusListId: id,
  statusIndex: z.int().min(0),
  state: z.enum(['offered', 'accepted', 'declined']),
  decidedAt: instant.optional(),
  standing: z.enum(['valid', 'revoked']),
  revocation: revocation.optional(),
  /** What stands only once: person, experience, badge and level. Given up with a revocation. */
  slot: hash.optional(),
});

/**
 * A credential signed for a client of the API. Not the text: the client keeps it, and it may be
 * about a person. What stays is what a withdrawal and an audit need.
 */
const issuedCredential = z.strictObject({
  id,
  kpaId: id,
  /** The `id` the client gave it, if any. */
  credentialId: text(500).optional(),
  /** SHA-256 of the signed text. */
  digest: hash,
  apiTokenId: hash,
  issuedAt: instant,
  statusListId: id,
  statusIndex: z.int().min(0),
  standing: z.enum(['valid', 'revoked']),
  revokedAt: instant.optional(),
});

export const ENTRY_HOLDERS = ['awards', 'issuedCredentials'] as const;

const statusList = z.strictObject({
  id,
  kpaId: id,
  number: z.int().min(1),
  /** The collection whose documents have the entries: one list, one unique index. */
  holders: z.enum(ENTRY_HOLDERS).default('awards'),
  /** How many entries the list has. */
  size: z.int().min(131_072),
  /** The signed BitstringStatusListCredential, as served. */
  credential: z.string().max(200_000),
  updatedAt: instant,
});

const networkList = z.strictObject({
  id,
  /** The signed list of the network's KPAs, as served. */
  credential: z.string().max(1_000_000),
  updatedAt: instant,
});

const shareLink = z.strictObject({
  /** SHA-256 of the token in the address. */
  id: hash,
  kpaId: id,
  personId: id,
  /** The token, encrypted under the master key, so that its owner can read the address again. */
  sealedToken: z.string().max(300),
  label: text(80),
  awardIds: z.array(id).max(100),
  /** Experiences whose own words are shown. */
  experienceIds: z.array(id).max(100),
  createdAt: instant,
  expiresAt: instant,
  withdrawnAt: instant.optional(),
  opened: z.int().min(0),
  lastOpenedAt: instant.optional(),
});

const session = z.strictObject({
  /** SHA-256 of the cookie's token. */
  id: hash,
  kpaId: id,
  personId: id,
  csrfToken: z.string().max(200),
  createdAt: instant,
  expiresAt: instant,
});

/** Lets a machine sign in the name of one KPA, until it ends or is withdrawn. */
const apiToken = z.strictObject({
  /** SHA-256 of the token. */
  id: hash,
  kpaId: id,
  label: text(80),
  /**
   * Who signs: the KPA by its did:web, or its key alone by did:key, for test suites and software
   * that know no other method. Such a credential has no status and no known issuer.
   */
  identity: z.enum(['did:web', 'did:key']),
  createdBy: text(80),
  createdAt: instant,
  expiresAt: instant,
  withdrawnAt: instant.optional(),
});

const signInLink = z.strictObject({
  /** SHA-256 of the token in the link. */
  id: hash,
  kpaId: id,
  personId: id,
  /** SHA-256 of the cookie of the browser that asked; absent when the link is given by hand. */
  browser: hash.optional(),
  /** SHA-256 of browser cookie and code, for the person who reads the mail on another device. */
  code: hash.optional(),
  /** One of the few letters that an address gets in an hour, as an HMAC. */
  slot: hash.optional(),
  attempts: z.int().min(0),
  /** How many more sessions it opens: 1, but for the demo's links. */
  usesLeft: z.int().min(0),
  createdAt: instant,
  expiresAt: instant,
});

export type Role = (typeof ROLES)[number];
export type ExperienceKind = (typeof EXPERIENCE_KINDS)[number];
export type Kpa = z.infer<typeof kpa>;
export type Key = z.infer<typeof key>;
export type KeyEvent = z.infer<typeof keyEvent>;
export type Person = z.infer<typeof person>;
export type Experience = z.infer<typeof experience>;
export type Award = z.infer<typeof award>;
export type NetworkList = z.infer<typeof networkList>;
export type EntryHolders = (typeof ENTRY_HOLDERS)[number];
export type IssuedCredential = z.infer<typeof issuedCredential>;
export type ApiToken = z.infer<typeof apiToken>;
export type StatusList = z.infer<typeof statusList>;
export type ShareLink = z.infer<typeof shareLink>;
export type Session = z.infer<typeof session>;
export type SignInLink = z.infer<typeof signInLink>;

function declare<T extends Identified>(declaration: CollectionDeclaration<T>) {
  return declaration;
}

/** Collections of a tenant: every index begins with `kpaId`, but for those named `across…`. */
export const tenantCollections = {
  keys: declare<Key>({
    name: 'keys',
    schema: key,
    indexes: { byFragment: { fields: ['kpaId', 'fragment'], unique: true } },
  }),
  people: declare<Person>({
    name: 'people',
    schema: person,
    indexes: {
      byName: { fields: ['kpaId', 'name'] },
      acrossByEmail: { fields: ['email'] },
    },
  }),
  experiences: declare<Experience>({
    name: 'experiences',
    schema: experience,
    indexes: { byDate: { fields: ['kpaId', 'date'] } },
  }),
  awards: declare<Award>({
    name: 'awards',
    schema: award,
    indexes: {
      byDate: { fields: ['kpaId', 'issuedAt'] },
      byPerson: { fields: ['kpaId', 'personId', 'issuedAt'] },
      byExperience: { fields: ['kpaId', 'experienceId', 'issuedAt'] },
      byStanding: { fields: ['kpaId', 'statusListId', 'standing'] },
      acrossBySlot: { fields: ['slot'], unique: 'where present' },
      byStatusEntry: { fields: ['kpaId', 'statusListId', 'statusIndex'], unique: true },
    },
  }),
  issuedCredentials: declare<IssuedCredential>({
    name: 'issuedCredentials',
    schema: issuedCredential,
    indexes: {
      byCredentialId: { fields: ['kpaId', 'credentialId', 'issuedAt'] },
      byStanding: { fields: ['kpaId', 'statusListId', 'standing'] },
      byStatusEntry: { fields: ['kpaId', 'statusListId', 'statusIndex'], unique: true },
    },
  }),
  statusLists: declare<StatusList>({
    name: 'statusLists',
    schema: statusList,
    indexes: { byNumber: { fields: ['kpaId', 'number'], unique: true } },
  }),
};

export const networkCollections = {
  kpas: declare<Kpa>({
    name: 'kpas',
    schema: kpa,
    indexes: { bySlug: { fields: ['slug'], unique: true } },
  }),
  networkLists: declare<NetworkList>({
    name: 'networkLists',
    schema: networkList,
    indexes: {},
  }),
  shareLinks: declare<ShareLink>({
    name: 'shareLinks',
    schema: shareLink,
    indexes: { byPerson: { fields: ['kpaId', 'personId', 'createdAt'] } },
  }),
  apiTokens: declare<ApiToken>({
    name: 'apiTokens',
    schema: apiToken,
    indexes: { byKpa: { fields: ['kpaId', 'createdAt'] } },
  }),
  sessions: declare<Session>({
    name: 'sessions',
    schema: session,
    indexes: {
      byPerson: { fields: ['kpaId', 'personId'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  signInLinks: declare<SignInLink>({
    name: 'signInLinks',
    schema: signInLink,
    indexes: {
      bySlot: { fields: ['slot'], unique: 'where present' },
      byBrowser: { fields: ['browser', 'createdAt'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
};
