/** Why a badge was taken back, for whoever looks at it: about the act, never about the person. */
import { type Message, say } from '../language/message.ts';

interface Reason {
  /** As it stands in the row, under its MAC, for every version of the service that reads it. */
  readonly stored: string;
  readonly said: Message;
  /** What others read in its place: what a person asked for is theirs to say. */
  readonly told?: Message;
}

export const REVOCATION_REASONS = {
  person: {
    stored: 'Il y a eu une erreur en remettant ce badge.',
    said: say('revocation.person'),
  },
  badge: { stored: 'Ce n’était pas le bon badge.', said: say('revocation.badge') },
  level: { stored: 'Le niveau n’était pas le bon.', said: say('revocation.level') },
  sentence: { stored: 'La phrase n’était pas exacte.', said: say('revocation.sentence') },
  request: {
    stored: 'La personne a demandé ce retrait.',
    said: say('revocation.request'),
    told: say('revocation.not-told'),
  },
} as const satisfies Readonly<Record<string, Reason>>;

export type RevocationReason = keyof typeof REVOCATION_REASONS;

/** Nobody chooses these. `correction`: another badge took its place (docs/adr/0043). `before`: after a restore, for the journal does not say why (docs/adr/0037). */
export const STORED_REASONS = {
  ...REVOCATION_REASONS,
  correction: {
    stored: 'Le KPA a corrigé ce badge.',
    said: say('revocation.correction'),
  },
  before: {
    stored: 'Ce badge était déjà retiré avant une panne.',
    said: say('revocation.before'),
  },
} as const satisfies Readonly<Record<string, Reason>>;

/** One that another version stored is said as it is. */
export function sayReason(stored: string): Message {
  const all: readonly Reason[] = Object.values(STORED_REASONS);
  const known = all.find((one) => one.stored === stored);
  return known?.told ?? known?.said ?? say('revocation.as-stored', { reason: stored });
}
