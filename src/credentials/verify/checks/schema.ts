import type { JsonObject } from '../../bytes/json-object.ts';
import type { CredentialKind } from '../../read/kinds.ts';
import { detailOf, notesOf } from '../../notes.ts';
import { isUsual } from '../../schemas/usual.ts';
import { vcdmCredential } from '../../schemas/vcdm-schema.ts';
import type { Check, Note } from '../../verification.ts';

/** What the standards want, and what is there: a departure is told, and ends nothing. */
export function checkSchema(
  document: JsonObject,
  kind: CredentialKind,
): { readonly check: Check; readonly notes: readonly Note[] } {
  const { name } = kind;
  if (name !== 'credential' && isUsual(document, name)) return { check: complete, notes: [] };
  // The fuller schema speaks first: it says what a badge lacks in the badge's own words.
  const own = kind.schema?.safeParse(document);
  const common = vcdmCredential.safeParse(document);
  const notes = [
    ...(own?.error ? notesOf(own.error, 'Open Badges 3.0') : []),
    ...(common.error ? notesOf(common.error, 'VCDM 2.0 §4') : []),
  ];
  return notes.length === 0
    ? { check: complete, notes }
    : { check: { ...incomplete, detail: inShort(notes) }, notes };
}

const inShort = (notes: readonly Note[]): string =>
  [...new Set(notes.map(detailOf))].slice(0, 5).join('; ');

const complete: Check = {
  id: 'schema',
  outcome: 'pass',
  code: 'check.schema.complete',
  detail: 'The members that the standard requires are there',
};

const incomplete: Omit<Check, 'detail'> = {
  id: 'schema',
  outcome: 'warn',
  code: 'check.schema.incomplete',
  explanation: [{ code: 'check.schema.incomplete.why' }],
};
