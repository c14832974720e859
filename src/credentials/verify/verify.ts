/** The verification of a badge, in the order of Open Badges 3.0 (appendix C, verification). */
import { createAllowance, CREDENTIAL_VALUES, PRESENTATION_VALUES } from '../allowance.ts';
import type { ExamineOptions } from './examine.ts';
import { createResolver } from '../identifiers/resolve.ts';
import { unwrap } from '../read/unwrap.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Verification, VerifyOptions } from '../verification.ts';
import { verifyAmong } from './verify-among.ts';
import { verifyWrapped } from './verify-wrapped.ts';

export type * from '../readings.ts';
export type * from '../surroundings.ts';
export type * from '../verification.ts';
export { unanswered } from './verify-among.ts';

/**
 * `input`: JSON text, what was parsed from it (text is better: parsing drops keys that are there
 * twice), or a compact JWT. Under the rules for badges, what is around several of them has an answer
 * for each. Never throws, whatever the input; nothing is asked of the network before its time.
 */
export async function verifyCredential(
  input: unknown,
  surroundings: Surroundings,
  options: VerifyOptions = {},
): Promise<Verification> {
  const wrapped = options.profile === 'w3c' ? undefined : unwrap(input);
  const sharing = (values: number): ExamineOptions => ({
    ...options,
    resolve: createResolver(surroundings),
    allowance: createAllowance(values, surroundings),
  });
  if (!wrapped) return verifyAmong(input, surroundings, sharing(CREDENTIAL_VALUES));
  const [only, second] = wrapped.kind === 'list' ? wrapped.held : [];
  return only !== undefined && second === undefined
    ? verifyAmong(only, surroundings, sharing(CREDENTIAL_VALUES))
    : verifyWrapped(wrapped, surroundings, sharing(PRESENTATION_VALUES));
}
