/** A letter to whoever has a new device to come in with: so that one that they know nothing of is seen. */
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Languages } from '../../language/languages.ts';
import { say, typed } from '../../language/message.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Kpa, Passkey, Person } from '../../storage/store.ts';

export interface PasskeyNotices {
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

/** Once for a device, however often its form is sent. Who has no e-mail reads it in « Mon compte ». */
export async function postAdded(
  { outbox, clock }: PasskeyNotices,
  kpa: Kpa,
  { email, language }: Person,
  { id }: Pick<Passkey, 'id'>,
): Promise<void> {
  if (email === undefined) return;
  const content: z.infer<typeof notice> = {
    ...{ to: email, kpaName: kpa.name },
    ...(language !== undefined && { language }),
  };
  await outbox.post({
    id: repeatableId(`letter/passkey-added/${id}`),
    kind: 'passkey-added',
    to: email,
    content: JSON.stringify(content),
    worthUntil: new Date(clock().getTime() + WORTH_HOURS * 3_600_000),
  });
}

export const passkeyNotices = (languages: Languages): LetterKind => ({
  prepare(content) {
    const { to, kpaName, language: chosen } = notice.parse(JSON.parse(content));
    const language = languages.find(chosen) ?? languages.source;
    const lines = [
      language.say(say('passkey.letter.opens', { kpa: typed(kpaName) })),
      language.text('passkey.letter.not-you'),
    ];
    const subject = language.text('passkey.letter.subject');
    return Promise.resolve({ to, subject, text: lines.join('\n\n') });
  },
  // It takes no turn of anybody.
  giveBack: () => Promise.resolve(),
});
