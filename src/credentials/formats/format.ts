import type { Baked, Unbaked } from '../baking/baked.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import type { EndorsementCredential } from '../write/endorsement-model.ts';
import type { Credential } from '../write/model.ts';
import type { Signer } from '../write/sign.ts';

/** All that is a format's own is its file here and its row in `formats.ts`; nothing else names it. */
interface Written {
  /** In what is stored, in addresses and in answers: for ever, once a badge was given in it. */
  readonly id: string;
  /** The file's name ends so, and so does the address of a badge in this format: a word, no dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Other media types under which the same bytes are given to who asks for them. */
  readonly aliases?: readonly string[];
  /** To people, in every language. */
  readonly name: string;
  /** What it is good for, the end of a sentence: its code in the catalogue. Without, the name is enough. */
  readonly use?: string;
  /** Whether a file is in this format, by its bytes: it can still be unreadable. Never throws. */
  knows(file: Uint8Array): boolean;
  /** The signed text in a file of this format. Nothing is verified; never throws, nor rejects. */
  read(file: Uint8Array): Unbaked | Promise<Unbaked>;
}

/** A way of signing. */
export interface SignatureFormat extends Written {
  readonly kind: 'signature';
  readonly algorithm: Signer['algorithm'];
  /**
   * The whole file. `endorsements` stand within it, each signed by the same key in the same way, so
   * that who reads the one can read the others (Open Badges 3.0: `endorsement`, `endorsementJwt`).
   * Throws `CredentialError` UNSUPPORTED_ALGORITHM, UNSIGNABLE, UNKNOWN_CONTEXT.
   */
  sign(
    credential: Credential | EndorsementCredential,
    signer: Signer,
    created: Date,
    endorsements?: readonly EndorsementCredential[],
  ): Promise<string>;
  /** Takes apart what `sign` put together. Nothing is verified; throws for any other text. */
  open(text: string): Opened;
}

export interface Opened {
  /** As it was before it was signed, in the same order; the endorsements stand beside it. */
  readonly document: JsonObject;
  readonly endorsements: readonly JsonObject[];
  /** Verification methods: that of the document, then one for each endorsement. */
  readonly keys: readonly [string, ...string[]];
}

/** A picture that carries a signed text. */
export interface ImageFormat extends Written {
  readonly kind: 'image';
  /** The picture of a badge, with no text in it yet. */
  draw(drawing: Drawing): Uint8Array;
  /** Never throws. */
  bake(picture: Uint8Array, text: string): Baked;
}

/** A badge as it is drawn. The core has no rasteriser: whoever wants a picture brings one. */
export interface Drawing {
  readonly svg: string;
  readonly raster: () => Raster;
}

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** RGBA, a byte each, row after row; the colours are multiplied by their opacity. */
  readonly pixels: Uint8Array;
  asPng(): Uint8Array;
}

export type Format = SignatureFormat | ImageFormat;
