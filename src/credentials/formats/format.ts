import type { Baked, Unbaked } from '../baking/baked.ts';
import type { EndorsementCredential } from '../write/endorsement-model.ts';
import type { Credential } from '../write/model.ts';
import type { Signer } from '../write/sign.ts';

interface Written {
  /** The file's name ends so, and so does the address of a badge in this format. */
  readonly extension: string;
  readonly mediaType: string;
  /** The signed text in a file of this format. Nothing is verified; never throws, nor rejects. */
  read(file: Uint8Array): Unbaked | Promise<Unbaked>;
}

/** A way of signing: one file here and one row in `formats.ts`. */
export interface SignatureFormat extends Written {
  readonly id: 'data-integrity' | 'vc-jwt';
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
}

/** A picture that carries a signed text. */
export interface ImageFormat extends Written {
  readonly id: 'png' | 'svg';
  readonly kind: 'image';
  /** Never throws. */
  bake(picture: Uint8Array, text: string): Baked;
}

export type Format = SignatureFormat | ImageFormat;
