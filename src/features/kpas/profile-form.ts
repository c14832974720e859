/** What a KPA says of itself in public, as its managers write it. */
import { z } from 'zod';
import { say, typed } from '../../language/message.ts';
import type { Kpa, Stored } from '../../storage/store.ts';
import { optionalText, textField } from '../../web/forms.ts';
import { inIssue } from '../../web/issues.ts';
import { refusedWord } from './careful-words.ts';

/** Since the network began; how long badges of who left are kept, in years. */
const FIRST_YEAR = 2017;
const MOST_YEARS = 10;
const USUAL_YEARS = 5;

function sayRefused(text: string | undefined, context: z.RefinementCtx): void {
  const word = text === undefined ? undefined : refusedWord(text);
  if (word === undefined) return;
  const message = inIssue(say('kpa.refused-word', { word: typed(word) }));
  context.addIssue({ code: 'custom', message });
}

const written = (empty: string, most: number) =>
  textField({ empty: say(empty), most }).superRefine(sayRefused);
const free = (most: number) => optionalText(most).superRefine(sayRefused);

export const kpaName = written('kpa.no-name', 80);
export const kpaPlace = written('kpa.no-place', 80);

const wholeNumber = (message: ReturnType<typeof say>, least: number, most: number) => {
  const refused = inIssue(message);
  return z
    .string({ error: refused })
    .trim()
    .regex(/^\d{1,4}$/, refused)
    .transform(Number)
    .pipe(z.int().min(least, refused).max(most, refused));
};

/** `year`: the one it is. */
export const profileForm = (year: number) =>
  z.object({
    name: kpaName,
    description: written('kpa.no-description', 300),
    descriptionInEnglish: free(300),
    place: kpaPlace,
    carrier: free(120),
    memberSince: wholeNumber(
      say('kpa.member-since', { first: FIRST_YEAR, last: year }),
      FIRST_YEAR,
      year,
    ),
    email: optionalText(200).pipe(
      z.string().toLowerCase().pipe(z.email('kpa.email-incomplete')).optional(),
    ),
    phone: optionalText(30).pipe(
      z
        .string()
        .regex(/^\+?[\d .()-]{4,30}$/, 'kpa.phone-incomplete')
        .optional(),
    ),
    keepsYears: wholeNumber(say('kpa.keeps-years', { most: MOST_YEARS }), 1, MOST_YEARS),
  });

export type KpaProfile = z.infer<ReturnType<typeof profileForm>>;

/** How a manager signs who has not said it yet: beside their own name, and no part of the profile. */
export const ownTitle = z.object({ ownTitle: free(60) });

/** Of a KPA whose description is in English, that is the English one. */
export function profileOf(kpa: Kpa): KpaProfile {
  const isEnglish = kpa.language?.startsWith('en') === true;
  return {
    name: kpa.name,
    description: isEnglish ? '' : kpa.description,
    descriptionInEnglish: isEnglish ? kpa.description : kpa.descriptionInEnglish,
    place: kpa.place,
    carrier: kpa.carrier,
    memberSince: kpa.memberSince,
    email: kpa.contact.email,
    phone: kpa.contact.phone,
    keepsYears: kpa.keepsYears ?? USUAL_YEARS,
  };
}

/** The same as a form holds it. */
export const typedProfile = (profile: KpaProfile) => ({
  name: profile.name,
  description: profile.description,
  descriptionInEnglish: profile.descriptionInEnglish ?? '',
  place: profile.place,
  carrier: profile.carrier ?? '',
  memberSince: String(profile.memberSince),
  email: profile.email ?? '',
  phone: profile.phone ?? '',
  keepsYears: String(profile.keepsYears),
});

/** A KPA with this profile; its address never changes, for it stands in what is signed. */
export function withProfile(kpa: Stored<Kpa>, profile: KpaProfile, savedAt: string): Stored<Kpa> {
  // The description is in French from here on.
  const { language, descriptionInEnglish: _, carrier: __, ...rest } = kpa;
  const { email, phone, carrier, descriptionInEnglish, ...said } = profile;
  return {
    ...rest,
    ...said,
    ...(carrier !== undefined && { carrier }),
    ...(descriptionInEnglish !== undefined && { descriptionInEnglish }),
    profileSavedAt: savedAt,
    contact: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) },
  };
}
