import { OPEN_BADGES_3_0_3, OPEN_BADGES_CONTEXTS } from '../../contexts/urls.ts';
import { type JsonObject, toArray } from '../../bytes/json-object.ts';
import type { CredentialKind } from '../../read/kinds.ts';
import { detailOf, note } from '../../notes.ts';
import { screenDocument } from '../../graph/screen.ts';
import type { Check, Note, Outcome, Said } from '../../verification.ts';

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
    ? { check: context('warn', SENTENCES.warn, detailOf(first)), notes }
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
  { code: 'note.open-badges-not-second' },
  true,
);

const OLDER = note('@context', 'Open Badges 3.0.3', { code: 'note.older-open-badges' });

const SENTENCES = {
  known: { code: 'check.context.known' },
  pass: { code: 'check.context.open-badges' },
  warn: { code: 'check.context.unusual' },
  fail: { code: 'check.context.misleading' },
  unknown: { code: 'check.context.unknown' },
} satisfies Record<Outcome | 'known', Said>;

function context(outcome: Outcome, said: Said, detail: string): Check {
  return { id: 'context', outcome, ...said, detail };
}
