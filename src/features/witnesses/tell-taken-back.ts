import { endAsked } from '../../notices/end-notices.ts';
import { type NewsServices, noticeId, tell } from '../../notices/tell.ts';
import type { Award, Person, Testimony } from '../../storage/store.ts';

/**
 * A word that somebody has read is not gone without a sentence (docs/adr/0054). Who was not yet told that
 * there is one is told of neither.
 */
export async function tellTakenBack(
  services: NewsServices,
  { award, holder, testimony }: { award: Award; holder: Person; testimony: Testimony },
): Promise<void> {
  if (testimony.state === 'waiting') return;
  const word = { award, which: testimony.id };
  const first = noticeId({ act: 'badge-witnessed', ...word });
  const told = await services.store.notices(award.kpaId).findById(first);
  const isRead = testimony.state !== 'signed' || told?.state !== 'waiting' || told.seen === true;
  await endAsked(services, award, { act: 'badge-witnessed', which: testimony.id });
  if (isRead) await tell(services, holder, { act: 'word-taken-back', ...word, by: undefined });
}
