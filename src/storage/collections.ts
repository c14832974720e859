/**
 * What is stored: one declaration per collection (schema, unique keys, indexes). Both adapters
 * follow it. Dates are ISO 8601 strings in UTC, days are YYYY-MM-DD, secrets are stored as hashes.
 */
import type { CollectionDeclaration, Identified } from './database.ts';
import { type ApiToken, apiToken, type LetterSlot, letterSlot } from './documents/access.ts';
import { type Session, session } from './documents/access.ts';
import { type ShareLink, shareLink, type SignInLink, signInLink } from './documents/access.ts';
import { type Award, award } from './documents/awards.ts';
import { type Key, key, type Kpa, kpa, type NetworkList, networkList } from './documents/kpas.ts';
import { type Experience, experience, type Person, person } from './documents/people.ts';
import { type IssuedCredential, issuedCredential } from './documents/status-lists.ts';
import { type StatusList, statusList } from './documents/status-lists.ts';

export { award as awardSchema, MOST_ENDORSEMENTS } from './documents/awards.ts';
export { key as keySchema } from './documents/kpas.ts';
export { EXPERIENCE_KINDS, ROLES } from './documents/people.ts';
export type * from './documents/access.ts';
export type * from './documents/awards.ts';
export type * from './documents/kpas.ts';
export type * from './documents/people.ts';
export type * from './documents/status-lists.ts';

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
      acrossByEmailSlot: { fields: ['emailSlot'], unique: 'where present' },
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
      byPersonStanding: { fields: ['kpaId', 'personId', 'standing', 'issuedAt'] },
      byExperienceStanding: { fields: ['kpaId', 'experienceId', 'standing'] },
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
      byBrowser: { fields: ['browser', 'createdAt'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  letterSlots: declare<LetterSlot>({
    name: 'letterSlots',
    schema: letterSlot,
    indexes: { byExpiry: { fields: ['expiresAt'] } },
  }),
};
