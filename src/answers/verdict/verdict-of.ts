import type { Verification } from '../../credentials/verification.ts';
import { ofKind } from './of-kind.ts';
import { ofSeveral } from './of-several.ts';
import { ofSignature } from './of-signature.ts';
import { ofStanding, type Seen } from './of-standing.ts';
import { ofUnknownIssuer } from './of-unknown-issuer.ts';
import type { Verdict } from './verdict.ts';

/**
 * The answers by weight: who signed comes before everything that the signer says, so that no date
 * and no revocation by an unknown issuer makes a forgery look better (docs/adr/0025).
 */
export function verdictOf(verification: Verification, seen: Seen): Verdict {
  return (
    ofSeveral(verification) ??
    ofSignature(verification) ??
    ofKind(verification, seen) ??
    ofUnknownIssuer(verification) ??
    ofStanding(verification, seen)
  );
}
