import { OPEN_BADGES_3_0_3, OPEN_BADGES_CONTEXTS } from '../contexts/urls.ts';
import { type JsonObject, toArray } from '../json-object.ts';
import type { CredentialKind } from '../kinds.ts';
import { screenDocument, type Screening } from '../screen.ts';
import type { Check, Outcome, Words } from '../verification.ts';

/** The vocabulary: W3C first, Open Badges second, and nothing that hides a word. */
export function checkContext(document: JsonObject, { isOpenBadges }: CredentialKind): Check {
  const screening = isOpenBadges
    ? screenBadge(document)
    : screenDocument(document, { vocabulary: 'any' });
  if (screening.outcome !== 'pass') {
    return context(screening.outcome, SENTENCES[screening.outcome], screening.detail);
  }
  if (!isOpenBadges) return context('pass', SENTENCES.known, 'Pinned contexts only');
  const version = toArray(document['@context'])[1];
  return version === OPEN_BADGES_3_0_3
    ? context('pass', SENTENCES.pass, 'Open Badges 3.0.3')
    : context('warn', SENTENCES.warn, `${String(version)}: an older version of Open Badges`);
}

function screenBadge(document: JsonObject): Screening {
  const screening = screenDocument(document);
  const second = toArray(document['@context'])[1];
  if (screening.outcome !== 'pass' || OPEN_BADGES_CONTEXTS.some((url) => url === second)) {
    return screening;
  }
  return { outcome: 'fail', detail: 'The second context is not the one of Open Badges 3.0' };
}

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
    fr: 'Le badge emploie d’anciens mots des Open Badges.',
    en: 'The badge uses older words of Open Badges.',
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
