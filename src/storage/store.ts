/**
 * The store the house works with. Documents of a KPA can only be reached by naming the KPA:
 * `store.awards(kpaId).findById(id)` answers `undefined` for another KPA's award. The few
 * questions asked across the network say so: `store.people.across`.
 */
import { networkCollections, tenantCollections } from './collections.ts';
import type { Collection, CollectionDeclaration, Database } from './database.ts';
import { type Identified, type Indexes, type Query, StoreError } from './database.ts';
import type { QueryOn } from './typed-queries.ts';

export * from './database.ts';
export { EXPERIENCE_KINDS, MOST_ENDORSEMENTS, ROLES } from './collections.ts';
export { awardSchema, keySchema } from './collections.ts';
export type * from './collections.ts';

interface OfTenant extends Identified {
  readonly kpaId: string;
}

export interface TenantCollection<T extends OfTenant, I extends Indexes> {
  (kpaId: string): Collection<T, QueryOn<T, I, ['kpaId']>>;
  readonly across: Pick<Collection<T, QueryOn<T, I>>, 'find' | 'count'>;
}

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
  readonly description: string;
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function createStore(database: Database): Store {
  const tenant = <T extends OfTenant, I extends Indexes>(
    declaration: CollectionDeclaration<T, I>,
  ): TenantCollection<T, I> => tenantCollection(declaration, database.collection<T>(declaration));
  return {
    description: database.description,
    kpas: database.collection(networkCollections.kpas),
    apiTokens: database.collection(networkCollections.apiTokens),
    sessions: database.collection(networkCollections.sessions),
    signInLinks: database.collection(networkCollections.signInLinks),
    letterSlots: database.collection(networkCollections.letterSlots),
    shareLinks: database.collection(networkCollections.shareLinks),
    networkLists: database.collection(networkCollections.networkLists),
    keys: tenant(tenantCollections.keys),
    people: tenant(tenantCollections.people),
    experiences: tenant(tenantCollections.experiences),
    awards: tenant(tenantCollections.awards),
    issuedCredentials: tenant(tenantCollections.issuedCredentials),
    statusLists: tenant(tenantCollections.statusLists),
    ping: () => database.ping(),
    close: () => database.close(),
  };
}

function tenantCollection<T extends OfTenant>(
  { indexes }: CollectionDeclaration<T>,
  all: Collection<T>,
) {
  const isOfKpa = (index: string) => indexes[index]?.fields[0] === 'kpaId';
  return Object.assign((kpaId: string) => viewOfKpa(all, kpaId, isOfKpa), { across: all });
}

function viewOfKpa<T extends OfTenant>(
  all: Collection<T>,
  kpaId: string,
  isOfKpa: (index: string) => boolean,
): Collection<T> {
  const scoped = <Q extends Query>(query: Q): Q => {
    if (isOfKpa(query.index)) return { ...query, equals: [kpaId, ...(query.equals ?? [])] };
    throw new StoreError('INVALID_QUERY', `The index ${query.index} is not one of a KPA`);
  };
  const owned = (document: T): T => {
    if (document.kpaId === kpaId) return document;
    throw new StoreError('INVALID_DOCUMENT', 'The document belongs to another KPA');
  };
  const findById = async (id: string) => {
    const found = await all.findById(id);
    return found?.kpaId === kpaId ? found : undefined;
  };
  return {
    findById,
    find: async (query) => all.find(scoped(query)),
    count: async (query) => all.count(scoped(query)),
    insert: async (document) => all.insert(owned(document)),
    replace: async (document) => {
      owned(document);
      // The id alone would let a document of this KPA overwrite another KPA's.
      if (!(await findById(document.id))) {
        throw new StoreError('VERSION_CONFLICT', `No document ${document.id} in this KPA`);
      }
      return all.replace(document);
    },
    remove: async (id) => ((await findById(id)) ? all.remove(id) : false),
  };
}
