/** A letter to the address that somebody had: whoever reads it learns that it opens nothing any more. */
import { z } from 'zod';
import type { Languages } from '../../language/languages.ts';
import { say, typed } from '../../language/message.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Kpa, Person } from '../../storage/store.ts';

interface Services {
  readonly outbox: Pick<Outbox, 'post'>;
  readonly clock: () => Date;
}

/** A mail server that is down for a night still gets it. */
const WORTH_HOURS = 24;

const notice = z.strictObject({
  to: z.string(),
  kpaName: z.string(),
  language: z.string().optional(),
});

/** The name of the person is not in it: the address may have been somebody else’s all the time. */
export async function postNotice(
  { outbox, clock }: Services,
  kpa: Kpa,
  { email, language }: Pick<Person, 'email' | 'language'>,
): Promise<void> {
  if (email === undefined) return;
  const content: z.infer<typeof notice> = {
    to: email,
    kpaName: kpa.name,
    ...(language !== undefined && { language }),
  };
  await outbox.post({
    kind: 'email-corrected',
    to: email,
    content: JSON.stringify(content),
    worthUntil: new Date(clock().getTime() + WORTH_HOURS * 3_600_000),
  });
}

export const emailNotices = (languages: Languages): LetterKind => ({
  prepare(content) {
    const { to, kpaName, language: chosen } = notice.parse(JSON.parse(content));
    const language = languages.find(chosen) ?? languages.source;
    const kpa = typed(kpaName);
    const lines = [
      language.say(say('corrections.letter.was-yours', { kpa })),
      language.text('corrections.letter.opens-nothing'),
      language.text('corrections.letter.not-right'),
    ];
    const subject = language.text('corrections.letter.subject');
    return Promise.resolve({ to, subject, text: lines.join('\n\n') });
  },
  // It takes no turn of anybody.
  giveBack: () => Promise.resolve(),
});
