/** What is signed keeps its names; those of the language of the page stand beside them. */
import type { BadgeClass, Definitions, Level } from '../definitions/definitions.ts';
import type { Award } from '../storage/store.ts';

/** Named as it is signed, and explained in the language of the page. */
export interface SignedLevel extends Level {
  /** In the language of the page, when that is another. */
  readonly nameHere?: string;
}

/** Whether the class has words of its own in the language of the page: else it is French there. */
export const isOther = (badge: BadgeClass, signed: BadgeClass, { code }: Definitions) =>
  badge.language === code && badge.language !== signed.language;

export function levelOf(
  { level }: Pick<Award, 'level'>,
  badge: BadgeClass,
  signed: BadgeClass,
  definitions: Definitions,
): SignedLevel | undefined {
  const here = badge.levels.find(({ code }) => code === level);
  const name = signed.levels.find(({ code }) => code === level)?.name;
  if (!here || name === undefined) return here;
  return { ...here, name, ...(isOther(badge, signed, definitions) && { nameHere: here.name }) };
}
