/** A letter to who left, a month before what is theirs is erased: they can take their badges with them. */
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Languages } from '../../language/languages.ts';
import { say, typed } from '../../language/message.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Kpa, Person } from '../../storage/store.ts';

interface Services {
  readonly outbox: Pick<Outbox, 'post'>;
  readonly clock: () => Date;
}

/** A mail server that is down for days still gets it: it is the last one. */
const WORTH_HOURS = 96;

const notice = z.strictObject({
  to: z.string(),
  kpaName: z.string(),
  on: z.string(),
  language: z.string().optional(),
});

/** `soonest`: the day before which nothing is erased. Posted once to an address, whoever comes to it. */
export async function postEnding(
  { outbox, clock }: Services,
  kpa: Kpa,
  { id, email, language, keptUntil = '' }: Person,
  soonest: string,
): Promise<void> {
  if (email === undefined) return;
  const on = keptUntil > soonest ? keptUntil : soonest;
  const content: z.infer<typeof notice> = {
    ...{ to: email, kpaName: kpa.name, on },
    ...(language !== undefined && { language }),
  };
  await outbox.post({
    id: repeatableId(`letter/keeping-ends/${id}/${keptUntil}/${email}`),
    kind: 'keeping-ends',
    to: email,
    content: JSON.stringify(content),
    worthUntil: new Date(clock().getTime() + WORTH_HOURS * 3_600_000),
  });
}

export const endingNotices = (languages: Languages): LetterKind => ({
  prepare(content) {
    const { to, kpaName, on, language: chosen } = notice.parse(JSON.parse(content));
    const language = languages.find(chosen) ?? languages.source;
    const lines = [
      language.say(say('erasure.letter.until', { kpa: typed(kpaName), on })),
      language.text('erasure.letter.take-them'),
      language.text('erasure.letter.ask'),
    ];
    const subject = language.text('erasure.letter.subject');
    return Promise.resolve({ to, subject, text: lines.join('\n\n') });
  },
  // It takes no turn of anybody.
  giveBack: () => Promise.resolve(),
});
