import { type Message, say } from '../language/message.ts';
import type { ExperienceKind, Role } from '../storage/store.ts';

export const EXPERIENCE_LABELS: Readonly<Record<ExperienceKind, Message>> = {
  prestation: say('experience.job'),
  support: say('experience.support'),
  training: say('experience.training'),
  decision: say('experience.decision'),
  interview: say('experience.interview'),
};

/**
 * A level in a word or two, where four of them stand in one line and its full name is never far;
 * undefined where that name is short itself.
 */
export const shortLevel = ({ code }: { readonly code: number }): Message | undefined =>
  SHORT_LEVELS[code];

/** The same of each: also where its name is another language’s. */
export const cellLevel = (level: { readonly code: number }): Message =>
  shortLevel(level) ?? say('level.with-support');

const SHORT_LEVELS: Readonly<Record<number, Message>> = {
  2: say('level.without-help'),
  3: say('level.adapts'),
  4: say('level.passes-on'),
};

/** Without a middle dot: screen readers spell it out, or skip it. */
export const ROLE_LABELS: Readonly<Record<Role, Message>> = {
  cooperant: say('people.role-member'),
  accompagnant: say('people.role-mentor'),
  manager: say('people.role-manager'),
};
