/** What baking and unbaking answer: they never throw, whatever the file. */

export type BakingFault =
  /** Over the limits, or it says that it is: the image, or the text in it. */
  | 'too-large'
  /** Not the image that it should be. */
  | 'not-an-image'
  | 'truncated'
  /** The image contradicts itself, or breaks its own standard. */
  | 'malformed'
  /** A bad CRC: it was damaged, or changed without care. */
  | 'bad-checksum'
  | 'no-badge'
  /** It is, or holds, a badge of Open Badges 1 or 2. */
  | 'older-badge'
  /** The address of a badge stands where the badge should. */
  | 'only-a-link'
  | 'two-badges'
  /** There is one badge, where or as some readers do not see it, or see another text. */
  | 'ambiguous'
  /** An SVG with a document type of its own making (entities), or that runs something. */
  | 'unsafe'
  /** What is in the place of the badge is neither JSON nor a JWT in UTF-8. */
  | 'not-a-credential';

/** How a badge that was read is baked otherwise than the standard says: see `notes.ts`. */
export type BakingNote =
  // In a PNG.
  | 'trailing-bytes'
  | 'second-image'
  | 'compressed'
  | 'plain-text-chunk'
  // In either.
  | 'old-keyword'
  | 'older-badge-beside'
  // In an SVG.
  | 'other-namespace'
  | 'namespace-prefix'
  | 'namespace-on-element'
  | 'not-first'
  | 'not-cdata'
  | 'jwt-not-in-verify'
  | 'json-in-verify'
  | 'extra-attributes';

export interface Fault {
  readonly ok: false;
  readonly reason: BakingFault;
  /** English, for engineers. */
  readonly detail: string;
  /** Of `only-a-link`: an http(s) address, from a stranger. */
  readonly link?: string;
}

interface Text {
  readonly ok: true;
  /** JSON or a compact JWS, as it was baked. Nothing in it is verified. */
  readonly text: string;
  /** Left out where there is nothing to note. */
  readonly notes?: readonly BakingNote[];
}

export type Unbaked = Text | Fault;
export type Baked = { readonly ok: true; readonly bytes: Uint8Array } | Fault;

/** For whole files. A badge is far smaller; other issuers put photographs in theirs. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

export function fault(reason: BakingFault, detail: string): Fault {
  return { ok: false, reason, detail };
}

/** The same with these notes after its own, each once. */
export function noted(read: Text, notes: readonly BakingNote[]): Text {
  const all = [...new Set([...(read.notes ?? []), ...notes])];
  return all.length === 0 ? read : { ...read, notes: all };
}
