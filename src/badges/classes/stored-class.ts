/** A badge class as it is stored, and as the house reads one. */
import type { BadgeClassFile, OwnClass } from '../../definitions/definitions.ts';
import type { PublishedClass } from '../../storage/store.ts';

type Words = PublishedClass['french'];

export function classOf(stored: PublishedClass): OwnClass {
  const { kind, objective, variant, validFor, confirmedBy, alignments, kpaId } = stored;
  return {
    kpaId,
    slug: stored.slug,
    version: stored.classVersion,
    published: stored.publishedOn,
    kind,
    objective,
    alignments: [...alignments],
    ...wordsOf(stored.french),
    en: wordsOf(stored.english),
    ...(validFor !== undefined && { validFor }),
    ...(confirmedBy && { confirmedBy }),
    ...(kind === 'competence' && { leveled: true }),
    ...(objective === SENSITIVE && { sensitive: true }),
    art: { variant },
    ...(stored.source !== undefined && { source: stored.source }),
  };
}

/** Its badges are private (badge-definitions/objectives.yaml). */
const SENSITIVE = 6;

function wordsOf({ thirdParties, ...words }: Words) {
  return { ...words, ...(thirdParties !== undefined && { thirdParties }) };
}

/** The same the other way round; `id`, and when. */
export function toBeStored(
  {
    slug,
    version,
    published,
    kind,
    objective,
    alignments,
    validFor,
    confirmedBy,
    art,
    en,
    ...rest
  }: BadgeClassFile,
  stored: Pick<PublishedClass, 'id' | 'kpaId' | 'publishedAt' | 'source'>,
): PublishedClass {
  return {
    ...stored,
    slug,
    classVersion: version,
    publishedOn: published,
    kind,
    objective,
    variant: art.variant,
    ...(validFor !== undefined && { validFor }),
    ...(confirmedBy && {
      confirmedBy: {
        ...(confirmedBy.outside === true && { outside: true }),
        ...(confirmedBy.group !== undefined && { group: confirmedBy.group }),
        ...(confirmedBy.people === 2 && { people: 2 }),
      },
    }),
    alignments: alignments.map(({ framework, competence }) => ({ framework, competence })),
    french: storedWords(rest),
    english: storedWords(en),
  };
}

function storedWords(words: BadgeClassFile['en']): Words {
  const { name, description, criteria, employerSentence, evidence } = words;
  const { recognisedBy, programmeAction, thirdParties, alt } = words;
  return {
    ...{ name, description, criteria, employerSentence, evidence },
    ...{ recognisedBy, programmeAction, alt },
    ...(thirdParties !== undefined && { thirdParties }),
  };
}
