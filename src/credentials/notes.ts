/** Departures from a standard in plain words, each with its place and its rule. */
import type { z } from 'zod';
import type { SaidName, Note, Said } from './verification.ts';

/** As many as anybody reads. */
const MOST_NOTES = 20;

export function note(place: string, rule: string, said: Said, must = false): Note {
  return { place, rule, must, ...said };
}

/** For engineers. */
export const detailOf = ({ place, code, rule }: Note): string => `${place}: ${code} (${rule})`;

/** What a schema found: `rule` names its standard. Each place once. */
export function notesOf(error: z.ZodError, rule: string): readonly Note[] {
  return error.issues.map((issue) => ofIssue(issue, [], rule));
}

/** The first of each place, within reason. */
export function distinct(notes: readonly Note[]): readonly Note[] {
  const byPlace = new Map<string, Note>();
  for (const one of notes) if (!byPlace.has(one.place)) byPlace.set(one.place, one);
  return [...byPlace.values()].slice(0, MOST_NOTES);
}

function ofIssue(issue: z.core.$ZodIssue, above: readonly PropertyKey[], rule: string): Note {
  const path = [...above, ...issue.path];
  // Of several shapes the last one allowed is the fullest.
  const nested = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : undefined;
  if (nested) return ofIssue(nested, path, rule);
  const place = path.map(String).join('.');
  return note(
    place === '' ? 'credential' : place,
    ruleAt(path, rule),
    sentenceOf(issue, path),
    true,
  );
}

/** The class of Open Badges 3.0 (appendix B) that is described there. */
function ruleAt(path: readonly PropertyKey[], rule: string): string {
  const named = path.findLast((part) => typeof part === 'string' && CLASSES.has(part));
  const owner = path.at(-1) === named ? path.slice(0, -1) : path;
  const inside = owner.findLast((part) => typeof part === 'string' && CLASSES.has(part));
  const about = typeof inside === 'string' ? CLASSES.get(inside) : undefined;
  return about === undefined ? rule : `${rule}, ${about}`;
}

/** By names that whoever wrote the document chose: no object, which has names of its own. */
const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    achievement: 'Achievement',
    alignment: 'Alignment',
    credentialSubject: 'AchievementSubject',
    credentialStatus: 'CredentialStatus',
    criteria: 'Criteria',
    evidence: 'Evidence',
    identifier: 'IdentityObject',
    image: 'Image',
    issuer: 'Profile',
    result: 'Result',
    resultDescription: 'ResultDescription',
  }),
);

function sentenceOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): Said {
  const own = OWN.get(issue.message);
  if (own) return own;
  const member = path.findLast((part) => typeof part === 'string');
  const name = typeof member === 'string' ? member : 'credential';
  const what = NAMES.get(name) ?? { code: 'note.name.other', values: { name } };
  if (issue.message.endsWith('received undefined')) return { code: 'note.lacks', values: { what } };
  return issue.code === 'too_small'
    ? { code: 'note.is-empty', values: { what } }
    : { code: 'note.unusual-form', values: { what } };
}

/** Refinements of the schemas, by their messages. */
const OWN: ReadonlyMap<string, Said> = new Map([
  ['criteria need an id or a narrative', { code: 'note.criteria-empty' }],
  ['the subject needs an id or an identifier', { code: 'note.for-nobody' }],
  ['it ends before it begins', { code: 'note.ends-before-it-begins' }],
]);

const NAMES: ReadonlyMap<string, SaidName> = new Map(
  Object.entries({
    achievement: { code: 'note.name.achievement' },
    alignment: { code: 'note.name.alignment' },
    credential: { code: 'note.name.credential' },
    credentialStatus: { code: 'note.name.credential-status' },
    credentialSubject: { code: 'note.name.credential-subject' },
    criteria: { code: 'note.name.criteria' },
    description: { code: 'note.name.description' },
    evidence: { code: 'note.name.evidence' },
    id: { code: 'note.name.id' },
    identifier: { code: 'note.name.identifier' },
    image: { code: 'note.name.image' },
    issuanceDate: { code: 'note.name.issuance-date' },
    issuer: { code: 'note.name.issuer' },
    name: { code: 'note.name.name' },
    narrative: { code: 'note.name.narrative' },
    result: { code: 'note.name.result' },
    type: { code: 'note.name.type' },
    validFrom: { code: 'note.name.valid-from' },
    validUntil: { code: 'note.name.valid-until' },
  }),
);
