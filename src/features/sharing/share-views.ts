/** What the pages show on which a share is made, and read again. */
import type { AwardView } from '../../badges/present-award.ts';
import { conjunction, quoted } from '../../language/lists.ts';
import { foreign, type Message, say, typed } from '../../language/message.ts';
import { severalIn } from '../../web/forms.ts';
import { DURATIONS } from './share-portfolio.ts';

interface Choices {
  readonly awards: readonly AwardView[];
  readonly experiences: readonly {
    readonly id: string;
    readonly title: string;
    readonly words: string;
  }[];
}

/** `given`: what was ticked so far, in an address or a form. */
export function formChoices(choices: Choices, given: unknown) {
  const ticked = [...severalIn(given, 'awards'), ...severalIn(given, 'experiences')];
  const [days] = severalIn(given, 'days');
  return {
    awards: choices.awards.map(({ id, badge, meta, image }) => ({
      value: id,
      label: say('award.badge', { badge: foreign(badge.name, badge.language, badge.nameHere) }),
      detail: meta,
      art: image,
      checked: ticked.includes(id),
    })),
    experiences: choices.experiences.map(({ id, title, words }) => ({
      value: id,
      label: typed(title),
      detail: typed(words),
      checked: ticked.includes(id),
    })),
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
