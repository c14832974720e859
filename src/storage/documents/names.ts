/** Names of people, folded, as documents of their own: an index is over fields at the top (docs/adr/0040). */
import { z } from 'zod';
import { hash, id, text } from './fields.ts';

/** A name without accents, capitals and signs, its parts in their order: « marie-antoinette diallo ». */
const foldedName = text(300);

/** A word of the name of a person, by which they are found. */
export const nameWord = z.strictObject({
  /** A SHA-256 of the person and the word. */
  id: hash,
  kpaId: id,
  personId: id,
  word: text(100),
  /** The whole name, so that two words are looked for in one reading. */
  name: foldedName,
});

/** Where a person stands in the list of their KPA. */
export const nameEntry = z.strictObject({
  /** Of the person: one place each, and an address that says where a part begins. */
  id,
  kpaId: id,
  /** Who has left stands apart. */
  list: z.enum(['here', 'left']),
  /** In small; `#` for a name without letters. */
  letter: text(4),
  /** Family name first, in Latin letters. */
  order: foldedName,
  /** The words by the alphabet: the same for « Awa Diallo » and « DIALLO Awa ». */
  sorted: foldedName,
});

/** A letter under which somebody of the KPA stands, or stood once. */
export const nameLetter = z.strictObject({
  /** A SHA-256 of the KPA and the letter. */
  id: hash,
  kpaId: id,
  letter: text(4),
});

export type NameWord = z.infer<typeof nameWord>;
export type NameEntry = z.infer<typeof nameEntry>;
export type NameLetter = z.infer<typeof nameLetter>;
