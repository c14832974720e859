/** Collections of a KPA: its documents are reached by naming it, and by no other way. */
import { type Collection, collectionOf } from './collection.ts';
import type { CollectionDeclaration, Identified, Indexes } from './database.ts';
import { type PortCollection, type Query, StoreError } from './database.ts';
import type { QueryOn } from './typed-queries.ts';

export interface OfTenant extends Identified {
  readonly kpaId: string;
}

export interface TenantCollection<T extends OfTenant, I extends Indexes> {
  (kpaId: string): Collection<T, QueryOn<T, I, ['kpaId']>>;
  readonly across: Pick<
    Collection<T, QueryOn<T, I>>,
    'find' | 'count' | 'versions' | 'all' | 'allRows' | 'readable' | 'pick' | 'pickAll' | 'scan'
  >;
}

export function tenantCollection<T extends OfTenant, I extends Indexes>(
  { indexes }: CollectionDeclaration<T, I>,
  port: PortCollection<T>,
  report?: (id: string, why: string) => void,
): TenantCollection<T, I> {
  const isOfKpa = (index: string) => indexes[index]?.fields[0] === 'kpaId';
  const ofKpa = (kpaId: string) => collectionOf(viewOfKpa(port, kpaId, isOfKpa), report);
  return Object.assign(ofKpa, { across: collectionOf(port, report) });
}

function viewOfKpa<T extends OfTenant>(
  port: PortCollection<T>,
  kpaId: string,
  isOfKpa: (index: string) => boolean,
): PortCollection<T> {
  const scoped = <Q extends Query>(query: Q): Q => {
    if (isOfKpa(query.index)) return { ...query, equals: [kpaId, ...(query.equals ?? [])] };
    throw new StoreError('INVALID_QUERY', `The index ${query.index} is not one of a KPA`);
  };
  const owned = (document: T): T => {
    if (document.kpaId === kpaId) return document;
    throw new StoreError('INVALID_DOCUMENT', 'The document belongs to another KPA');
  };
  const findById = async (id: string) => {
    const found = await port.findById(id);
    return found?.kpaId === kpaId ? found : undefined;
  };
  return {
    findById,
    findByIds: async (ids) => (await port.findByIds(ids)).filter((one) => one.kpaId === kpaId),
    find: async (query) => port.find(scoped(query)),
    count: async (query) => port.count(scoped(query)),
    versions: async (query) => port.versions(scoped(query)),
    pick: async (query, fields) => port.pick(scoped(query), fields),
    // It goes by ids, which say nothing of a KPA: across all of them only.
    scan: () => Promise.reject(new StoreError('INVALID_QUERY', 'A KPA has no scan of its own')),
    // The version alone does not say whose it is.
    versionOf: async (id) => (await findById(id))?.version,
    insert: async (document) => port.insert(owned(document)),
    replace: async (document) => {
      owned(document);
      // The id alone would let a document of this KPA overwrite another KPA's.
      if (!(await findById(document.id))) {
        throw new StoreError('VERSION_CONFLICT', `No document ${document.id} in this KPA`);
      }
      return port.replace(document);
    },
    remove: async (id) => ((await findById(id)) ? port.remove(id) : false),
  };
}
