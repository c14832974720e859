import type { JsonObject } from '../../bytes/json-object.ts';
import type { CredentialKind } from '../../read/kinds.ts';
import { notesOf } from '../../notes.ts';
import { vcdmCredential } from '../../schemas/vcdm-schema.ts';
import type { Check, Note } from '../../verification.ts';

/** What the standards want, and what is there: a departure is told, and ends nothing. */
export function checkSchema(
  document: JsonObject,
  kind: CredentialKind,
): { readonly check: Check; readonly notes: readonly Note[] } {
  // The fuller schema speaks first: it says what a badge lacks in the badge's own words.
  const own = kind.schema?.safeParse(document);
  const common = vcdmCredential.safeParse(document);
  const notes = [
    ...(own?.error ? notesOf(own.error, 'Open Badges 3.0') : []),
    ...(common.error ? notesOf(common.error, 'VCDM 2.0 §4') : []),
  ];
  const detail = notes.map(({ place, sentence }) => `${place}: ${sentence.en}`);
  return notes.length === 0
    ? { check: complete, notes }
    : { check: { ...incomplete, detail: [...new Set(detail)].slice(0, 5).join(' ') }, notes };
}

const complete: Check = {
  id: 'schema',
  outcome: 'pass',
  sentence: {
    fr: 'Le badge dit tout ce qu’il doit dire.',
    en: 'The badge says all that it must.',
  },
  detail: 'The members that the standard requires are there',
};

const incomplete: Omit<Check, 'detail'> = {
  id: 'schema',
  outcome: 'warn',
  sentence: {
    fr: 'Le badge ne suit pas la norme en tout.',
    en: 'The badge does not follow the standard in all.',
  },
  explanation: {
    fr: 'Cela ne change rien à sa signature.',
    en: 'This changes nothing about its signature.',
  },
};
