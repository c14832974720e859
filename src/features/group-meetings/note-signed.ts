import { findPerson } from '../../badges/records/who-stays.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { type NewsServices, tell } from '../../notices/tell.ts';
import type { Register } from '../../register/register.ts';
import type { Award } from '../../storage/store.ts';

export type NoteSigned = (award: Award) => Promise<void>;

/** That the group confirmed it, in the register and to its person: once, whoever completes what was cut short. */
export async function noteSigned(
  services: NewsServices & { readonly register: Register },
  award: Award,
): Promise<void> {
  const { id: about, kpaId, personId, endorsements = [] } = award;
  const signed = endorsements.find(({ group }) => group !== undefined);
  if (!signed) return;
  const id = repeatableId(`register/group/${about}`);
  const by = signed.by.personId;
  await services.register.note({ kpaId, by, act: 'group-confirmed', about, id });
  const holder = await findPerson(services.store, kpaId, personId);
  // By nobody of the team: they did not say it themselves.
  const news = { act: 'badge-confirmed', award, which: 'group', by: undefined } as const;
  if (holder) await tell(services, holder, news);
}
