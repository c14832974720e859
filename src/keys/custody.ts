/**
 * Who may read a secret that lies in the database (docs/adr/0004), and who can tell that a row of it
 * is ours (docs/adr/0019). The house knows this interface only, so that a KMS or an HSM can take the
 * place of the master key in the environment.
 */

/** Where a secret belongs. It opens there only: not in another KPA, document or use. */
export interface SecretContext {
  readonly kpaId: string;
  /** The id of the document that holds the secret. */
  readonly documentId: string;
  /** What the secret is for, for instance `share-link`. */
  readonly use: string;
}

/**
 * `unwrap`, `open` and `checkMac` reject with `KeyError` WRONG_MASTER_KEY, SECRET_MALFORMED, or
 * SECRET_TAMPERED when the text was changed or belongs to another context.
 */
export interface Custody {
  /** Of the newest master key: says which one it is, tells nothing about it. */
  readonly fingerprint: string;
  /** Whether a master key of this fingerprint is at hand, the newest or an earlier one. */
  holds(fingerprint: string): boolean;
  /** The fingerprint of the master key that made a secret or a MAC; undefined for what is neither. */
  fingerprintOf(secret: string): string | undefined;
  /** False for a secret or a MAC under an earlier master key, which is to be made anew. */
  isCurrent(secret: string): boolean;
  /** For private keys, under the newest master key: bytes in, text out (about 1.4 times as long, plus 60 characters). */
  wrap(plain: Uint8Array, context: SecretContext): Promise<string>;
  /** The caller overwrites the bytes once used. */
  unwrap(wrapped: string, context: SecretContext): Promise<Uint8Array>;
  /** For tokens that their owner may read again. */
  seal(text: string, context: SecretContext): Promise<string>;
  open(sealed: string, context: SecretContext): Promise<string>;
  /**
   * Says later that we wrote this text, which lies in clear: some 60 characters. Asked for each row
   * that is read, so a custody elsewhere fetches one derived key and computes here.
   */
  mac(text: string, context: SecretContext): Promise<string>;
  /** Resolves if `mac` is of exactly this text in this context, under any master key that we hold. */
  checkMac(text: string, mac: string, context: SecretContext): Promise<void>;
}
