/** Departures from a standard in plain words, each with its place and its rule. */
import type { z } from 'zod';
import type { Note, Words } from './verification.ts';

/** As many as anybody reads. */
const MOST_NOTES = 20;

export function note(place: string, rule: string, sentence: Words, must = false): Note {
  return { place, rule, must, sentence };
}

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
  const named = path.findLast((part) => typeof part === 'string' && part in CLASSES);
  const owner = path.at(-1) === named ? path.slice(0, -1) : path;
  const inside = owner.findLast((part) => typeof part === 'string' && part in CLASSES);
  const about = typeof inside === 'string' ? CLASSES[inside] : undefined;
  return about === undefined ? rule : `${rule}, ${about}`;
}

const CLASSES: Readonly<Record<string, string>> = {
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
};

function sentenceOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): Words {
  const own = OWN.get(issue.message);
  if (own) return own;
  const member = path.findLast((part) => typeof part === 'string');
  const name = typeof member === 'string' ? member : 'credential';
  const { fr, en } = NAMES[name] ?? { fr: `« ${name} »`, en: `“${name}”` };
  if (issue.message.endsWith('received undefined')) {
    return { fr: `Il manque ${fr}.`, en: `It lacks ${en}.` };
  }
  return issue.code === 'too_small'
    ? { fr: `Ceci est vide : ${fr}.`, en: `This is empty: ${en}.` }
    : { fr: `Forme inhabituelle : ${fr}.`, en: `Unusual form: ${en}.` };
}

/** Refinements of the schemas, by their messages. */
const OWN: ReadonlyMap<string, Words> = new Map([
  [
    'criteria need an id or a narrative',
    { fr: 'Les critères sont vides.', en: 'The criteria are empty.' },
  ],
  [
    'the subject needs an id or an identifier',
    { fr: 'Il ne dit pas pour qui il est.', en: 'It does not say for whom it is.' },
  ],
  [
    'it ends before it begins',
    { fr: 'Il finit avant de commencer.', en: 'It ends before it begins.' },
  ],
]);

const NAMES: Readonly<Record<string, Words>> = {
  achievement: { fr: 'ce que veut dire le badge', en: 'what the badge means' },
  alignment: { fr: 'les compétences liées', en: 'the related competences' },
  credential: { fr: 'le badge', en: 'the badge' },
  credentialStatus: { fr: 'de quoi savoir s’il est retiré', en: 'how to know if it is withdrawn' },
  credentialSubject: { fr: 'de qui il parle', en: 'whom it is about' },
  criteria: { fr: 'les critères', en: 'the criteria' },
  description: { fr: 'la description', en: 'the description' },
  evidence: { fr: 'les preuves', en: 'the evidence' },
  id: { fr: 'un identifiant', en: 'an identifier' },
  identifier: { fr: 'l’identité de la personne', en: 'the identity of the person' },
  image: { fr: 'l’image', en: 'the image' },
  issuanceDate: { fr: 'la date de début', en: 'the start date' },
  issuer: { fr: 'l’émetteur', en: 'the issuer' },
  name: { fr: 'le nom', en: 'the name' },
  narrative: { fr: 'le récit', en: 'the narrative' },
  result: { fr: 'le résultat', en: 'the result' },
  type: { fr: 'le type', en: 'the type' },
  validFrom: { fr: 'la date de début', en: 'the start date' },
  validUntil: { fr: 'la date de fin', en: 'the end date' },
};
