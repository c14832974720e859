/** What is stored of an award, read back to be signed anew: only what a key of ours did sign. */
import { z } from 'zod';
import type { EndorsementCredential } from '../credentials/write/endorsement-model.ts';
import type { Credential } from '../credentials/write/model.ts';
import type { Award, Kpa } from '../storage/store.ts';
import { keysOf, openForm, usualForm } from './forms.ts';
import { isSignedBy } from './own-signature.ts';
import { originOfAward } from './signed-award.ts';
import type { SigningServices } from './signing-services.ts';
import type { Unsigned } from './sign-forms.ts';

/** The signature over all of it, checked before this, tells that it has the shape we built. */
const ofOurs = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

/**
 * The credential and what it holds of others, without their signatures. Throws unless what is stored
 * is what its key signed for this award: no signature of ours goes over a document that somebody else
 * wrote into the store.
 */
export async function readOwnDocument(
  services: SigningServices,
  kpa: Kpa,
  award: Award,
  now: Date,
): Promise<Unsigned> {
  const form = usualForm(award);
  const [signedWith] = keysOf(form);
  const at = originOfAward({ ...services, kpa }, award);
  if (!(await isSignedBy({ ...services, at }, kpa, signedWith, form.text, now))) {
    throw new Error('The stored credential is not as it was signed');
  }
  const opened = openForm(form);
  const credential = ofOurs<Credential>().parse(opened.document);
  const endorsements = opened.endorsements.map((one) => ofOurs<EndorsementCredential>().parse(one));
  const isOfAward =
    credential.id === at.credential(kpa.slug, award.id) &&
    credential.credentialStatus.statusListIndex === String(award.statusIndex);
  if (isOfAward) return { credential, endorsements };
  throw new Error('The stored credential is not the one of this award');
}
