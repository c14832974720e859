/** The letter by which a witness signs their word, and later takes it back. It says nothing of the work, nor of whom. */
import { z } from 'zod';
import type { Addresses } from '../../badges/addresses.ts';
import { findPerson } from '../../badges/records/who-stays.ts';
import { isPlainName } from '../../language/plain-name.ts';
import type { Languages } from '../../language/languages.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import { giveBackLetterSlots } from '../../outbox/take-slots.ts';
import type { Store } from '../../storage/store.ts';
import { mailboxOf, type MailboxServices, takeMailboxSlots } from './mailbox-slots.ts';

interface Services extends MailboxServices {
  readonly store: MailboxServices['store'] &
    Pick<Store, 'testimonies' | 'awards' | 'people' | 'kpas'>;
  readonly addresses: Pick<Addresses, 'witnessLetter'>;
  readonly languages: Pick<Languages, 'find' | 'source'>;
}

const content = z.strictObject({
  to: z.string(),
  token: z.string(),
  kpaId: z.uuid(),
  /** Of the testimony. */
  id: z.uuid(),
  language: z.string(),
});

export const writtenContent = (written: z.infer<typeof content>): string => JSON.stringify(written);

export function witnessLetters(services: Services): LetterKind {
  const { store, addresses, languages } = services;
  return {
    async prepare(sealed, row) {
      const { to, token, kpaId, id, language: code } = content.parse(JSON.parse(sealed));
      const testimony = await store.testimonies(kpaId).findById(id);
      if (testimony?.state !== 'waiting') return 'needless';
      const award = await store.awards(kpaId).findById(testimony.awardId);
      if (!award) return 'nobody';
      // Whose badge it is, and who signed it, are no witnesses. Nobody is told, or it would say whose address it is.
      for (const own of [award.personId, award.awardedBy.personId]) {
        const person = await findPerson(store, kpaId, own);
        if (mailboxOf(person?.email ?? '') === mailboxOf(to)) return 'nobody';
      }
      if (!(await takeMailboxSlots(services, to, row))) return 'withheld';
      const kpa = await store.kpas.findById(kpaId);
      const language = languages.find(code) ?? languages.source;
      const lines = [
        language.text('witness.letter.hello'),
        ...(kpa && isPlainName(kpa.name)
          ? [language.text('witness.letter.from', { kpa: kpa.name })]
          : []),
        language.text('witness.letter.sign', { url: addresses.witnessLetter(token) }),
        language.text('witness.letter.keep'),
        language.text('witness.letter.not-you'),
      ];
      return { to, subject: language.text('witness.letter.subject'), text: lines.join('\n\n') };
    },
    giveBack: ({ id }) => giveBackLetterSlots(store, id),
  };
}
