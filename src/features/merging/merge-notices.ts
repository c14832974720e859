/** A letter to whoever has two records no more: to each address that opens the one that stays. */
import { z } from 'zod';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { rolesOf } from '../../badges/rights.ts';
import type { Languages } from '../../language/languages.ts';
import { say, typed } from '../../language/message.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Kpa, Person } from '../../storage/store.ts';

export interface MergeNotices {
  readonly outbox: Pick<Outbox, 'post' | 'takesSms'>;
  readonly clock: () => Date;
}

/** A mail server that is down for a night still gets it; what is completed later is no news any more. */
const WORTH_HOURS = 24;

const notice = z.strictObject({
  to: z.string(),
  kpaName: z.string(),
  language: z.string().optional(),
});

/** Each once, whoever completes the merge. No name is in it: an address may have been somebody else’s. */
export async function postNotices(
  { outbox, clock }: MergeNotices,
  kpa: Kpa,
  gone: Person,
  stays: Person,
): Promise<void> {
  const worthUntil = new Date(Date.parse(gone.mergedAt ?? '') + WORTH_HOURS * 3_600_000);
  // Of no day, or of one that is past.
  if (!(worthUntil > clock()) || rolesOf(stays).length === 0) return;
  const addresses = [stays.email, gone.email, gone.merging?.formerEmail];
  for (const to of new Set(addresses.filter((one) => one !== undefined))) {
    const { language } = stays;
    const content: z.infer<typeof notice> = {
      ...{ to, kpaName: kpa.name },
      ...(language !== undefined && { language }),
    };
    const id = repeatableId(`letter/people-merged/${gone.id}/${to}`);
    const kind = 'people-merged';
    await outbox.post({ id, kind, to, content: JSON.stringify(content), worthUntil });
  }
}

export const mergeNotices = (languages: Languages): LetterKind => ({
  prepare(content) {
    const { to, kpaName, language: chosen } = notice.parse(JSON.parse(content));
    const language = languages.find(chosen) ?? languages.source;
    const lines = [
      language.say(say('merge.letter.one-record', { kpa: typed(kpaName) })),
      language.text('merge.letter.all-there'),
      language.text('corrections.letter.not-right'),
    ];
    const subject = language.text('merge.letter.subject');
    return Promise.resolve({ to, subject, text: lines.join('\n\n') });
  },
  // It takes no turn of anybody.
  giveBack: () => Promise.resolve(),
});
