/** Words that would say of everybody in a KPA what is nobody's business: all that is here is public. */

/** Never right on a public page. */
const REFUSED =
  /(?<!\p{L})(R\.?S\.?A|Q\.?P\.?V|ch[oô]m\p{L}*|quartiers? prioritaires?|politique de la ville|demandeu(?:rs?|ses?) d[’' ]emploi|allocataires?|priority neighbou?rhoods?|unemploy\p{L}*|job ?seekers?|on welfare)(?!\p{L})/iu;

/** May stand in the name of a structure, or mean something else: asked about once. */
const DOUBTFUL =
  /(?<!\p{L})(r?[eé]?insertion|pr[eé]carit[eé]|pr[eé]caires?|exclusion|exclus|handicap\p{L}*|difficult[eé]s?|fragiles?|fragilit[eé]s?|b[eé]n[eé]ficiaires?|[eé]loign[eé]\p{L}* de l[’']emploi|France Travail|P[oô]le emploi|disab\p{L}*|hardship|beneficiar\p{L}*)(?!\p{L})/iu;

export const refusedWord = (text: string): string | undefined => REFUSED.exec(text)?.[0];
export const doubtfulWord = (text: string): string | undefined => DOUBTFUL.exec(text)?.[0];
