/** One collection on MongoDB, through mongoose. */
import type { Model } from 'mongoose';
import { z } from 'zod';
import type { CollectionDeclaration, Identified, PortCollection } from '../database.ts';
import type { Index } from '../adapter/declaration.ts';
import { documentsOf } from '../adapter/documents.ts';
import { pickedPage, planPick } from '../adapter/picks.ts';
import { pageOf, planId, planIds, planPage, planQuery, SCANNED } from '../adapter/queries.ts';
import { changed, taken } from '../adapter/refusals.ts';
import { compare, filterByIds, filterOf, pageFilterOf, sortOf } from './filters.ts';
import type { Raw } from './models.ts';
import { createTurns } from './turns.ts';

const DUPLICATE_KEY = 11000;
const serverError = z.object({ code: z.number() });
const jsonObject = z.record(z.string(), z.unknown());

export interface CollectionOptions<T extends Identified> {
  readonly declaration: CollectionDeclaration<T>;
  readonly indexes: ReadonlyMap<string, Index>;
  readonly model: Model<Raw>;
  /** Resolves once the indexes are there: before that, nothing would keep unique keys unique. */
  readonly ready: () => Promise<void>;
}

export function createCollection<T extends Identified>(
  options: CollectionOptions<T>,
): PortCollection<T> {
  const { declaration, indexes, model, ready } = options;
  const { name } = declaration;
  const documents = documentsOf(declaration, indexes);
  const inTurn = createTurns();
  const decode = ({ _id, version, ...fields }: Raw) =>
    documents.decode({ ...fields, id: _id }, version);

  return {
    insert: async (document) => {
      const { body, stored } = documents.encode(document);
      await ready();
      await refusingTaken(name, () => model.insertMany([raw(body, 1)], { lean: true }));
      return stored;
    },
    findById: async (id) => {
      const key = planId(id);
      if (key === undefined) return undefined;
      await ready();
      const found = await model.findOne({ _id: key }).lean<Raw>();
      return found ? decode(found) : undefined;
    },
    findByIds: async (ids) => {
      const keys = planIds(ids);
      if (keys.length === 0) return [];
      await ready();
      const found = await model.find(filterByIds(keys)).lean<Raw[]>();
      const there = new Map(found.map((one) => [one._id, one]));
      return keys.flatMap((id) => {
        const one = there.get(id);
        return one ? [decode(one)] : [];
      });
    },
    find: async (query) => {
      const plan = planPage(indexes, query);
      await ready();
      const found = await model
        .find(pageFilterOf(plan))
        .sort(sortOf(plan))
        // One more than asked for tells whether there is a next page.
        .limit(plan.limit + 1)
        .lean<Raw[]>();
      return pageOf(plan, found.map(decode));
    },
    count: async (query) => {
      const plan = planQuery(indexes, query);
      await ready();
      return model.countDocuments(filterOf(plan));
    },
    versions: async (query) => {
      const plan = planQuery(indexes, query);
      await ready();
      const found = await model
        .find(filterOf(plan))
        .sort(sortOf(plan))
        .select('version')
        .lean<Raw[]>();
      return found.map(({ _id, version }) => `${_id} ${version}`).join('\n');
    },
    pick: async (query, fields) => {
      const plan = planPick(indexes, query, fields);
      await ready();
      const found = await model
        .find(pageFilterOf(plan))
        .select(['version', ...plan.columns.map(({ name }) => name)])
        .sort(sortOf(plan))
        .limit(plan.limit + 1)
        .lean<Raw[]>();
      const rows = found.map(({ _id, ...row }) => ({ ...row, id: _id }));
      return pickedPage<T, (typeof fields)[number]>(plan, rows);
    },
    scan: async (after = '') => {
      await ready();
      const found = await model
        .find(after === '' ? {} : compare('id', '$gt', after))
        .sort({ _id: 1 })
        .limit(SCANNED)
        .lean<Raw[]>();
      return found.map(({ _id, version, ...fields }) =>
        documents.scanned(_id, { ...fields, id: _id }, version),
      );
    },
    versionOf: async (id) => {
      const key = planId(id);
      if (key === undefined) return undefined;
      await ready();
      return (await model.findOne({ _id: key }).select('version').lean<Raw>())?.version;
    },
    replace: async (document) => {
      const { body, stored } = documents.encodeNext(document);
      const { version } = document;
      await ready();
      const { matchedCount } = await inTurn(stored.id, () =>
        refusingTaken(name, () =>
          model.replaceOne({ _id: stored.id, version }, raw(body, stored.version)),
        ),
      );
      if (matchedCount === 1) return stored;
      throw changed(name);
    },
    remove: async (id) => {
      const key = planId(id);
      if (key === undefined) return false;
      await ready();
      return (await model.deleteOne({ _id: key })).deletedCount === 1;
    },
  };
}

/** Parsed from the JSON that was checked, so that MongoDB holds what SQLite would. */
function raw(body: string, version: number): Raw {
  const { id, ...fields } = jsonObject.parse(JSON.parse(body));
  return { _id: String(id), ...fields, version };
}

/** The driver's error quotes the key, which may be personal data: it is not passed on. */
async function refusingTaken<R>(name: string, write: () => Promise<R>): Promise<R> {
  try {
    return await write();
  } catch (error) {
    const parsed = serverError.safeParse(error);
    if (!parsed.success || parsed.data.code !== DUPLICATE_KEY) throw error;
    throw taken(name);
  }
}
