/**
 * What a storage adapter is: document collections, each declared once, the same on SQLite and on
 * MongoDB (docs/adr/0002). The rest of the house sees `store.ts`, and `collection.ts` adds to them
 * what is the same for every adapter.
 */
import type { z } from 'zod';

export type Scalar = string | number;

export interface Identified {
  readonly id: string;
}

/** A document as stored: `version` starts at 1 and grows by one at each replacement. */
export type Stored<T> = T & { readonly version: number };

export interface IndexDeclaration<Field extends string = string> {
  /**
   * Top-level strings (at most 1,000 characters) or safe integers, most significant first. The
   * index lists the documents that have all of them; a unique one refuses documents that have not,
   * unless it says `where present`: then it has one field, and what lacks it takes no key.
   */
  readonly fields: readonly [Field, ...Field[]];
  readonly unique?: true | 'where present';
}

export type Indexes = Readonly<Record<string, IndexDeclaration>>;

/**
 * From one shape of a collection's documents to the next. Pure, and of one document alone; it leaves
 * the indexed fields as they are, for an index is over what is stored.
 */
export type Upgrade = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

export interface CollectionDeclaration<T extends Identified, I extends Indexes = Indexes> {
  readonly name: string;
  /** Checked at each write: what is stored always has the declared shape. */
  readonly schema: z.ZodType<T>;
  /** Numbered by their place, from 1: none is ever taken out, and a new one comes last. */
  readonly upgrades?: readonly Upgrade[];
  /** Top-level fields that upgraders take away: no newer version has them again. */
  readonly formerFields?: readonly string[];
  /**
   * An index is never declared otherwise under its name, for a version from before may run beside
   * this one: it leaves alone what it does not know.
   */
  readonly indexes: I;
  /** Names of indexes that this version takes away: those that keep unique what need not be, say. */
  readonly formerIndexes?: readonly string[];
}

export type Order = 'ascending' | 'descending';

/** As an adapter takes it, and checks it; the house asks what `typed-queries.ts` lets it ask. */
export interface Query {
  /** The name of a declared index. */
  readonly index: string;
  /** Values of the leading fields of that index, in its order. */
  readonly equals?: readonly Scalar[];
  /** Bounds on the field that follows the equal ones: from ≤ value < before. */
  readonly from?: Scalar;
  readonly before?: Scalar;
  /** Order of the fields that follow the equal ones, the id as tie-break. Default: ascending. */
  readonly order?: Order;
}

export interface Paging {
  /** 1 to 500; default 50. */
  readonly limit?: number;
  /**
   * The `next` of the page before; or a document of the collection, behind which the page begins:
   * where an address may say which, but not what is in an index.
   */
  readonly after?: string | Identified;
}

export type PagedQuery = Query & Paging;

export interface Page<T> {
  readonly items: readonly Stored<T>[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** Of a document: its id, and those of some fields that it has. */
export type Picked<T extends Identified, F extends keyof T> = Identified & Partial<Pick<T, F>>;

/** What stands in a collection, whatever it is worth. */
export interface ScannedRow<T> {
  readonly id: string;
  /** How many upgraders it has behind it, of those that there are now. */
  readonly shape: number;
  /** Absent for one that cannot be read: then `fault` says why, and quotes nothing of it. */
  readonly document?: Stored<T>;
  readonly fault?: string;
}

/** `Q`: what can be asked of it. What an adapter makes takes any query, and checks it. */
export interface PortCollection<T extends Identified, Q extends Query = Query> {
  /** Rejects with `StoreError` DUPLICATE_KEY (the id or a unique index), INVALID_DOCUMENT. */
  readonly insert: (document: T) => Promise<Stored<T>>;
  readonly findById: (id: string) => Promise<Stored<T> | undefined>;
  /**
   * Asked once for all: those that are there, in the order of the ids, each once. Rejects with
   * `StoreError` INVALID_QUERY for more than 500.
   */
  readonly findByIds: (ids: readonly string[]) => Promise<readonly Stored<T>[]>;
  /** Rejects with `StoreError` INVALID_QUERY for an undeclared index, too many values, a bad cursor. */
  readonly find: (query: Q & Paging) => Promise<Page<T>>;
  readonly count: (query: Q) => Promise<number>;
  /**
   * A line `<id> <version>` for each document of a query, without reading what is in them: whoever
   * keeps something made of them sees whether one came, went or was replaced. Some thousands at most.
   */
  readonly versions: (query: Q) => Promise<string>;
  /**
   * As `find`, without the documents: their ids and versions, and `fields` of theirs, each of some
   * declared index. A long document is not read for it, or not whole.
   */
  readonly pick: <F extends keyof T & string>(
    query: Q & Paging,
    fields: readonly F[],
  ) => Promise<Page<Picked<T, F>>>;
  /**
   * All that stands there in the order of their ids, some hundreds at a time, after an id. None: that
   * was all.
   */
  readonly scan: (after?: string) => Promise<readonly ScannedRow<T>[]>;
  /** Undefined if there is none. Tells whether a document that somebody holds is the stored one. */
  readonly versionOf: (id: string) => Promise<number | undefined>;
  /**
   * Writes if the stored version is still `document.version`; else rejects with `StoreError`
   * VERSION_CONFLICT. Rejects as `insert` does, too.
   */
  readonly replace: (document: Stored<T>) => Promise<Stored<T>>;
  /** True if there was one to remove. */
  readonly remove: (id: string) => Promise<boolean>;
}

export interface Database {
  /** One line for the log and the start message, without credentials. */
  readonly description: string;
  collection<T extends Identified>(declaration: CollectionDeclaration<T>): PortCollection<T>;
  /**
   * Makes sure of the indexes of every collection so far. Rejects with UNAVAILABLE when there is no
   * answer, or when what is open is not what stands in its place any more.
   */
  ping(): Promise<void>;
  /** What is damaged in what is kept, a line each: reads all of it, beside everything else. */
  findDamage(): Promise<readonly string[]>;
  /**
   * Writes a whole copy of one moment into a new file, and looks at it. Not there where the server has
   * tools of its own for it. May hold up this process for as long as it takes.
   */
  readonly copyTo?: (file: string) => Promise<void>;
  close(): Promise<void>;
}

/** UNAVAILABLE: nothing is wrong with what was asked. Its message is a sentence for an operator. */
export type StoreErrorCode =
  'DUPLICATE_KEY' | 'VERSION_CONFLICT' | 'INVALID_DOCUMENT' | 'INVALID_QUERY' | 'UNAVAILABLE';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
