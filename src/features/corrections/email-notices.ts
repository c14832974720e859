/** A letter to the address that somebody had: whoever reads it learns that it opens nothing any more. */
import { z } from 'zod';
import type { Languages } from '../../language/languages.ts';
import { say, typed } from '../../language/message.ts';
import { tellAgain } from '../../notices/tell-again.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { findPerson, isGone } from '../../badges/records/who-stays.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Kpa, Person, Store } from '../../storage/store.ts';

export interface TellingServices {
  readonly store: Pick<Store, 'people' | 'kpas' | 'notices'>;
  readonly outbox: Pick<Outbox, 'post' | 'takesSms'>;
  readonly clock: () => Date;
}

/** A mail server that is down for a night still gets it. */
const WORTH_HOURS = 24;

const notice = z.strictObject({
  to: z.string(),
  kpaName: z.string(),
  language: z.string().optional(),
});

/**
 * Somebody is reached otherwise: they are told what they were not told before, and the address that they
 * had, if any, is forgotten once its letter is in the outbox. Cut short in between, it is done again, and
 * is the same letter. An address gets one a day of a KPA, however often somebody is corrected. The name
 * of the person is not in it: the address may have been somebody else’s all the time.
 */
export async function postNotice(
  services: TellingServices,
  kpa: Kpa,
  person: Person,
): Promise<void> {
  const { store } = services;
  const { id, formerEmail: email, formerEmailAt: at } = person;
  if (at === undefined) return;
  // Merged or erased since: who stays is told, and who goes is not.
  const reached = await findPerson(store, kpa.id, id);
  if (reached && !isGone(reached)) await tellAgain(services, reached);
  if (email !== undefined) await postTo(email, at, { services, kpa, person });
  await store.people(kpa.id).update(id, (now) => {
    const { formerEmail: _, formerEmailAt: since, ...rest } = now;
    return since === at ? rest : now;
  });
}

interface Told {
  readonly services: TellingServices;
  readonly kpa: Kpa;
  readonly person: Person;
}

async function postTo(email: string, at: string, { services, kpa, person }: Told): Promise<void> {
  const { outbox, clock } = services;
  const { language } = person;
  const content: z.infer<typeof notice> = {
    to: email,
    kpaName: kpa.name,
    ...(language !== undefined && { language }),
  };
  await outbox.post({
    id: repeatableId(`email-corrected/${kpa.id}/${email}/${at.slice(0, 'YYYY-MM-DD'.length)}`),
    kind: 'email-corrected',
    to: email,
    content: JSON.stringify(content),
    worthUntil: new Date(clock().getTime() + WORTH_HOURS * 3_600_000),
  });
}

/** Those that a crash left: at start, and every hour. */
export async function postNotices(services: TellingServices, stopping: AbortSignal): Promise<void> {
  const { people, kpas } = services.store;
  for await (const person of people.across.readable.all({ index: 'acrossByFormerEmail' })) {
    if (stopping.aborted) return;
    const kpa = await kpas.findById(person.kpaId);
    if (kpa) await postNotice(services, kpa, person);
  }
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
