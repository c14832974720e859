/** What no page says, in French and in English, and why. */

interface Forbidden {
  readonly words: RegExp;
  readonly why: string;
}

const whole = (pattern: string) => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu');

const NOT_OURS =
  'A badge is signed and confirmed. It is no diploma, and no State stands behind it.';
const ONE_S_LIFE =
  'What a person did is said, never what their life is like: an employer reads it.';
const WHERE = 'Where somebody lives is said of nobody, and a whole town reads these pages.';
const NO_CASES = 'People who work here are members of a cooperative, and nobody’s cases.';

export const FORBIDDEN_IN_FRENCH: readonly Forbidden[] = [
  { words: whole('certifi\\p{L}+'), why: NOT_OURS },
  { words: whole('chôm\\p{L}+|sans[- ]emploi'), why: ONE_S_LIFE },
  { words: whole('demandeu(?:r|se)s? d’emploi|éloigné\\p{L}* de l’emploi'), why: ONE_S_LIFE },
  { words: whole('handicap\\p{L}*|en difficultés?|freins?'), why: ONE_S_LIFE },
  {
    words: whole('précaires?|précarité|pauvre\\p{L}*|défavorisé\\p{L}*|vulnérables?'),
    why: ONE_S_LIFE,
  },
  { words: whole('quartiers?|QPV|banlieues?'), why: WHERE },
  { words: whole('(?:ré)?insertion|publics? cibles?|usagers?|usagères?'), why: NO_CASES },
  { words: whole('bénéficiaires?|allocataires?|allocations?|RSA'), why: NO_CASES },
];

export const FORBIDDEN_IN_ENGLISH: readonly Forbidden[] = [
  // “A training certificate” is what somebody else gave, and may be shown as a proof.
  { words: whole('certif(?:y|ies|ied|ying|ications?)'), why: NOT_OURS },
  { words: whole('unemploy\\p{L}*|jobless|job[- ]?seekers?|out of work'), why: ONE_S_LIFE },
  { words: whole('disab(?:led|ility|ilities)|in difficulty|barriers?'), why: ONE_S_LIFE },
  {
    words: whole('precari\\p{L}+|poor|poverty|(?:dis|under)\\p{L}*(?:advant|privileg)\\p{L}+'),
    why: ONE_S_LIFE,
  },
  { words: whole('deprived|vulnerable'), why: ONE_S_LIFE },
  { words: whole('neighbou?rhoods?|districts?|suburbs?|inner city'), why: WHERE },
  { words: whole('(?:re)?integration|target groups?|service users?'), why: NO_CASES },
  { words: whole('beneficiar(?:y|ies)|claimants?|welfare|benefits?'), why: NO_CASES },
];

/** The word that stands there, and why it may not. */
export function forbiddenIn(
  text: string,
  forbidden: readonly Forbidden[],
): { readonly word: string; readonly why: string } | undefined {
  for (const { words, why } of forbidden) {
    const word = words.exec(text)?.[0];
    if (word !== undefined) return { word, why };
  }
  return undefined;
}
