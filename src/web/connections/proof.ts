/** Before acts that would let somebody else take over: who is signed in shows again who they are (docs/adr/0046). */
import type { Request } from 'express';
import type { Session } from '../../storage/store.ts';
import { visitorOf } from '../sessions.ts';

/** Short beside a session, long enough to correct a list of people. */
const PROOF_MINUTES = 30;

/** Answered by leading to the page « C’est bien vous ? », and back to the form. */
export class ProofNeededError extends Error {
  override readonly name = 'ProofNeededError';
}

/** Whichever way it was: with a letter, a card, a link by hand, or another way in. */
export function provenRecently({ provenAt }: Pick<Session, 'provenAt'>, now: Date): boolean {
  if (provenAt === undefined) return false;
  return now.getTime() - Date.parse(provenAt) < PROOF_MINUTES * 60_000;
}

/** Throws `ProofNeededError` unless the visitor proved lately who they are. */
export function demandProof(req: Request, now: Date): void {
  if (!provenRecently(visitorOf(req).session, now)) throw new ProofNeededError();
}
