/** What can go wrong in this room; the codes are stable, the messages are not. */
export type CredentialErrorCode =
  | 'INVALID_JSON'
  | 'INVALID_ENCODING'
  | 'INVALID_CREDENTIAL'
  | 'INVALID_KEY'
  | 'INVALID_DID'
  | 'INVALID_STATUS_LIST'
  | 'STATUS_INDEX_OUT_OF_RANGE'
  | 'TOO_COSTLY'
  | 'UNKNOWN_CONTEXT'
  | 'UNREADABLE_SIGNATURE'
  | 'UNSIGNABLE'
  | 'UNSUPPORTED_ALGORITHM';

export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly code: CredentialErrorCode;
  constructor(code: CredentialErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Never throws, whatever was thrown: a stranger's object can throw what throws when it is read. */
export function messageOf(error: unknown): string {
  try {
    const message: unknown = error instanceof Error ? error.message : error;
    return String(message);
  } catch {
    return 'An error without a message';
  }
}
