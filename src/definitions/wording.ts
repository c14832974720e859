/** The texts of the definition files, and how each language words them: the same fields, as long. */
import { z } from 'zod';
import { advice, atMost, french, text, title, wordCount } from './text.ts';

/** How prose is typed in one language, and what it may not hold. */
export interface Wording {
  readonly prose: (most: number) => z.ZodType<string, string>;
  /** Of names and headings. */
  readonly heading: (most: number) => z.ZodType<string, string>;
}

export const FRENCH: Wording = { prose: french, heading: title };

const NAMES_A_DIFFICULTY = advice(
  'names a difficulty',
  'Say what the person did, and nothing about their life.',
  'class.difficulty',
);

/** Neither unemployment, nor a district, nor a difficulty of anybody: whole words. */
const FRENCH_DIFFICULTIES =
  /(?<!\p{L})(?:ch[oô]m\p{L}*|sans[- ]emploi|demandeu(?:r|se)s? d[’']emploi|allocat\p{L}*|R\.?S\.?A|Q\.?P\.?V|quartiers?|banlieues?|difficult\p{L}*|freins? (?:personnels?|sociaux|périphériques?|à l[’']emploi)|r?[eé]?insertion|pr[eé]car\p{L}*|handicap\p{L}*|sant[eé]|maladies?|dettes?|prison|absences?|motiv[eé]e?s?)(?!\p{L})/iu;

/** Of a badge class: what is public says nothing of anybody’s life. */
const harmless =
  (of: Wording['prose']): Wording['prose'] =>
  (most) =>
    of(most).refine((value) => !FRENCH_DIFFICULTIES.test(value), NAMES_A_DIFFICULTY);

export const FRENCH_OF_CLASSES: Wording = { prose: harmless(french), heading: harmless(title) };

/** The word that `FRENCH_OF_CLASSES` or `ENGLISH` refuses, to be named where it was typed. */
export const difficultyIn = (text: string): string | undefined =>
  (FRENCH_DIFFICULTIES.exec(text) ?? DIFFICULTIES.exec(text))?.[0];

/**
 * Of what is said of one person’s work, where « livré dans le quartier » and « l’insertion d’une fermeture »
 * are work: only what can hardly be meant otherwise. In both languages, whichever the badge is signed in.
 */
const PRIVATE_LIFE = [
  /ch[oô]m(?:age|eu\p{L}*)|sans[- ](?:emploi|abri|papiers)|demandeu(?:r|se)s? d[’'](?:emploi|asile)|allocat\p{L}*|R\.?S\.?A|Q\.?P\.?V|S\.?D\.?F|banlieues?|quartiers? (?:prioritaires?|sensibles?|difficiles?|populaires?)/u,
  /(?:problèmes?|soucis?|ennuis|raisons?|état) (?:de (?:santé|garde|logement|couple|dettes?|famille)|d[’']argent)|gardes? d[’']enfants?|garde alternée|difficultés? (?:personnel|financi|famili|social|scolair|de (?:santé|logement))\p{L}*|en difficulté|freins? (?:personnels?|sociaux|à l[’']emploi)/u,
  /réinsertion|insertion (?:professionnelle|sociale)|précar(?:ité|ités|isation)|handicap\p{L}*|maladies?|malades?|cancer|hospitalis\p{L}*|dépressi(?:on|ons|f|fs|ve|ves)|divorc\p{L}*|dettes?|surendett\p{L}*|prison|violences? conjugales?|alcooli(?:que|ques|sme)|toxico\p{L}*|expuls\p{L}*|foyers? (?:d[’'](?:accueil|hébergement|urgence)|social)|(?:mère|père|femme|homme) au foyer|parents? isolés?|réfugiée?s?|migrante?s?/u,
  /unemploy\p{L}*|jobless|job.?seek\p{L}*|out of work|on benefits|welfare|disab(?:led|ility|ilities)|illness\p{L}*|depress(?:ion|ed)|debts?|homeless\p{L}*|health (?:problem|issue|condition)s?|(?:housing|childcare|family|money) (?:problem|issue|benefit)s?|childcare|addict\p{L}*|refugees?|asylum/u,
].map(({ source }) => new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'iu'));

/** A word by which a sentence may be about somebody’s life: a doubt, for whoever signs it. */
export function privateLifeIn(text: string): string | undefined {
  const typed = text.normalize('NFC');
  return PRIVATE_LIFE.flatMap((one) => one.exec(typed)?.[0] ?? [])[0];
}

const FRENCH_WORDS =
  /[«»]|(?<![\p{L}’])(?:avec|dans|des|du|est|je|j’ai|le|les|mes|pour|qui|une)(?!\p{L})/iu;
/** Nothing that is public says it of anybody. */
const DIFFICULTIES =
  /\b(?:unemploy|jobless|job.?seek|out of work|district|neighbourhood|difficult|barrier|obstacle|disab|illness|health|debt|prison|benefit|housing|absen)/iu;

const english = (most: number) =>
  text(most)
    .overwrite((value) => value.replaceAll("'", '’').replaceAll(/\s*\n\s*/gu, ' '))
    .refine(
      (value) => !/[{}]/u.test(value),
      advice(
        'has a slot in braces',
        'Write a sentence that is true of every award.',
        'class.braces',
      ),
    )
    .refine(
      (value) => !FRENCH_WORDS.test(value),
      advice('is still French', 'Say it in English.', 'class.still-french'),
    )
    .refine((value) => !DIFFICULTIES.test(value), NAMES_A_DIFFICULTY);

export const ENGLISH: Wording = { prose: english, heading: english };

export const objectiveWords = ({ prose, heading }: Wording) => ({
  /** The programme's own wording. */
  title: heading(160),
  short: heading(60).refine(
    (value) => wordCount(value) <= 5,
    advice('has more than 5 words', 'Say it in at most 5 plain words.'),
  ),
  actions: z.array(prose(160)).min(1).max(8),
});

export const levelWords = ({ prose, heading }: Wording) => ({
  name: heading(60),
  description: prose(160),
});

export const frameworkWords = ({ prose }: Wording) => ({
  publisher: prose(160),
  version: prose(60),
  licence: prose(240),
  source: prose(300),
});

export const badgeClassWords = ({ prose, heading }: Wording) => ({
  name: heading(80),
  description: prose(300),
  criteria: z.array(prose(200)).min(1).check(atMost(8)),
  employerSentence: prose(200).refine(
    (value) => wordCount(value) <= 20,
    advice('has more than 20 words', 'Say it in at most 20 words.', 'class.too-many-words'),
  ),
  evidence: z.array(prose(200)).check(atMost(8)),
  recognisedBy: z.array(prose(160)).min(1).check(atMost(6)),
  programmeAction: prose(160),
  thirdParties: prose(240).exactOptional(),
  alt: prose(240),
});

type Words<F extends (wording: Wording) => z.ZodRawShape> = Readonly<
  z.infer<z.ZodObject<ReturnType<F>>>
>;
export type ObjectiveWords = Words<typeof objectiveWords>;
export type LevelWords = Words<typeof levelWords>;
export type FrameworkWords = Words<typeof frameworkWords>;
export type BadgeClassWords = Words<typeof badgeClassWords>;
