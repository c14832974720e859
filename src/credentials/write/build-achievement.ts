import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../contexts/urls.ts';
import type { AchievementInput, AlignmentInput } from './credential-input.ts';
import type { ProfileInput, RubricInput } from './credential-input.ts';
import type { Achievement, Alignment, Profile, ResultDescription } from './model.ts';

/** The achievement as a document of its own, for the address that is its id. */
export function buildAchievement(input: AchievementInput) {
  return { '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3], ...achievementOf(input) };
}

/** `issuer`: who signs the credential in which this stands. */
export function achievementOf(input: AchievementInput, issuer?: ProfileInput): Achievement {
  const { creator, alignments = [], tags = [], rubric } = input;
  return {
    id: input.id,
    type: ['Achievement'],
    name: input.name,
    description: input.description,
    criteria: input.criteria,
    image: { ...input.image, type: 'Image' },
    achievementType: input.achievementType,
    inLanguage: input.inLanguage,
    version: input.version,
    ...(creator && { creator: creatorOf(creator, issuer) }),
    ...(alignments.length > 0 && { alignment: alignments.map(alignmentOf) }),
    ...(tags.length > 0 && { tag: tags }),
    ...(rubric && { resultDescription: [resultDescription(rubric)] }),
  };
}

/** The issuer is described once: what is said of one id twice could be taken out of one place. */
function creatorOf(
  creator: ProfileInput,
  issuer: ProfileInput | undefined,
): NonNullable<Achievement['creator']> {
  return creator.id === issuer?.id ? { id: creator.id, type: ['Profile'] } : profileOf(creator);
}

export function profileOf(input: ProfileInput): Profile {
  return { ...input, type: ['Profile'] };
}

/** Without `targetType`: its closed list knows neither ESCO nor ROME. */
function alignmentOf(input: AlignmentInput): Alignment {
  return { type: ['Alignment'], ...input };
}

function resultDescription({ id, name, levels }: RubricInput): ResultDescription {
  return {
    id,
    type: ['ResultDescription'],
    name,
    resultType: 'RubricCriterionLevel',
    rubricCriterionLevel: levels.map((level) => ({ ...level, type: ['RubricCriterionLevel'] })),
  };
}
