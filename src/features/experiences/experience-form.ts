import { z } from 'zod';
import { EXPERIENCE_KINDS } from '../../storage/store.ts';
import { type Message, say } from '../../language/message.ts';
import { inIssue, messageIn } from '../../web/issues.ts';
import { optionalText, severalOf, textField, uuidField } from '../../web/forms.ts';
import { identityIn, type Named } from '../../badges/nameless-text.ts';
import { isToCome } from '../../language/dates.ts';

/** As many can take part, and as many boxes stand on a page: a group is ticked at one look. */
export const MOST_PEOPLE = 60;
/** The day is in `date`; else it is `day` itself, as the page showed it: what it meant at midnight, too. */
export const OTHER_DAY = 'other';

/** `task-<id>` says what a participant did: checked by `experienceFormFor`. */
export const experienceForm = z.looseObject({
  title: textField({ empty: say('experience.no-title'), most: 120 }),
  kind: z.enum(EXPERIENCE_KINDS, 'experience.which-kind'),
  date: z.iso.date('experience.no-date'),
  place: optionalText(120),
  people: severalOf(uuidField).pipe(
    z
      .array(z.string())
      .min(1, 'experience.nobody')
      .max(MOST_PEOPLE, inIssue(say('experience.too-many', { most: MOST_PEOPLE }))),
  ),
});

/**
 * For one KPA. `ids`: those among the ticked who are its people, for nobody else can have taken part;
 * `everyone`: nobody of them is named in what the evidence of a badge will show.
 */
export function experienceFormFor(ids: ReadonlySet<string>, everyone: readonly Named[], now: Date) {
  const task = optionalText(120);
  const form = experienceForm
    .refine(({ people }) => people.every((id) => ids.has(id)), {
      error: 'experience.no-such-person',
      path: ['people'],
    })
    .superRefine((form, context) => {
      const refuse = (field: string, said: Message | undefined) => {
        if (!said) return;
        context.addIssue({ code: 'custom', message: inIssue(said), path: [field] });
      };
      refuse('date', isToCome(form.date, now) ? say('experience.day-to-come') : undefined);
      for (const field of ['title', 'place'] as const) {
        refuse(field, identityIn(form[field] ?? '', everyone, 'shown'));
      }
      for (const id of form.people) {
        const field = `task-${id}`;
        const told = task.safeParse(form[field]);
        const issue = told.error?.issues[0]?.message;
        refuse(
          field,
          issue === undefined ? identityIn(told.data ?? '', everyone, 'shown') : messageIn(issue),
        );
      }
    });
  return z.preprocess(dated, form);
}

const near = z.looseObject({
  day: z.iso.date(),
  date: z.string().optional().catch(undefined),
  'date-shown': z.string().optional().catch(undefined),
});

/**
 * A browser that shows the field of another day beside « Aujourd’hui » may have both: a date that was typed
 * there is asked about, and not thrown away.
 */
function dated(body: unknown): unknown {
  const { data } = near.safeParse(body);
  if (!data) return body;
  return { ...data, date: isTypedBeside(data) ? undefined : data.day };
}

function isTypedBeside({ day, date = '', 'date-shown': shown = '' }: z.infer<typeof near>) {
  return date !== '' && date !== shown && date !== day;
}

/** The day that is chosen in a form, to show it again. */
export function chosenDay(body: unknown): string | undefined {
  const { data } = near.safeParse(body);
  return data && !isTypedBeside(data) ? data.day : undefined;
}

/** As many as somebody says of one work. */
export const MOST_WORDS = 600;

export const wordsForm = z.object({
  words: optionalText(MOST_WORDS),
  /** Anything but a tick shows nothing to anybody. */
  team: z.literal('yes').optional().catch(undefined),
});
