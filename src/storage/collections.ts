/**
 * What is stored: one declaration per collection (schema, unique keys, indexes). Both adapters
 * follow it. Dates are ISO 8601 strings in UTC, days are YYYY-MM-DD, secrets are stored as hashes.
 */
import type { CollectionDeclaration, Identified } from './database.ts';
import type { IndexesOn } from './typed-queries.ts';
import { apiToken, session, shareLink, signInLink } from './documents/access.ts';
import { awardBatch, awardBatchRow } from './documents/lists/award-batches.ts';
import { awardDraft } from './documents/award-drafts.ts';
import { awardUpgrades, formerAwardFields } from './documents/award-shapes.ts';
import { award, supersededCredential } from './documents/awards.ts';
import { passkey } from './documents/passkeys.ts';
import { classDraft, pausedClass, publishedClass } from './documents/badge-classes.ts';
import { keptForm } from './documents/kept-forms.ts';
import { peopleList } from './documents/lists/people-lists.ts';
import { card } from './documents/cards.ts';
import { installation, probe } from './documents/installation.ts';
import { key, kpa, networkList } from './documents/kpas.ts';
import { letter, letterSlot, limitUse } from './documents/letters.ts';
import { notice } from './documents/notices.ts';
import { nameEntry, nameLetter, nameWord } from './documents/names.ts';
import { claim } from './documents/experiences/claims.ts';
import { groupMeeting, groupWitness } from './documents/experiences/group-meetings.ts';
import { exhibit, experience, filledKpa, participation } from './documents/people.ts';
import { person, recognitionEntry } from './documents/people.ts';
import { accountRequest, linkedAccount, signInProvider } from './documents/providers.ts';
import { registerEntry } from './documents/register.ts';
import { issuedCredential, lostEntry, statusList } from './documents/status-lists.ts';
import { testimony, witnessLink } from './documents/testimonies.ts';
import { timeSeen } from './documents/time.ts';

export { BATCH_COLUMNS } from './documents/lists/award-batches.ts';
export { withFormsAsFields } from './documents/award-shapes.ts';
export {
  award as awardSchema,
  MOST_ENDORSEMENTS,
  supersededCredential as supersededSchema,
} from './documents/awards.ts';
export { MOST_TRIES } from './documents/cards.ts';
export { publishedClass as publishedClassSchema } from './documents/badge-classes.ts';
export { key as keySchema } from './documents/kpas.ts';
export { lostEntry as lostEntrySchema } from './documents/status-lists.ts';
export { REOPENING_REASONS, SUSPENSION_REASONS } from './documents/kpas.ts';
export {
  EXPERIENCE_KINDS,
  MOST_EXHIBITS,
  MOST_FORMER_NAMES,
  MOST_RECORDS,
  ROLES,
} from './documents/people.ts';
export type * from './documents/access.ts';
export type * from './documents/lists/award-batches.ts';
export type * from './documents/award-drafts.ts';
export type * from './documents/awards.ts';
export type * from './documents/badge-classes.ts';
export { MOST_TURNS, MOST_WRITTEN } from './documents/experiences/claims.ts';
export type * from './documents/experiences/claims.ts';
export type * from './documents/cards.ts';
export type * from './documents/installation.ts';
export type * from './documents/kept-forms.ts';
export type * from './documents/kpas.ts';
export type * from './documents/letters.ts';
export type * from './documents/names.ts';
export type * from './documents/notices.ts';
export type * from './documents/passkeys.ts';
export type * from './documents/people.ts';
export type * from './documents/providers.ts';
export type * from './documents/status-lists.ts';
export type * from './documents/testimonies.ts';
export type * from './documents/experiences/group-meetings.ts';
export type * from './documents/time.ts';

/** The compiler checks that each index names fields of the schema, and each query such an index. */
function declare<T extends Identified, const I extends IndexesOn<T>>(
  declaration: CollectionDeclaration<T, I>,
) {
  return declaration;
}

/** Collections of a tenant: every index begins with `kpaId`, but for those named `across…`. */
export const tenantCollections = {
  keys: declare({
    name: 'keys',
    schema: key,
    indexes: { byFragment: { fields: ['kpaId', 'fragment'], unique: true } },
  }),
  people: declare({
    name: 'people',
    schema: person,
    indexes: {
      byName: { fields: ['kpaId', 'name'] },
      byArrival: { fields: ['kpaId', 'createdAt'] },
      acrossByDay: { fields: ['joinedOn'] },
      acrossByRenaming: { fields: ['renamedAt'] },
      acrossByFormerEmail: { fields: ['formerEmailAt'] },
      acrossByNetwork: { fields: ['networkSince'] },
      acrossByMerging: { fields: ['mergingSince'] },
      acrossByKeptUntil: { fields: ['keptUntil'] },
      acrossByErasing: { fields: ['erasingSince'] },
      byMergedInto: { fields: ['kpaId', 'mergedInto'] },
      acrossByEmail: { fields: ['email'] },
      acrossByEmailSlot: { fields: ['emailSlot'], unique: 'where present' },
    },
  }),
  nameWords: declare({
    name: 'nameWords',
    schema: nameWord,
    indexes: {
      byWord: { fields: ['kpaId', 'word', 'name', 'personId'] },
      byPerson: { fields: ['kpaId', 'personId'] },
    },
  }),
  nameEntries: declare({
    name: 'nameEntries',
    schema: nameEntry,
    indexes: {
      byOrder: { fields: ['kpaId', 'list', 'order'] },
      byLetter: { fields: ['kpaId', 'list', 'letter', 'order'] },
      bySorted: { fields: ['kpaId', 'sorted'] },
    },
  }),
  nameLetters: declare({
    name: 'nameLetters',
    schema: nameLetter,
    indexes: { byLetter: { fields: ['kpaId', 'letter'] } },
  }),
  experiences: declare({
    name: 'experiences',
    schema: experience,
    indexes: { byDate: { fields: ['kpaId', 'date'] }, acrossByDate: { fields: ['date'] } },
  }),
  participations: declare({
    name: 'participations',
    schema: participation,
    indexes: {
      byPerson: { fields: ['kpaId', 'personId', 'date'] },
      byPersonTold: { fields: ['kpaId', 'personId', 'toldOn'] },
    },
  }),
  exhibits: declare({
    name: 'exhibits',
    schema: exhibit,
    indexes: {
      byTime: { fields: ['kpaId', 'addedAt'] },
      byAdder: { fields: ['kpaId', 'addedBy', 'addedAt'] },
    },
  }),
  claims: declare({
    name: 'claims',
    schema: claim,
    indexes: {
      byPerson: { fields: ['kpaId', 'personId', 'since'] },
      byExperience: { fields: ['kpaId', 'experienceId'] },
      byWaiting: { fields: ['kpaId', 'waitsFor', 'since'] },
      byPersonState: { fields: ['kpaId', 'personId', 'state', 'since'] },
    },
  }),
  recognitionEntries: declare({
    name: 'recognitionEntries',
    schema: recognitionEntry,
    indexes: {
      byWait: { fields: ['kpaId', 'list', 'since', 'order'] },
      byOrder: { fields: ['kpaId', 'list', 'order'] },
      byMove: { fields: ['kpaId', 'movesOn'] },
    },
  }),
  awards: declare({
    name: 'awards',
    schema: award,
    upgrades: awardUpgrades,
    formerFields: formerAwardFields,
    indexes: {
      byDate: { fields: ['kpaId', 'issuedAt'] },
      byState: { fields: ['kpaId', 'standing', 'state', 'issuedAt'] },
      byPerson: { fields: ['kpaId', 'personId', 'issuedAt'] },
      byExperience: { fields: ['kpaId', 'experienceId', 'issuedAt'] },
      byStanding: { fields: ['kpaId', 'statusListId', 'standing'] },
      byPersonStanding: { fields: ['kpaId', 'personId', 'standing', 'issuedAt'] },
      byPersonState: { fields: ['kpaId', 'personId', 'standing', 'state', 'issuedAt'] },
      byPersonBadge: {
        fields: ['kpaId', 'personId', 'standing', 'state', 'badgeClass', 'issuedAt'],
      },
      byPersonLevel: {
        fields: ['kpaId', 'personId', 'standing', 'state', 'badgeClass', 'level', 'issuedAt'],
      },
      byBadge: { fields: ['kpaId', 'badgeClass', 'state'] },
      acrossByBadge: { fields: ['badgeClass', 'state'] },
      byPersonExperience: { fields: ['kpaId', 'personId', 'experienceId'] },
      byExperienceStanding: { fields: ['kpaId', 'experienceId', 'standing', 'issuedAt'] },
      byExperienceBadge: { fields: ['kpaId', 'experienceId', 'standing', 'badgeClass'] },
      acrossByReplacing: { fields: ['replacingSince'] },
      acrossBySlot: { fields: ['slot'], unique: 'where present' },
      byStatusEntry: { fields: ['kpaId', 'statusListId', 'statusIndex'], unique: true },
    },
  }),
  awardDrafts: declare({
    name: 'awardDrafts',
    schema: awardDraft,
    indexes: {
      byChange: { fields: ['kpaId', 'changedAt'] },
      acrossByExpiry: { fields: ['expiresAt'] },
    },
  }),
  notices: declare({
    name: 'notices',
    schema: notice,
    indexes: {
      byPersonState: { fields: ['kpaId', 'personId', 'state', 'createdAt'] },
      byState: { fields: ['kpaId', 'state', 'way', 'createdAt'] },
      byAbout: { fields: ['kpaId', 'about', 'createdAt'] },
      acrossByLetter: { fields: ['letterId'] },
      acrossByState: { fields: ['state', 'way', 'createdAt'] },
      acrossByExpiry: { fields: ['expiresAt'] },
    },
  }),
  witnessLinks: declare({
    name: 'witnessLinks',
    schema: witnessLink,
    indexes: {
      byAward: { fields: ['kpaId', 'awardId', 'createdAt'] },
      byPersonState: { fields: ['kpaId', 'personId', 'state', 'createdAt'] },
      acrossByToken: { fields: ['token'], unique: true },
      acrossByExpiry: { fields: ['expiresAt'] },
    },
  }),
  testimonies: declare({
    name: 'testimonies',
    schema: testimony,
    indexes: {
      byAward: { fields: ['kpaId', 'awardId', 'state', 'createdAt'] },
      byLink: { fields: ['kpaId', 'linkId'] },
      byPersonState: { fields: ['kpaId', 'personId', 'state', 'createdAt'] },
      acrossByToken: { fields: ['token'], unique: true },
      acrossBySlot: { fields: ['slot'], unique: 'where present' },
      acrossByPlace: { fields: ['place'], unique: 'where present' },
      acrossByExpiry: { fields: ['expiresAt'] },
    },
  }),
  groupMeetings: declare({
    name: 'groupMeetings',
    schema: groupMeeting,
    indexes: {
      byEnd: { fields: ['kpaId', 'expiresAt'] },
      acrossByCode: { fields: ['code'], unique: 'where present' },
      acrossByExpiry: { fields: ['expiresAt'] },
    },
  }),
  groupWitnesses: declare({
    name: 'groupWitnesses',
    schema: groupWitness,
    indexes: {
      byAward: { fields: ['kpaId', 'awardId'] },
      byPerson: { fields: ['kpaId', 'personId'] },
    },
  }),
  awardBatches: declare({
    name: 'awardBatches',
    schema: awardBatch,
    indexes: {
      byTime: { fields: ['kpaId', 'createdAt'] },
      byTurn: { fields: ['kpaId', 'activeSince'] },
      acrossByDue: { fields: ['dueAt'] },
      acrossByExpiry: { fields: ['expiresAt'] },
    },
  }),
  awardBatchRows: declare({
    name: 'awardBatchRows',
    schema: awardBatchRow,
    indexes: {
      byLine: { fields: ['kpaId', 'batchId', 'line'] },
      byState: { fields: ['kpaId', 'batchId', 'state', 'line'] },
      byExperience: { fields: ['kpaId', 'batchId', 'experienceId'] },
      byPerson: { fields: ['kpaId', 'personId'] },
    },
  }),
  publishedClasses: declare({
    name: 'publishedClasses',
    schema: publishedClass,
    indexes: {
      byClass: { fields: ['kpaId', 'slug', 'classVersion'] },
      acrossByClass: { fields: ['slug', 'classVersion'], unique: true },
    },
  }),
  classDrafts: declare({
    name: 'classDrafts',
    schema: classDraft,
    indexes: { byChange: { fields: ['kpaId', 'changedAt'] } },
  }),
  pausedClasses: declare({
    name: 'pausedClasses',
    schema: pausedClass,
    indexes: { bySlug: { fields: ['kpaId', 'slug'] } },
  }),
  registerEntries: declare({
    name: 'registerEntries',
    schema: registerEntry,
    indexes: {
      byTime: { fields: ['kpaId', 'at'] },
      byAbout: { fields: ['kpaId', 'about', 'at'] },
    },
  }),
  supersededCredentials: declare({
    name: 'supersededCredentials',
    schema: supersededCredential,
    indexes: { byAward: { fields: ['kpaId', 'awardId', 'at'] } },
  }),
  issuedCredentials: declare({
    name: 'issuedCredentials',
    schema: issuedCredential,
    indexes: {
      byCredentialId: { fields: ['kpaId', 'credentialId', 'issuedAt'] },
      byStanding: { fields: ['kpaId', 'statusListId', 'standing'] },
      byStatusEntry: { fields: ['kpaId', 'statusListId', 'statusIndex'], unique: true },
    },
  }),
  lostEntries: declare({
    name: 'lostEntries',
    schema: lostEntry,
    indexes: {
      byStatusEntry: { fields: ['kpaId', 'statusListId', 'statusIndex'] },
      byStanding: { fields: ['kpaId', 'statusListId', 'standing'] },
      byBadge: { fields: ['kpaId', 'badgeId'] },
    },
  }),
  statusLists: declare({
    name: 'statusLists',
    schema: statusList,
    indexes: { byNumber: { fields: ['kpaId', 'number'], unique: true } },
  }),
};

export const networkCollections = {
  kpas: declare({
    name: 'kpas',
    schema: kpa,
    indexes: { bySlug: { fields: ['slug'], unique: true } },
  }),
  filledKpas: declare({
    name: 'filledKpas',
    schema: filledKpa,
    indexes: { byTime: { fields: ['filledAt'] } },
  }),
  networkLists: declare({
    name: 'networkLists',
    schema: networkList,
    indexes: { byUpdate: { fields: ['updatedAt'] } },
  }),
  timesSeen: declare({ name: 'timesSeen', schema: timeSeen, indexes: {} }),
  shareLinks: declare({
    name: 'shareLinks',
    schema: shareLink,
    indexes: {
      byPerson: { fields: ['kpaId', 'personId', 'createdAt'] },
      byPersonEnd: { fields: ['kpaId', 'personId', 'expiresAt'] },
      byAct: { fields: ['act'], unique: 'where present' },
    },
  }),
  apiTokens: declare({
    name: 'apiTokens',
    schema: apiToken,
    indexes: { byKpa: { fields: ['kpaId', 'createdAt'] } },
  }),
  sessions: declare({
    name: 'sessions',
    schema: session,
    indexes: {
      byPerson: { fields: ['kpaId', 'personId'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  signInLinks: declare({
    name: 'signInLinks',
    schema: signInLink,
    indexes: {
      byBrowser: { fields: ['browser', 'createdAt'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  cards: declare({
    name: 'cards',
    schema: card,
    indexes: {
      byCode: { fields: ['code'], unique: 'where present' },
      bySecret: { fields: ['secret'], unique: 'where present' },
      byPerson: { fields: ['kpaId', 'personId'] },
    },
  }),
  passkeys: declare({
    name: 'passkeys',
    schema: passkey,
    indexes: { byPerson: { fields: ['kpaId', 'personId', 'createdAt'] } },
  }),
  signInProviders: declare({
    name: 'signInProviders',
    schema: signInProvider,
    indexes: { byName: { fields: ['name'] } },
  }),
  linkedAccounts: declare({
    name: 'linkedAccounts',
    schema: linkedAccount,
    indexes: {
      byAccount: { fields: ['account'], unique: true },
      byPerson: { fields: ['kpaId', 'personId', 'linkedAt'] },
    },
  }),
  accountRequests: declare({
    name: 'accountRequests',
    schema: accountRequest,
    indexes: {
      byKpa: { fields: ['kpaId', 'askedAt'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  letters: declare({
    name: 'letters',
    schema: letter,
    indexes: {
      byDue: { fields: ['dueAt'] },
      byLane: { fields: ['lane', 'dueAt'] },
      byAddressee: { fields: ['addressee', 'createdAt'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  letterSlots: declare({
    name: 'letterSlots',
    schema: letterSlot,
    indexes: {
      byLetter: { fields: ['letterId'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  peopleLists: declare({
    name: 'peopleLists',
    schema: peopleList,
    indexes: { byExpiry: { fields: ['expiresAt'] } },
  }),
  keptForms: declare({
    name: 'keptForms',
    schema: keptForm,
    indexes: {
      byBrowser: { fields: ['browser', 'createdAt'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  limitUses: declare({
    name: 'limitUses',
    schema: limitUse,
    indexes: {
      byScope: { fields: ['scope'] },
      byExpiry: { fields: ['expiresAt'] },
    },
  }),
  installations: declare({ name: 'installations', schema: installation, indexes: {} }),
  probes: declare({ name: 'probes', schema: probe, indexes: {} }),
};

const declarations: readonly Pick<CollectionDeclaration<Identified>, 'upgrades'>[] = [
  ...Object.values(tenantCollections),
  ...Object.values(networkCollections),
];

/** Grows by one with each upgrader: none is ever taken out. */
export const SCHEMA = declarations.reduce((sum, { upgrades = [] }) => sum + upgrades.length, 1);
