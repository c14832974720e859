/** What to write in each column, for who makes a list: the names of today’s badges, kinds and levels. */
import { EXPERIENCE_LABELS } from '../../../badges/labels.ts';
import type { Definitions } from '../../../definitions/definitions.ts';

/** `offered`: in the language of the page. */
export function listColumns({ badgeClasses, levels, objectives }: Definitions) {
  // Those of objective 6 are given on request alone.
  const given = badgeClasses.filter(({ sensitive }) => !sensitive);
  return {
    kinds: Object.values(EXPERIENCE_LABELS),
    levels: levels.map(({ code, name }) => ({ code, name })),
    objectives: objectives
      .map(({ short, number }) => ({
        name: short,
        badges: given
          .filter(({ objective }) => objective.number === number)
          .map((badge) => ({ name: badge.name, language: badge.language, leveled: badge.leveled })),
      }))
      .filter(({ badges }) => badges.length > 0),
  };
}
