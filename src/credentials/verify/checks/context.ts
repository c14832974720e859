import { OPEN_BADGES_3_0_3, OPEN_BADGES_CONTEXTS } from '../../contexts/urls.ts';
import { type JsonObject, toArray } from '../../bytes/json-object.ts';
import type { CredentialKind } from '../../read/kinds.ts';
import { note } from '../../notes.ts';
import { screenDocument } from '../../graph/screen.ts';
import type { Check, Note, Outcome, Words } from '../../verification.ts';

/** `fail`: two readers could read two things. */
export interface ContextResult {
  readonly check: Check;
  readonly notes: readonly Note[];
}

/** The vocabulary: W3C first, Open Badges second, and nothing that hides a word. */
export function checkContext(
  document: JsonObject,
  { isOpenBadges }: CredentialKind,
): ContextResult {
  const screening = screenDocument(document, { vocabulary: isOpenBadges ? 'badge' : 'any' });
  if (screening.outcome !== 'pass') {
    const { outcome, detail } = screening;
    return { check: context(outcome, SENTENCES[outcome], detail), notes: [] };
  }
  const notes = [...screening.notes, ...(isOpenBadges ? notesOfVersion(document) : [])];
  const [first] = notes;
  return first
    ? { check: context('warn', SENTENCES.warn, first.sentence.en), notes }
    : { check: context('pass', SENTENCES[isOpenBadges ? 'pass' : 'known'], 'Pinned'), notes };
}

function notesOfVersion(document: JsonObject): readonly Note[] {
  const contexts = toArray(document['@context']);
  const at = contexts.findIndex((url) => OPEN_BADGES_CONTEXTS.some((known) => known === url));
  if (at !== 1) return [NOT_SECOND];
  return contexts[at] === OPEN_BADGES_3_0_3 ? [] : [OLDER];
}

const NOT_SECOND = note(
  '@context',
  'Open Badges 3.0, AchievementCredential',
  {
    fr: 'Le vocabulaire des Open Badges n’est pas en deuxième.',
    en: 'The vocabulary of Open Badges does not come second.',
  },
  true,
);

const OLDER = note('@context', 'Open Badges 3.0.3', {
  fr: 'Le badge emploie d’anciens mots des Open Badges.',
  en: 'The badge uses older words of Open Badges.',
});

const SENTENCES = {
  known: {
    fr: 'Le document emploie des mots que nous connaissons.',
    en: 'The document uses words that we know.',
  },
  pass: {
    fr: 'Le badge emploie les mots des Open Badges.',
    en: 'The badge uses the words of Open Badges.',
  },
  warn: {
    fr: 'Le badge emploie les mots d’une façon inhabituelle.',
    en: 'The badge uses words in an unusual way.',
  },
  fail: {
    fr: 'Le badge emploie des mots qui peuvent tromper.',
    en: 'The badge uses words that can mislead.',
  },
  unknown: {
    fr: 'Le badge emploie des mots que nous ne connaissons pas.',
    en: 'The badge uses words that we do not know.',
  },
} satisfies Record<Outcome | 'known', Words>;

function context(outcome: Outcome, sentence: Words, detail: string): Check {
  return { id: 'context', outcome, sentence, detail };
}
