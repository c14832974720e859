/** What a witness ticks and writes. What is signed of it is read elsewhere: it leads nowhere, and names no one else. */
import { z } from 'zod';
import { foldedWords, type Named, identityIn } from '../../badges/nameless-text.ts';
import { say } from '../../language/message.ts';
import {
  type FormResult,
  formOf,
  nameField,
  optionalText,
  readField,
  type Reading,
  refusedField,
  severalOf,
  textField,
} from '../../web/forms.ts';

/** What one of the team says of somebody who has no e-mail. */
const beside = z.literal('yes', 'witness.tick-beside');

export interface WitnessWords {
  readonly name: string;
  readonly role: string;
  readonly seen: readonly string[];
  readonly sentence: string | undefined;
  /** Of one who is not signing in person. */
  readonly email: string | undefined;
}

export const MOST_WORDS = { name: 80, role: 80, sentence: 300, email: 254 } as const;

const name = nameField({ empty: say('witness.write-your-name'), most: MOST_WORDS.name });
const role = nameField({ empty: say('witness.write-your-role'), most: MOST_WORDS.role });
const sentence = optionalText(MOST_WORDS.sentence);
const email = textField({ empty: say('sign-in.no-email'), most: MOST_WORDS.email })
  .pipe(z.email('sign-in.email-incomplete'))
  .transform((address) => address.toLowerCase());

/** What a program would make a link, or markup, of: it is shown by software that is not ours. */
const LEADS_ELSEWHERE = /:\/\/|www\.|@|[[\]<>`\\|*_#]|[\p{L}\p{N}]\.\p{L}{2}/iu;

/** By which a word would end where it is quoted in what the KPA signs, and go on as the KPA’s own. */
const QUOTES = /["«»‹›“”„‟〝〞＂「」『』]/u;
const SIGNS = /["«»‹›“”„‟〝〞＂「」『』:;：；]/u;

function plain(reading: Reading<string>): Reading<string> {
  if (!reading.ok || !LEADS_ELSEWHERE.test(reading.value)) return reading;
  return refusedField(say('witness.no-links'));
}

/** Of who speaks, or as whom: it stands before a colon in what is signed. */
function bare(reading: Reading<string>): Reading<string> {
  if (!reading.ok || !SIGNS.test(reading.value)) return plain(reading);
  return refusedField(say('witness.no-signs'));
}

interface About {
  /** What can be ticked; nothing in the place of what is not offered. */
  readonly criteria: readonly (string | undefined)[];
  readonly holder: Named;
  readonly isInPerson: boolean;
}

export function readWords(
  body: unknown,
  { criteria, holder, isInPerson }: About,
): FormResult<WitnessWords> {
  const form = formOf(body);
  const seen = form.read('seen', (typed) => readSeen(typed, criteria));
  const words = form.read('sentence', (typed) => readSentence(typed, holder));
  const who = form.read('name', (typed) => readName(typed, holder));
  const what = form.read('role', (typed) => readRole(typed, holder));
  if (isInPerson) form.read('beside', (typed) => readField(beside, typed));
  const address = isInPerson ? undefined : form.read('email', (typed) => readField(email, typed));
  return form.result({
    ...{ name: who ?? '', role: what ?? '', seen: seen ?? [] },
    ...{ sentence: words === '' ? undefined : words, email: address },
  });
}

const ticks = severalOf(z.string('form.no-such-choice').regex(/^\d$/, 'form.no-such-choice'), 8);

/** By their place: what is signed is what the page has, and not what is sent. */
function readSeen(typed: unknown, criteria: About['criteria']): Reading<readonly string[]> {
  const read = readField(ticks, typed);
  if (!read.ok) return read;
  const seen = [...new Set(read.value)].map((place) => criteria[Number(place)]);
  if (seen.length === 0) return refusedField(say('witness.tick-what-you-saw'));
  const known = seen.filter((one) => one !== undefined);
  if (known.length < seen.length) return refusedField(say('form.no-such-choice'));
  return { ok: true, value: known };
}

/** Their family name may be the same. */
function readName(typed: unknown, holder: Named): Reading<string> {
  const read = readField(name, typed);
  if (!read.ok) return read;
  if (identityIn(read.value, [], 'shown')) return refusedField(say('witness.no-contact'));
  if (inOrder(read.value) === inOrder(holder.name)) {
    return refusedField(say('witness.not-their-name'));
  }
  return bare(read);
}

/** The words of a name, whichever comes first. */
const inOrder = (text: string) => foldedWords(text).toSorted().join(' ').trim();

function readRole(typed: unknown, holder: Named): Reading<string> {
  const read = readField(role, typed);
  const said = read.ok ? identityIn(read.value, [holder], 'shown') : undefined;
  return said ? refusedField(said) : bare(read);
}

/**
 * On one line: nothing of it stands as a paragraph of its own. No name of who it is about, who is nowhere in what is signed (docs/adr/0006). Others of the KPA are not
 * looked for: who has a link could ask us by it who they are.
 */
function readSentence(typed: unknown, holder: Named): Reading<string> {
  const read = readField(sentence, typed);
  if (!read.ok) return read;
  const value = (read.value ?? '').replace(/\s+/gu, ' ');
  if (QUOTES.test(value)) return refusedField(say('witness.no-quotes'));
  const said = identityIn(value, [holder], 'signed');
  if (!said) return plain({ ok: true, value });
  // Who is no writer of badges is not told how to write one.
  const isName = said.code === 'form.name-signed';
  return refusedField(isName ? say('witness.no-name', said.values) : said);
}
