/**
 * What can be asked of a collection, as the compiler sees it: an index that its declaration names,
 * and values of the types that its schema gives to the fields of that index.
 */
import type { Identified, IndexDeclaration, Indexes, Order, Query, Scalar } from './database.ts';

/** What an index may name: texts and numbers at the top of a document, but for its id. */
type Indexable<T extends Identified> = Exclude<
  { [F in keyof T]-?: Exclude<T[F], undefined> extends Scalar ? F : never }[keyof T] & string,
  'id'
>;

/** The indexes that documents of this shape can have. */
export type IndexesOn<T extends Identified> = Readonly<
  Record<string, IndexDeclaration<Indexable<T>>>
>;

type Values<T, Fields extends readonly string[]> = {
  [At in keyof Fields]: Fields[At] extends keyof T ? Extract<T[Fields[At]], Scalar> : never;
};

/** Without any, every value will do. */
type Equal<Given extends readonly Scalar[]> = Given extends []
  ? { readonly equals?: readonly [] }
  : { readonly equals: Readonly<Given> };

interface Bounds<Value> {
  readonly from?: Value;
  readonly before?: Value;
}

/** For each number of leading values: those values, and bounds on the field that follows them. */
type Asked<Given extends readonly Scalar[], Following> = Following extends readonly [
  infer Next extends Scalar,
  ...infer Rest,
]
  ? (Equal<Given> & Bounds<Next>) | Asked<[...Given, Next], Rest>
  : Equal<Given> & Bounds<never>;

/**
 * The queries on these indexes. `Added`: leading fields whose values the collection adds by itself;
 * an index that does not begin with them is not one of its own.
 */
export type QueryOn<
  T extends Identified,
  I extends Indexes,
  Added extends readonly string[] = [],
> = Extract<
  {
    [Name in keyof I & string]: I[Name]['fields'] extends readonly [
      ...Added,
      ...infer Fields extends string[],
    ]
      ? { readonly index: Name; readonly order?: Order } & Asked<[], Values<T, Fields>>
      : never;
  }[keyof I & string],
  // So that it is known to be one, whatever `T` and `I` are.
  Query
>;
