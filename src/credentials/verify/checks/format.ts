import { receive, type Received } from '../../read/received.ts';
import type { Check } from '../../verification.ts';

type Unread = Extract<Received, { ok: false }>;

/** JSON, parsed or not, or a compact JWT. */
export function checkFormat(input: unknown): {
  readonly check: Check;
  readonly received?: Extract<Received, { ok: true }>;
  readonly reason?: Unread['reason'];
} {
  const received = receive(input);
  if (!received.ok) {
    const { detail, reason } = received;
    return { check: { ...UNREADABLE[reason], detail }, reason };
  }
  const detail = received.jwt ? 'A compact JWT within the limits' : 'JSON within the limits';
  return { check: { ...readable, detail }, received };
}

const readable: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'pass',
  sentence: { fr: 'Le fichier est lisible.', en: 'The file can be read.' },
};

const NOT_A_BADGE: Omit<Check, 'detail'> = {
  id: 'format',
  outcome: 'fail',
  sentence: { fr: 'Ce fichier n’est pas un badge.', en: 'This file is not a badge.' },
  explanation: {
    fr: 'Il manque peut-être une partie. Demandez le fichier d’origine.',
    en: 'Part of it may be missing. Ask for the original file.',
  },
};

const UNREADABLE: Record<Unread['reason'], Omit<Check, 'detail'>> = {
  'not-json': NOT_A_BADGE,
  'too-large': {
    id: 'format',
    outcome: 'fail',
    sentence: {
      fr: 'Ce fichier est trop grand pour être lu ici.',
      en: 'This file is too large to be read here.',
    },
  },
  ambiguous: {
    id: 'format',
    outcome: 'fail',
    sentence: {
      fr: 'Deux lecteurs peuvent y lire deux badges.',
      en: 'Two readers can read two badges in it.',
    },
  },
};
