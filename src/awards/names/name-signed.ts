/** In which name an award was signed: its holder's, or one from before it was corrected (docs/adr/0039). */
import { z } from 'zod';
import { hashIdentity } from '../../credentials/names/identity.ts';
import { cleanName } from '../../credentials/read/displayable.ts';
import type { Award, Person } from '../../storage/store.ts';
import { type Form, formsOf, openForm } from '../forms.ts';

/** `formerNames`: those that a badge may still be signed in. No page shows them. */
export type HolderNames = Pick<Person, 'name' | 'formerNames'>;

const identity = z.looseObject({ identityHash: z.string(), salt: z.string() });
type Identity = z.infer<typeof identity>;

const named = z.looseObject({
  credentialSubject: z.looseObject({ identifier: z.tuple([identity]) }),
});

/** The hash that stands there, if it is one of their names; else that of the name they have now. */
export function recipientOf(
  { name, formerNames = [] }: HolderNames,
  { identityHash, salt }: Identity,
): string {
  const [now = '', ...before] = [name, ...formerNames].map((one) => hashIdentity(one, salt));
  return before.includes(identityHash) ? identityHash : now;
}

/** Whether what is signed is in this name, in every form that we know. */
export const isInName = (award: Award, name: string): boolean =>
  formsOf(award).every((form) => isHashOf(name, identityIn(form)));

/** The one of their names to ask for: a badge that is not signed anew yet is theirs all the same. */
export function nameSigned(award: Award, { name, formerNames = [] }: HolderNames): string {
  const [form] = formerNames.length === 0 ? [] : formsOf(award);
  const signed = form && identityIn(form);
  return formerNames.find((one) => isHashOf(one, signed)) ?? name;
}

// Also of a name from before names were cleaned as they are typed.
const isHashOf = (name: string, signed: Identity | undefined): boolean =>
  signed !== undefined && hashIdentity(cleanName(name), signed.salt) === signed.identityHash;

/** Undefined for a text that is no form of ours. */
function identityIn(form: Form): Identity | undefined {
  try {
    return named.safeParse(openForm(form).document).data?.credentialSubject.identifier[0];
  } catch {
    return undefined;
  }
}
