import { messageOf } from '../../errors.ts';
import type { KnownIssuer, Surroundings } from '../../surroundings.ts';
import type { Check } from '../../verification.ts';

/** Not about the signature: whether the network vouches for the one who signed. */
export async function checkIssuerKnown(
  did: string,
  surroundings: Surroundings,
): Promise<{ readonly check: Check; readonly issuer?: KnownIssuer }> {
  try {
    const issuer = await surroundings.knownIssuer(did);
    if (!issuer) return { check: { ...unknownIssuer, detail: `${did} is not listed` } };
    return { check: { ...member, detail: `${did} is listed as ${issuer.name}` }, issuer };
  } catch (error) {
    return { check: { ...unlisted, detail: messageOf(error) } };
  }
}

const member: Omit<Check, 'detail'> = {
  id: 'issuer-known',
  outcome: 'pass',
  code: 'check.issuer-known.member',
};

const unknownIssuer: Omit<Check, 'detail'> = {
  id: 'issuer-known',
  outcome: 'warn',
  code: 'check.issuer-known.stranger',
  explanation: [{ code: 'check.issuer-known.stranger.why' }],
};

const unlisted: Omit<Check, 'detail'> = {
  id: 'issuer-known',
  outcome: 'unknown',
  code: 'check.issuer-known.no-list',
};
