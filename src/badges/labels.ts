import type { ExperienceKind, Role } from '../storage/store.ts';

export const EXPERIENCE_LABELS: Readonly<Record<ExperienceKind, string>> = {
  prestation: 'Prestation',
  support: 'Fonction support',
  training: 'Formation',
  decision: 'Décision collective',
  interview: 'Entretien',
};

/** A level in a word or two, where four of them stand in one line; its full name is never far. */
const SHORT_LEVELS: Readonly<Record<number, string>> = {
  1: 'Avec appui',
  2: 'Sans aide',
  3: 'S’adapte',
  4: 'Transmet',
};

export const shortLevel = ({ code, name }: { readonly code: number; readonly name: string }) =>
  SHORT_LEVELS[code] ?? name;

/** Without a middle dot: screen readers spell it out, or skip it. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  cooperant: 'Coopérante ou coopérant',
  accompagnant: 'Accompagnante ou accompagnant',
  manager: 'Responsable',
};
