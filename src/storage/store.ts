/**
 * The store the house works with. Documents of a KPA can only be reached by naming the KPA:
 * `store.awards(kpaId).findById(id)` answers `undefined` for another KPA's award. The few
 * questions asked across the network say so: `store.people.across`.
 */
import { randomUUID } from 'node:crypto';
import { unavailable } from './adapter/faults.ts';
import { type Collection, collectionOf } from './collection.ts';
import { networkCollections, tenantCollections } from './collections.ts';
import type {
  CollectionDeclaration,
  Database,
  Identified,
  Indexes,
  PortCollection,
} from './database.ts';
import { keeping } from './kept.ts';
import { type StoredCollection, storedCollection } from './stored-collection.ts';
import { type OfTenant, type TenantCollection, tenantCollection } from './tenants.ts';
import type { QueryOn } from './typed-queries.ts';

export type { Collection } from './collection.ts';
export type { Row } from './rows.ts';
export { isUnchanging, unchanging } from './kept.ts';
export { unavailable } from './adapter/faults.ts';
export { newerIn, withNewer } from './adapter/newer.ts';
export { createFilling, type Filling } from './filling.ts';
export { ifRefused, isFault, isRefusal } from './refused.ts';
export { type Change, update } from './update.ts';
export type { Database, Identified, Stored } from './database.ts';
export type { MigrationStep, StoredCollection } from './stored-collection.ts';
export type { CommitCost } from './sqlite/open-sqlite.ts';
export { type Access, type Watch, watched } from './watched.ts';
export { bringing } from './brought.ts';
export { followed } from './followed.ts';
export { toDisk } from './to-disk.ts';
export { journaled, type NotedWrite, type NoteTaker } from './journaled.ts';
export { BATCH_COLUMNS, REOPENING_REASONS, SCHEMA, SUSPENSION_REASONS } from './collections.ts';
export { EXPERIENCE_KINDS, MOST_ENDORSEMENTS, MOST_EXHIBITS } from './collections.ts';
export { MOST_TURNS, MOST_WRITTEN } from './collections.ts';
export { MOST_FORMER_NAMES, MOST_RECORDS, MOST_TRIES, ROLES } from './collections.ts';
export {
  awardSchema,
  keySchema,
  lostEntrySchema,
  publishedClassSchema,
  supersededSchema,
  withFormsAsFields,
} from './collections.ts';
export type * from './collections.ts';

type OfNetwork<D> =
  D extends CollectionDeclaration<infer T, infer I> ? Collection<T, QueryOn<T, I>> : never;
type OfKpa<D> =
  D extends CollectionDeclaration<infer T extends OfTenant, infer I>
    ? TenantCollection<T, I>
    : never;

/** A collection for each declaration, under its name. */
type NetworkStore = {
  readonly [Name in keyof typeof networkCollections]: OfNetwork<(typeof networkCollections)[Name]>;
};
type TenantStore = {
  readonly [Name in keyof typeof tenantCollections]: OfKpa<(typeof tenantCollections)[Name]>;
};

export interface Store extends NetworkStore, TenantStore {
  /** All of them, for what is done to each document whatever it is. */
  readonly everything: readonly StoredCollection[];
  readonly description: string;
  readonly ping: () => Promise<void>;
  /** Writes, reads and takes away again. Rejects with UNAVAILABLE where that cannot be done. */
  readonly probe: () => Promise<void>;
  /** What is damaged, a line each; reads everything. */
  readonly findDamage: () => Promise<readonly string[]>;
  readonly copyTo?: Database['copyTo'];
  readonly close: () => Promise<void>;
}

/** About a kilobyte each. */
const MOST_KEPT = 2_000;

/** A document that is left out of a list because it cannot be read. `why` quotes nothing of it. */
export interface UnreadableDocument {
  readonly collection: string;
  readonly id: string;
  readonly why: string;
}

/** `report`: told of what is left out, each time. */
export function createStore(
  database: Database,
  report: (left: UnreadableDocument) => void = () => undefined,
): Store {
  const everything: StoredCollection[] = [];
  const reportIn = (collection: string) => (id: string, why: string) => {
    report({ collection, id, why });
  };
  const open = <T extends Identified, I extends Indexes>(
    declaration: CollectionDeclaration<T, I>,
  ): PortCollection<T> => {
    const port = database.collection<T>(declaration);
    everything.push(storedCollection(declaration, port));
    return port;
  };
  const network = <T extends Identified, I extends Indexes>(
    declaration: CollectionDeclaration<T, I>,
  ): Collection<T, QueryOn<T, I>> => collectionOf(open(declaration), reportIn(declaration.name));
  const kept = <T extends Identified, I extends Indexes>(
    declaration: CollectionDeclaration<T, I>,
  ): Collection<T, QueryOn<T, I>> =>
    collectionOf(keeping(open(declaration), MOST_KEPT), reportIn(declaration.name));
  const tenant = <T extends OfTenant, I extends Indexes>(
    declaration: CollectionDeclaration<T, I>,
  ) => tenantCollection(declaration, open(declaration), reportIn(declaration.name));
  const probes = network(networkCollections.probes);
  return {
    description: database.description,
    everything,
    installations: kept(networkCollections.installations),
    probes,
    kpas: kept(networkCollections.kpas),
    apiTokens: kept(networkCollections.apiTokens),
    cards: network(networkCollections.cards),
    passkeys: network(networkCollections.passkeys),
    signInProviders: network(networkCollections.signInProviders),
    linkedAccounts: network(networkCollections.linkedAccounts),
    accountRequests: network(networkCollections.accountRequests),
    sessions: network(networkCollections.sessions),
    signInLinks: network(networkCollections.signInLinks),
    letters: network(networkCollections.letters),
    letterSlots: network(networkCollections.letterSlots),
    peopleLists: network(networkCollections.peopleLists),
    keptForms: network(networkCollections.keptForms),
    limitUses: network(networkCollections.limitUses),
    shareLinks: network(networkCollections.shareLinks),
    filledKpas: network(networkCollections.filledKpas),
    networkLists: network(networkCollections.networkLists),
    timesSeen: network(networkCollections.timesSeen),
    keys: tenant(tenantCollections.keys),
    people: tenant(tenantCollections.people),
    nameWords: tenant(tenantCollections.nameWords),
    nameEntries: tenant(tenantCollections.nameEntries),
    nameLetters: tenant(tenantCollections.nameLetters),
    experiences: tenant(tenantCollections.experiences),
    participations: tenant(tenantCollections.participations),
    recognitionEntries: tenant(tenantCollections.recognitionEntries),
    awards: tenant(tenantCollections.awards),
    awardDrafts: tenant(tenantCollections.awardDrafts),
    notices: tenant(tenantCollections.notices),
    witnessLinks: tenant(tenantCollections.witnessLinks),
    testimonies: tenant(tenantCollections.testimonies),
    groupMeetings: tenant(tenantCollections.groupMeetings),
    groupWitnesses: tenant(tenantCollections.groupWitnesses),
    awardBatches: tenant(tenantCollections.awardBatches),
    awardBatchRows: tenant(tenantCollections.awardBatchRows),
    exhibits: tenant(tenantCollections.exhibits),
    claims: tenant(tenantCollections.claims),
    publishedClasses: tenant(tenantCollections.publishedClasses),
    classDrafts: tenant(tenantCollections.classDrafts),
    pausedClasses: tenant(tenantCollections.pausedClasses),
    registerEntries: tenant(tenantCollections.registerEntries),
    supersededCredentials: tenant(tenantCollections.supersededCredentials),
    lostEntries: tenant(tenantCollections.lostEntries),
    issuedCredentials: tenant(tenantCollections.issuedCredentials),
    statusLists: tenant(tenantCollections.statusLists),
    ping: () => database.ping(),
    probe: async () => {
      await database.ping();
      const { id } = await probes.insert({ id: randomUUID() });
      const isThere = (await probes.findById(id)) !== undefined;
      if (!(await probes.remove(id)) || !isThere) throw unavailable('What is written is lost');
    },
    findDamage: () => database.findDamage(),
    ...(database.copyTo && { copyTo: database.copyTo }),
    close: () => database.close(),
  };
}
