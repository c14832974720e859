/** A confirmation of a badge, within it, as an EndorsementCredential of the KPA (docs/adr/0014, 0056). */
import { randomUUID } from 'node:crypto';
import type { Addresses } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import { titleOf } from '../../badges/titles.ts';
import { buildEndorsement } from '../../credentials/write/build-endorsement.ts';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import type { Award, Kpa, Person, Stored } from '../../storage/store.ts';
import { endorseCredential } from '../endorse-credential.ts';
import { originOfAward } from '../signed-award.ts';
import type { SigningServices } from '../signing-services.ts';

export interface ConfirmingServices extends SigningServices {
  readonly languages: Pick<Languages, 'find' | 'source'>;
}

/** In somebody’s own sentence; or with so many of the group, who have one that is the same for all. */
export type Confirmation = { readonly by: Person } & (
  { readonly sentence: string } | { readonly group: number }
);

/** For operators, in English like all that they read of a row; before, it was French. */
const REASON = 'another person confirmed it too';

/** Not stored yet. Throws as `endorseCredential` does. */
export async function addEndorsement(
  services: ConfirmingServices,
  kpa: Kpa,
  award: Stored<Award>,
  confirmation: Confirmation,
): Promise<Stored<Award>> {
  const { by } = confirmation;
  const { clock, languages } = services;
  const origin = originOfAward({ ...services, kpa }, award);
  const at = clock();
  const language = languages.find(languageOfAward(award)) ?? languages.source;
  const isOfGroup = 'group' in confirmation;
  const sentence = isOfGroup
    ? language.say(say('signed.group', { count: confirmation.group }))
    : confirmation.sentence;
  const endorsement = buildEndorsement({
    id: `urn:uuid:${randomUUID()}`,
    // Within the badge, in its language.
    name: language.text(isOfGroup ? 'signed.group-confirmation' : 'signed.confirmation'),
    issuer: describeIssuer(origin, kpa),
    validFrom: at.toISOString(),
    ...(award.validUntil !== undefined && { validUntil: award.validUntil }),
    about: origin.credential(kpa.slug, award.id),
    // Open Badges 3.0 has no place for its language (inLanguage is of Achievement and Related).
    comment: sentence,
    status: await statusOf(services, origin, kpa, award),
  });
  const act = { at, by: by.name, reason: REASON };
  const signed = await endorseCredential(services, kpa, award, endorsement, act);
  const told = {
    id: endorsement.id,
    by: { personId: by.id, name: by.name, title: titleOf(by) },
    sentence,
    at: at.toISOString(),
    ...(isOfGroup && { group: confirmation.group }),
  };
  return { ...signed, endorsements: [...(award.endorsements ?? []), told] };
}

/** The entry of the badge: what is confirmed of it falls with it. */
async function statusOf(
  { store }: ConfirmingServices,
  origin: Addresses,
  kpa: Kpa,
  { statusListId, statusIndex }: Award,
) {
  const list = await store.statusLists(kpa.id).findById(statusListId);
  if (!list) throw new Error(`No status list ${statusListId}`);
  return { list: origin.statusList(kpa.slug, list.number), index: statusIndex };
}
