/** What baking and unbaking answer: they never throw, whatever the file. */

export type BakingFault =
  /** Over the limits, or it says that it is. */
  | 'too-large'
  /** Not the image that it should be. */
  | 'not-an-image'
  | 'truncated'
  /** The image contradicts itself, or breaks its own standard. */
  | 'malformed'
  /** A bad CRC: it was damaged, or changed without care. */
  | 'bad-checksum'
  | 'no-badge'
  /** It holds a badge of Open Badges 1 or 2. */
  | 'older-badge'
  /** Two readers could see two badges. */
  | 'two-badges'
  | 'compressed'
  /** An SVG with a document type of its own making (entities), or that runs something. */
  | 'unsafe'
  /** What is in the place of the badge is neither JSON nor a JWT in UTF-8. */
  | 'not-a-credential';

export interface Fault {
  readonly ok: false;
  readonly reason: BakingFault;
  /** English, for engineers. */
  readonly detail: string;
}

/** `text`: JSON or a compact JWS, as it was baked. Nothing in it is verified. */
export type Unbaked = { readonly ok: true; readonly text: string } | Fault;
export type Baked = { readonly ok: true; readonly bytes: Uint8Array } | Fault;

/** For whole images. A badge is far smaller; other issuers put photographs in theirs. */
export const MAX_PNG_BYTES = 8 * 1024 * 1024;
/** An SVG becomes a tree, some thirty times its size. */
export const MAX_SVG_BYTES = 1024 * 1024;

export function fault(reason: BakingFault, detail: string): Fault {
  return { ok: false, reason, detail };
}
