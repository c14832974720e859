/** The subject of a badge: who achieved what, and how well (Open Badges 3.0, appendix B). */
import { z } from 'zod';
import { image, oneOrMany, profile, typed, uri, words } from './schema-parts.ts';

const identityObject = z.looseObject({
  type: z.literal('IdentityObject'),
  hashed: z.boolean(),
  identityHash: z.string().min(1),
  identityType: z.string().min(1),
  salt: z.string().optional(),
});

const rubricCriterionLevel = z.looseObject({
  id: uri,
  type: typed('RubricCriterionLevel'),
  name: words,
});

const resultDescription = z.looseObject({
  id: uri,
  type: typed('ResultDescription'),
  name: words,
  resultType: z.string().min(1),
  rubricCriterionLevel: oneOrMany(rubricCriterionLevel).optional(),
});

const result = z.looseObject({
  type: typed('Result'),
  resultDescription: uri.optional(),
  achievedLevel: uri.optional(),
});

const alignment = z.looseObject({
  type: typed('Alignment'),
  targetName: words,
  targetUrl: uri,
  targetFramework: words.optional(),
});

/** The published schema lets empty criteria through. */
const criteria = z
  .looseObject({ id: uri.optional(), narrative: words.optional() })
  .refine(
    ({ id, narrative }) => id !== undefined || narrative !== undefined,
    'criteria need an id or a narrative',
  );

const achievement = z.looseObject({
  id: uri,
  type: typed('Achievement'),
  name: words,
  description: words,
  criteria,
  image: image.optional(),
  creator: profile.optional(),
  alignment: oneOrMany(alignment).optional(),
  resultDescription: oneOrMany(resultDescription).optional(),
});

/** The published schema lets a subject through that is nobody. */
export const achievementSubject = z
  .looseObject({
    id: uri.optional(),
    type: typed('AchievementSubject'),
    identifier: oneOrMany(identityObject).optional(),
    achievement,
    result: oneOrMany(result).optional(),
    source: profile.optional(),
    narrative: words.optional(),
  })
  .refine(
    ({ id, identifier = [] }) => id !== undefined || identifier.length > 0,
    'the subject needs an id or an identifier',
  );
