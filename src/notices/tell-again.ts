/** An address or a number was put right: what the one before did not take is told to the new one. */
import type { Person, Store } from '../storage/store.ts';
import { noticesFor } from './give-on-paper.ts';
import { letterOf, type NewsServices, postLetter, wayTo } from './tell.ts';

export async function tellAgain(
  services: NewsServices & { readonly store: Pick<Store, 'notices'> },
  person: Person,
): Promise<void> {
  const way = wayTo(services, person);
  if (way.way === 'sheet') return;
  const notices = services.store.notices(person.kpaId);
  const createdAt = services.clock().toISOString();
  const letterId = letterOf(person, way, createdAt);
  for (const { id } of await noticesFor(services.store, person, undefined)) {
    const told = await notices.update(id, (now) => {
      const isOpen = now.state === 'lost' || (now.state === 'waiting' && now.way === 'sheet');
      if (!isOpen) return now;
      const { endedAt: _ended, sms: _sms, ...rest } = now;
      return { ...rest, ...way, state: 'waiting', letterId, createdAt };
    });
    if (told?.letterId === letterId) await postLetter(services, told, person);
  }
}
