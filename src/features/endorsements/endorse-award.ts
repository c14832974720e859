import type { Definitions } from '../../definitions/definitions.ts';
import { type Award, ifRefused, type Kpa, type Person } from '../../storage/store.ts';
import type { Store, Stored } from '../../storage/store.ts';
import { updateAndReissue } from '../../awards/reissue-if-due.ts';
import {
  addEndorsement,
  type ConfirmingServices,
} from '../../awards/confirmations/add-endorsement.ts';
import { sawWithGroup } from '../../awards/confirmations/who-saw.ts';
import { whyNotConfirm } from '../../badges/co-signature.ts';
import { type Message, say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { type NewsServices, tell } from '../../notices/tell.ts';
import type { Register } from '../../register/register.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';

export interface EndorsementServices extends ConfirmingServices, Pick<NewsServices, 'outbox'> {
  readonly store: ConfirmingServices['store'] & Pick<Store, 'groupWitnesses'>;
  readonly definitions: Definitions;
  readonly register: Register;
}

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
    const why = await whyNot(services, award, by);
    if (why !== undefined) throw new HttpError('CONFLICT', why);
    return addEndorsement(services, kpa, award, { by, sentence });
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

/** Undefined for who may: whoever said so with the group is one person, and counts once. */
export async function whyNot(
  { store, definitions, clock }: Pick<EndorsementServices, 'store' | 'definitions' | 'clock'>,
  award: Award,
  by: Person,
): Promise<Message | undefined> {
  const why = whyNotConfirm(award, definitions, by, clock());
  if (why) return why;
  return (await sawWithGroup(store, award, by)) ? say('confirm.with-group') : undefined;
}
