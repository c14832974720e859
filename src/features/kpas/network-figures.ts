/** What the network counts: no person, no small number, and nothing that follows from a difference. */
import type { Definitions } from '../../definitions/definitions.ts';
import { type Message, say } from '../../language/message.ts';
import type { Store } from '../../storage/store.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

const LEAST = 10;

/**
 * Rounded down to tens, in parts and totals alike: what is left of a total without the parts that are
 * shown is uncertain by ten for each of them, so that no small part follows from it (docs/adr/0042).
 */
function sayCount(count: number): Message {
  const tens = Math.floor(count / LEAST) * LEAST;
  return tens < LEAST ? say('network.few') : say('network.at-least', { tens });
}

/**
 * Of one KPA, from indexes alone. Badges of the sixth objective are in no figure at all. `definitions`:
 * all that it gives, and gave.
 */
export async function figuresOf(store: Store, definitions: Definitions, kpaId: string) {
  const awards = store.awards(kpaId);
  const shown = definitions.badgeClasses.filter(({ sensitive }) => !sensitive);
  const [records, merged, experiences, given, accepted] = await Promise.all([
    store.people(kpaId).count({ index: 'byName' }),
    store.people(kpaId).count({ index: 'byMergedInto' }),
    store.experiences(kpaId).count({ index: 'byDate' }),
    sum(shown.map(({ slug }) => awards.count({ index: 'byBadge', equals: [slug] }))),
    sum(shown.map(({ slug }) => awards.count({ index: 'byBadge', equals: [slug, 'accepted'] }))),
  ]);
  return present({ people: records - merged, experiences, given, accepted });
}

/** Each badge of years is passed over to be counted: so often, and no more. */
const COUNTED_MS = 3_600_000;

/**
 * Of all KPAs together: of the badges that all of them give. Counted at the first question, and at the
 * first one that comes an hour or more after: in tens, an hour says nothing more.
 */
export function createFiguresOfAll({ store, clock }: Services) {
  let kept: { readonly at: number; readonly counts: ReturnType<typeof countAll> } | undefined;
  return async (definitions: Definitions) => {
    const now = clock().getTime();
    if (!kept || Math.abs(now - kept.at) >= COUNTED_MS) {
      const counting = { at: now, counts: countAll(store, definitions) };
      kept = counting;
      // What failed is tried again by whoever asks next.
      counting.counts.catch(() => {
        if (kept === counting) kept = undefined;
      });
    }
    return present(await kept.counts);
  };
}

async function countAll(store: Store, definitions: Definitions) {
  const awards = store.awards.across;
  const shown = definitions.badgeClasses.filter(({ sensitive }) => !sensitive);
  const [records, merged, experiences, given, accepted] = await Promise.all([
    store.people.across.count({ index: 'acrossByDay' }),
    store.people.across.count({ index: 'byMergedInto' }),
    store.experiences.across.count({ index: 'acrossByDate' }),
    sum(shown.map(({ slug }) => awards.count({ index: 'acrossByBadge', equals: [slug] }))),
    sum(
      shown.map(({ slug }) => awards.count({ index: 'acrossByBadge', equals: [slug, 'accepted'] })),
    ),
  ]);
  return { people: records - merged, experiences, given, accepted };
}

async function sum(counts: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(counts)).reduce((all, one) => all + one, 0);
}

function present(
  counts: Readonly<Record<'people' | 'experiences' | 'given' | 'accepted', number>>,
) {
  return [
    { name: say('network.people'), count: sayCount(counts.people) },
    { name: say('network.experiences'), count: sayCount(counts.experiences) },
    { name: say('network.given'), count: sayCount(counts.given) },
    { name: say('network.accepted'), count: sayCount(counts.accepted) },
  ];
}
