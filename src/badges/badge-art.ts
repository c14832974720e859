import type { BadgeClass } from '../definitions/definitions.ts';

/** What tells the drawing of a badge class, or of one of its levels, from the others. */
export function artOf({ kind, objective, art, name, levels }: BadgeClass, level?: number) {
  const shown = levels.find(({ code }) => code === level);
  return {
    kind,
    objective: objective.number,
    variant: art.variant,
    title: shown ? `${name}, ${shown.name}` : name,
    ...(shown && { level: shown.code }),
  };
}
