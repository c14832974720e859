/** What the store refuses is thrown, so that nobody takes it for done; here it is expected. */
import { StoreError, type StoreErrorCode } from './database.ts';

export function isRefusal(error: unknown, code: StoreErrorCode): error is StoreError {
  return error instanceof StoreError && error.code === code;
}

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
