/** A witness has written: it waits for their letter, or is signed at once beside one of the team. */
import { isSpent } from '../../awards/testimonies/entry.ts';
import { countWords } from '../../awards/testimonies/words-of.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { digest, keyedDigest } from '../../keys/secrets.ts';
import { say } from '../../language/message.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { HttpError } from '../../problems/http-error.ts';
import {
  type Award,
  ifRefused,
  type Store,
  type Stored,
  type Testimony,
} from '../../storage/store.ts';
import type { WitnessWords } from './witness-form.ts';
import type { OpenLink } from './witness-links.ts';
import { mailboxOf } from './mailbox-slots.ts';
import { MOST_BESIDE } from './why-not-beside.ts';
import { writtenContent } from './witness-letters.ts';

interface Services {
  readonly store: Pick<Store, 'testimonies' | 'issuedCredentials'>;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly appSecret: string;
  readonly clock: () => Date;
}

interface Said {
  readonly words: WitnessWords;
  /** Of the form, which is sent twice at times. */
  readonly act: string;
  /** BCP 47: of the page. */
  readonly language: string;
  /** Who of the team is beside them, in person. */
  readonly beside: string | undefined;
}

/** Of one badge: more than are asked for in an hour (link-routes.ts). */
const MOST_WAITING = 20;
/** To open a mailbox, and read. */
export const LETTER_MINUTES = 60;

/** 132 bits: without an e-mail it is on paper, and typed at times. */
const TOKEN_LENGTH = 22;

/** Whoever reads the store without the secret signs and takes back nothing. */
export const letterTokenOf = (appSecret: string, { id }: Pick<Testimony, 'id'>): string =>
  keyedDigest(appSecret, `testimony/${id}`).slice(0, TOKEN_LENGTH);

type OfForm = Pick<Said, 'words' | 'act'>;

/** What the same form wrote, where it was sent before and its word is not taken back. */
export async function wordOfForm(
  { store }: Pick<Services, 'store'>,
  open: OpenLink,
  said: OfForm,
): Promise<Stored<Testimony> | undefined> {
  return store.testimonies(open.award.kpaId).findById(await freshId(store, open, said));
}

/** The same form sent again is the same word, until that is taken back. What is kept of the address is an HMAC of it, and its letter. */
export async function keepWord(
  { store, outbox, appSecret, clock }: Services,
  open: OpenLink,
  { words, act, language, beside }: Said,
): Promise<Stored<Testimony> | undefined> {
  const { link, award } = open;
  const { name, role, seen, sentence, email } = words;
  const now = clock();
  const ends = new Date(now.getTime() + LETTER_MINUTES * 60_000);
  const id = await freshId(store, open, { words, act });
  const token = letterTokenOf(appSecret, { id });
  const testimonies = store.testimonies(award.kpaId);
  if (email !== undefined && (await countWords({ store }, award, ['waiting'])) >= MOST_WAITING) {
    throw new HttpError('CONFLICT', say('witness.many-wait'));
  }
  const row: Testimony = {
    ...{ id, kpaId: award.kpaId, personId: award.personId, awardId: award.id },
    ...{ token: digest(token), state: 'waiting', by: { name, role }, seen: [...seen] },
    how: email === undefined ? 'in-person' : 'e-mail',
    ...(beside !== undefined && { beside }),
    ...(sentence !== undefined && { sentence }),
    ...(email !== undefined && {
      mailbox: keyedDigest(appSecret, `witness/${award.id}/${mailboxOf(email)}`),
    }),
    ...{ createdAt: now.toISOString(), expiresAt: ends.toISOString(), linkId: link.id },
  };
  const write = (one: Testimony) =>
    ifRefused(testimonies.insert(one), 'DUPLICATE_KEY', () => testimonies.findById(id));
  if (email === undefined) {
    for (const slot of slotsBeside(appSecret, award, beside)) {
      const kept = await write({ ...row, slot });
      if (kept) return kept;
    }
    throw new HttpError('CONFLICT', say('witness.beside-enough', { most: MOST_BESIDE }));
  }
  const kept = await write(row);
  await outbox.post({
    ...{ id: repeatableId(`letter/witness/${id}`), kind: 'witness', to: email },
    content: writtenContent({ to: email, token, kpaId: award.kpaId, id, language }),
    worthUntil: ends,
  });
  return kept;
}

/** Each serves one word at a time, however many tabs sign at once; one that is taken back leaves its own. */
const slotsBeside = (appSecret: string, { id }: Pick<Award, 'id'>, beside = ''): string[] =>
  Array.from({ length: MOST_BESIDE }, (_, number) =>
    keyedDigest(appSecret, ['witness beside', id, beside, number].join('/')),
  );

async function freshId(
  store: Services['store'],
  { link, award }: OpenLink,
  { words, act }: OfForm,
): Promise<string> {
  const form = ['testimony', link.id, act, digest(JSON.stringify(words))].join('/');
  for (let time = 0; ; time += 1) {
    const id = repeatableId(`${form}/${String(time)}`);
    if (!(await isSpent({ store }, { id: award.kpaId }, id))) return id;
  }
}
