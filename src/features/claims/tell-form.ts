/** The form by which somebody tells what they did: whatever else is in it, a voice is not lost for it. */
import { z } from 'zod';
import { dayBefore } from '../../language/dates.ts';
import { type Message, say } from '../../language/message.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { EXPERIENCE_KINDS } from '../../storage/store.ts';
import { optionalText, severalIn } from '../../web/forms.ts';

/** As many as experiences take of somebody’s own words. */
export const MOST_WORDS = 600;

/** What is said in an interview stays there: nobody starts from it. */
const KINDS = EXPERIENCE_KINDS.filter((kind) => kind !== 'interview');
const OTHER_DAY = 'other';
const WANTS = ['nothing', 'which', 'choose'] as const;

/** The words of somebody who did not choose to write are those of a browser that shows both. */
export const saidForm = z.object({
  way: z.enum(['speak', 'write']).optional(),
  words: optionalText(MOST_WORDS),
});

const noSuchChoice = 'form.no-such-choice';

export const tellForm = saidForm.extend({
  title: optionalText(120),
  kind: z.enum(KINDS, noSuchChoice),
  day: z.union([z.iso.date(), z.literal(OTHER_DAY)], noSuchChoice),
  date: z.union([z.iso.date(), z.literal('')], 'experience.no-date').optional(),
  wants: z.enum(WANTS, noSuchChoice),
});

/** About when is enough; undefined for another day that nobody chose. */
export const dayOf = ({ day, date = '' }: z.infer<typeof tellForm>): string | undefined => {
  if (day !== OTHER_DAY) return day;
  return date === '' ? undefined : date;
};

const optionsOf = (typed: unknown) => {
  return (field: string, usual: string, all: readonly (readonly [string, Message])[]) => {
    const chosen = severalIn(typed, field)[0] ?? usual;
    return all.map(([value, label]) => ({ value, label, checked: chosen === value }));
  };
};

export const waysView = (typed: unknown) =>
  optionsOf(typed)('way', 'speak', [
    ['speak', say('claim.speak')],
    ['write', say('claim.write')],
  ]);

export function tellChoices(typed: unknown, today: string) {
  const options = optionsOf(typed);
  const details: Readonly<Record<string, Message>> = {
    which: say('claim.team-proposes'),
    choose: say('claim.next-page'),
  };
  return {
    ways: waysView(typed),
    days: options('day', today, [
      [today, say('experience.today')],
      [dayBefore(today), say('experience.yesterday')],
      [OTHER_DAY, say('experience.other-day')],
    ]),
    kinds: options(
      'kind',
      'prestation',
      KINDS.map((kind) => [kind, EXPERIENCE_LABELS[kind]] as const),
    ),
    wants: options('wants', 'nothing', [
      ['nothing', say('claim.wants-nothing')],
      ['which', say('claim.wants-which')],
      ['choose', say('claim.wants-choose')],
    ]).map((one) => ({ ...one, detail: details[one.value] })),
  };
}
