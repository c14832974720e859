import { conjunction } from '../../language/lists.ts';
import { type Message, say, typed } from '../../language/message.ts';
import type { ShareLink } from '../../storage/store.ts';

/** Who sees a badge: the team always, and whoever opens one of these links. */
export function saySeenBy(links: readonly Pick<ShareLink, 'id' | 'label'>[]): Message {
  const readers = links.map(({ id, label }) =>
    say('portfolio.seen-through', { label: typed(label), href: `/partages/${id}` }),
  );
  return say('portfolio.seen-by', {
    readers: conjunction([say('portfolio.seen-by-team'), ...readers]),
  });
}
