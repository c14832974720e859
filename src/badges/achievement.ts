/** A badge class as an Open Badges 3.0 Achievement: the same on its own page and when signed. */
import type { AchievementInput } from '../credentials/write/credential-input.ts';
import type { BadgeClass, BadgeKind } from '../definitions/definitions.ts';
import type { Language } from '../language/language.ts';
import type { Addresses } from './addresses.ts';

const ACHIEVEMENT_TYPES: Readonly<Record<BadgeKind, string>> = {
  competence: 'Competency',
  realisation: 'Achievement',
  apprentissage: 'Achievement',
  engagement: 'Achievement',
};

/**
 * In the language of `badge`, for which `language` has the words that no badge class says itself. Its id
 * is one in all of them (docs/adr/0029). `level`: the one whose image is shown; without it, the image of
 * the class.
 */
export function describeAchievement(
  addresses: Addresses,
  badge: BadgeClass,
  language: Pick<Language, 'text'>,
  level?: number,
): AchievementInput {
  const id = addresses.badgeClass(badge.slug, badge.version);
  return {
    id,
    name: badge.name,
    description: badge.description,
    criteria: { id, narrative: badge.criteria.map((one) => `- ${one}`).join('\n') },
    image: { id: addresses.badgeImage(badge.slug, badge.version, level), caption: badge.alt },
    achievementType: ACHIEVEMENT_TYPES[badge.kind],
    version: String(badge.version),
    inLanguage: badge.language,
    alignments: badge.alignments.map((competence) => ({
      targetName: competence.label,
      // ROME has no public addresses: our page of the competence stands in.
      targetUrl: competence.uri ?? addresses.competence(competence.framework, competence.id),
      targetFramework: competence.frameworkName,
      ...(competence.code !== undefined && { targetCode: competence.code }),
    })),
    ...(badge.levels.length > 0 && {
      rubric: {
        id: `${id}#niveaux`,
        name: language.text('signed.autonomy'),
        levels: badge.levels.map(({ code, name }) => ({
          id: levelId(id, code),
          name,
          level: String(code),
        })),
      },
    }),
  };
}

export const levelId = (achievement: string, level: number) => `${achievement}#niveau-${level}`;
