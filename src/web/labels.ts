import type { ExperienceKind, Role } from '../storage/store.ts';

export const EXPERIENCE_LABELS: Readonly<Record<ExperienceKind, string>> = {
  prestation: 'Prestation',
  support: 'Fonction support',
  training: 'Formation',
  decision: 'Décision collective',
  interview: 'Entretien',
};

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  cooperant: 'Coopérant·e',
  accompagnant: 'Accompagnant·e',
  manager: 'Responsable',
};
