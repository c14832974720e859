export type KeyErrorCode =
  | 'BAD_MASTER_KEY'
  | 'BAD_SECRET_FILE'
  | 'WRONG_MASTER_KEY'
  | 'SECRET_MALFORMED'
  | 'SECRET_TAMPERED'
  | 'NO_ACTIVE_KEY'
  | 'NO_SUCCESSOR'
  | 'UNKNOWN_KEY'
  | 'KEY_MISMATCH'
  | 'NOT_AS_WRITTEN';

/** What goes wrong with keys and secrets. The message never holds any part of a secret. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;
  constructor(code: KeyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
