import { displayable } from '../../read/displayable.ts';
import type { Check } from '../../verification.ts';

/** A detail can quote the badge. */
export function displayableCheck(check: Check): Check {
  return { ...check, detail: displayable(check.detail) };
}
