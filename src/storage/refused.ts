/** What the store refuses is thrown, so that nobody takes it for done; here it is expected. */
import { StoreError, type StoreErrorCode } from './database.ts';

export function isRefusal(error: unknown, code: StoreErrorCode): error is StoreError {
  return error instanceof StoreError && error.code === code;
}

/** The storage did not do its work; else it only says that what was asked is not to be done. */
export const isFault = (error: unknown): boolean =>
  !(error instanceof StoreError) || error.code === 'UNAVAILABLE';

/**
 * What is asked of the store, or, if it refuses that for this reason, what `otherwise` gives. Other
 * failures stay what they are.
 */
export async function ifRefused<R, O>(
  asked: Promise<R>,
  code: StoreErrorCode,
  otherwise: (refusal: StoreError) => O | Promise<O>,
): Promise<R | O> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error, code)) return otherwise(error);
    throw error;
  }
}
