import type { BadgeClass } from '../definitions/definitions.ts';

/** What tells the drawing of a badge class, or of one of its levels, from the others. */
export function artOf({ kind, objective, art, name, levels }: BadgeClass, level?: number) {
  const shown = levels.find(({ code }) => code === level);
  return {
    kind,
    objective: objective.number,
    variant: art.variant,
    title: titleOf(name, shown?.name),
    ...(shown && { level: shown.code }),
  };
}

/** As much as an image says of itself (features/catalogue/draw-badge.ts). */
const LONGEST_TITLE = 120;

/** The level is left out where both are too long, in a language of longer words. */
function titleOf(name: string, level = ''): string {
  const both = `${name}, ${level}`;
  if (level !== '' && both.length <= LONGEST_TITLE) return both;
  return name.slice(0, LONGEST_TITLE);
}
