import { randomUUID } from 'node:crypto';
import { buildEndorsement } from '../../credentials/write/build-endorsement.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { type Award, ifRefused, type Kpa, type Person } from '../../storage/store.ts';
import type { Stored } from '../../storage/store.ts';
import { endorseCredential } from '../../awards/endorse-credential.ts';
import { updateAndReissue } from '../../awards/reissue-if-due.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import { whyNotConfirm } from '../../badges/co-signature.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { type NewsServices, tell } from '../../notices/tell.ts';
import type { Register } from '../../register/register.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { titleOf } from '../../badges/titles.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { originOfAward } from '../../awards/signed-award.ts';

export interface EndorsementServices extends SigningServices, Pick<NewsServices, 'outbox'> {
  readonly definitions: Definitions;
  readonly languages: Pick<Languages, 'find' | 'source'>;
  readonly register: Register;
}

/** For operators, in English like all that they read of a row; before, it was French. */
const REASON = 'another person confirmed it too';

/**
 * A second person of the KPA says that they saw it too. The same words sent again change nothing;
 * somebody else's act in between (another confirmation, an answer of the holder) is kept.
 */
export async function endorseAward(
  services: EndorsementServices,
  kpa: Kpa,
  awardId: string,
  by: Person,
  sentence: string,
): Promise<Stored<Award>> {
  const confirm = async (award: Stored<Award>) => {
    if (award.erasedAt !== undefined) throw notFound(say('award.not-there'));
    const isSame = award.endorsements?.some(
      (one) => isOf(by, one.by.personId) && one.sentence === sentence,
    );
    if (isSame === true) return award;
    const why = whyNotConfirm(award, services.definitions, by, services.clock());
    if (why !== undefined) throw new HttpError('CONFLICT', why);
    return endorsed(services, kpa, award, by, sentence);
  };
  const confirmed = updateAndReissue(services, kpa, awardId, confirm);
  const award = await ifRefused(confirmed, 'VERSION_CONFLICT', (cause) => {
    throw new HttpError('CONFLICT', say('confirm.changing'), { cause });
  });
  if (!award) throw notFound(say('award.not-there'));
  const id = repeatableId(`register/confirmed/${awardId}/${by.id}`);
  const noted = { kpaId: kpa.id, by: by.id, act: 'badge-confirmed', about: awardId, id } as const;
  await services.register.note(noted);
  const holder = await findPerson(services.store, kpa.id, award.personId);
  if (holder) await tell(services, holder, { act: 'badge-confirmed', award, by });
  return award;
}

async function endorsed(
  services: EndorsementServices,
  kpa: Kpa,
  award: Stored<Award>,
  signer: Person,
  sentence: string,
): Promise<Stored<Award>> {
  const { clock, languages } = services;
  const origin = originOfAward({ ...services, kpa }, award);
  const at = clock();
  const language = languages.find(languageOfAward(award)) ?? languages.source;
  const endorsement = buildEndorsement({
    id: `urn:uuid:${randomUUID()}`,
    // Within the badge, in its language.
    name: language.text('signed.confirmation'),
    issuer: describeIssuer(origin, kpa),
    validFrom: at.toISOString(),
    ...(award.validUntil !== undefined && { validUntil: award.validUntil }),
    about: origin.credential(kpa.slug, award.id),
    // Open Badges 3.0 has no place for its language (inLanguage is of Achievement and Related).
    comment: sentence,
    status: await statusOf(services, origin, kpa, award),
  });
  const act = { at, by: signer.name, reason: REASON };
  const signed = await endorseCredential(services, kpa, award, endorsement, act);
  const told = {
    id: endorsement.id,
    by: { personId: signer.id, name: signer.name, title: titleOf(signer) },
    sentence,
    at: at.toISOString(),
  };
  return { ...signed, endorsements: [...(award.endorsements ?? []), told] };
}

/** The entry of the badge: what is confirmed of it falls with it. */
async function statusOf(
  { store }: EndorsementServices,
  origin: Addresses,
  kpa: Kpa,
  { statusListId, statusIndex }: Award,
) {
  const list = await store.statusLists(kpa.id).findById(statusListId);
  if (!list) throw new Error(`No status list ${statusListId}`);
  return { list: origin.statusList(kpa.slug, list.number), index: statusIndex };
}
