/** The letter by which a witness signs their word, and later takes it back. It says nothing of the work, nor of whom. */
import { z } from 'zod';
import type { Addresses } from '../../badges/addresses.ts';
import { findPerson } from '../../badges/records/who-stays.ts';
import type { Languages } from '../../language/languages.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import type { LetterRow, Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'testimonies' | 'awards' | 'people' | 'letters'>;
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

/** In an hour, to one mailbox, whoever asks. */
const MOST_LETTERS = 3;
const HOUR = 3_600_000;

export function witnessLetters({ store, addresses, languages }: Services): LetterKind {
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
        if (person?.email === to) return 'nobody';
      }
      if (await isFlooded(row)) return 'withheld';
      const language = languages.find(code) ?? languages.source;
      const lines = [
        language.text('witness.letter.hello'),
        language.text('witness.letter.sign', { url: addresses.witnessLetter(token) }),
        language.text('witness.letter.keep'),
        language.text('witness.letter.not-you'),
      ];
      return { to, subject: language.text('witness.letter.subject'), text: lines.join('\n\n') };
    },
    // It takes no turn of anybody.
    giveBack: () => Promise.resolve(),
  };

  async function isFlooded({ addressee, createdAt }: LetterRow): Promise<boolean> {
    const from = new Date(Date.parse(createdAt) - HOUR).toISOString();
    const query = { index: 'byAddressee', equals: [addressee], from } as const;
    const { items } = await store.letters.readable.find({ ...query, limit: 100 });
    const sent = items.filter(({ notice, state }) => notice === 'witness' && state === 'sent');
    return sent.length >= MOST_LETTERS;
  }
}
