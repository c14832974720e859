/** Badges, their levels and kinds of work as a list names them: in any language of the pages. */
import { EXPERIENCE_LABELS, shortLevel } from '../../../badges/labels.ts';
import { foldedWords } from '../../../badges/nameless-text.ts';
import type { BadgeClass, Definitions } from '../../../definitions/definitions.ts';
import type { Language } from '../../../language/language.ts';
import { EXPERIENCE_KINDS, type ExperienceKind } from '../../../storage/store.ts';

/** Without accents, capitals and signs: « Buffet de 60 personnes » is another one than that of 80. */
export const foldedText = (text: string): string =>
  [...foldedWords(text), ...(text.match(/\p{N}+/gu) ?? [])]
    .filter((word) => word !== '')
    .join(' ') || text.trim();

export interface NamedBadges {
  /** Several, where two have one name. */
  find(typed: string): readonly BadgeClass[];
  /** Undefined: no such level. */
  levelOf(badge: BadgeClass, typed: string): number | undefined;
  kindOf(typed: string): ExperienceKind | undefined;
}

/** `offered`: what the KPA gives today. */
export function nameBadges(offered: Definitions, languages: readonly Language[]): NamedBadges {
  const badges = new Map<string, Map<string, BadgeClass>>();
  const levels = new Map<string, number>();
  const kinds = new Map<string, ExperienceKind>(EXPERIENCE_KINDS.map((kind) => [kind, kind]));
  for (const language of languages) {
    const there = offered.in(language.code);
    for (const badge of there.badgeClasses) {
      for (const name of [badge.name, badge.slug]) {
        const same = badges.get(foldedText(name)) ?? new Map<string, BadgeClass>();
        badges.set(foldedText(name), same.set(badge.slug, badge));
      }
    }
    for (const { code, name } of there.levels) {
      const short = shortLevel({ code });
      for (const one of [name, ...(short ? [language.say(short)] : [])]) {
        levels.set(foldedText(one), code);
      }
    }
    for (const kind of EXPERIENCE_KINDS) {
      kinds.set(foldedText(language.say(EXPERIENCE_LABELS[kind])), kind);
    }
  }
  return {
    find: (typed) => [...(badges.get(foldedText(typed))?.values() ?? [])],
    levelOf(badge, typed) {
      const [, number] =
        /^(?:niveau|level|niv\.?)? *(\d)(?: *(?:\/|sur|of) *4)?$/i.exec(typed.trim()) ?? [];
      const code = number === undefined ? levels.get(foldedText(typed)) : Number(number);
      return badge.levels.find((one) => one.code === code)?.code;
    },
    kindOf: (typed) => kinds.get(foldedText(typed)),
  };
}
