/** What the pages show on which a share is made, and read again. */
import type { Award } from '../../storage/store.ts';
import type { AwardView } from '../../badges/present-award.ts';
import { conjunction, quoted } from '../../language/lists.ts';
import { foreign, type Message, say, typed } from '../../language/message.ts';
import { severalIn } from '../../web/forms.ts';
import { DURATIONS } from './share-portfolio.ts';
import type { Showable } from './showable.ts';

/** `given`: what was ticked so far, in an address or a form. */
export function formChoices(
  { awards, experiences }: Showable,
  present: (award: Award) => AwardView,
  given: unknown,
) {
  const [days] = severalIn(given, 'days');
  return {
    awards: awards.shown.map(present).map(({ id, badge, meta, image }) => ({
      value: id,
      label: say('award.badge', { badge: foreign(badge.name, badge.language, badge.nameHere) }),
      detail: meta,
      art: image,
      checked: awards.isTicked(id),
    })),
    awardTurns: awards.turns,
    experiences: experiences.shown.map(({ id, title, words }) => ({
      value: id,
      label: typed(title),
      detail: typed(words),
      checked: experiences.isTicked(id),
    })),
    experienceTurns: experiences.turns,
    durations: DURATIONS.map((one) => ({
      value: one.days,
      label: one.label,
      checked: String(one.days) === days,
    })),
  };
}

interface Story {
  readonly title: string;
  readonly words?: string | undefined;
}

/** Which experiences a share tells in the words of its person; undefined for none. */
export function tellStories(shown: readonly Story[]): Message | undefined {
  const titles = shown.filter(({ words }) => words !== undefined).map(({ title }) => quoted(title));
  if (titles.length === 0) return undefined;
  return say('share.told', { count: titles.length, titles: conjunction(titles) });
}
