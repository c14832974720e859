/** What everybody is served is built once, and again when what it is made of has changed. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Ready to send. */
export interface PublicDocument {
  readonly body: Buffer;
  /** Strong: no other content has it (RFC 9110 §8.8.3). */
  readonly tag: string;
}

export interface Built {
  readonly text: string;
  /** When it can be given as it is, in milliseconds since 1970; always, unless said. */
  readonly from?: number;
  readonly until?: number;
}

export interface Recipe {
  /** One for each document. */
  readonly name: string;
  /**
   * Of all that it is made of, asked at each request: whatever changes, another text. Undefined if
   * there is no such document.
   */
  readonly versions: () => Promise<string | undefined>;
  readonly build: () => Promise<Built | undefined>;
}

export type FindPublic = (recipe: Recipe) => Promise<PublicDocument | undefined>;

interface Kept extends PublicDocument, Omit<Built, 'text'> {
  readonly madeOf: string;
}

const MOST_BYTES = 32 * 1024 * 1024;
/** Of an entry beside its body: its key, and the versions. */
const OVERHEAD = 500;

export function publicDocument(text: string): PublicDocument {
  const body = Buffer.from(text);
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

/**
 * `versions` is asked before `build`: what changes in between is in the document, or is another
 * version at the next request. So whatever any process wrote is served at once.
 */
export function createPublicDocuments(clock: () => Date): FindPublic {
  const documents = new LRUCache<string, Kept>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ body, madeOf }) => body.length + madeOf.length + OVERHEAD,
  });
  return async ({ name, versions, build }) => {
    const madeOf = await versions();
    if (madeOf === undefined) return undefined;
    const known = documents.get(name);
    if (known?.madeOf === madeOf && isCurrent(known, clock().getTime())) return known;
    const built = await build();
    if (!built) return undefined;
    const { text, ...span } = built;
    const document = { ...publicDocument(text), ...span, madeOf };
    documents.set(name, document);
    return document;
  };
}

const isCurrent = ({ from = 0, until = Infinity }: Omit<Built, 'text'>, now: number): boolean =>
  from <= now && now < until;
