import { z } from 'zod';
import type { Person, ShareLink, Store } from '../../storage/store.ts';
import { say, typed } from '../../language/message.ts';
import { newAct } from '../../web/acts/act-of-form.ts';
import { areSameIn, madeOnce } from '../../web/acts/made-once.ts';
import { severalOf, textField, uuidField } from '../../web/forms.ts';
import type { Custody } from '../../keys/custody.ts';
import { digest, randomShortToken } from '../../keys/secrets.ts';

export const DURATIONS = [
  { days: 7, label: say('share.one-week') },
  { days: 30, label: say('share.one-month') },
  { days: 90, label: say('share.three-months') },
] as const;

export const MOST_SHARED = 100;

/** `awards` and `experiences` are the ids this person may show. */
export function shareForm(awards: ReadonlySet<string>, experiences: ReadonlySet<string>) {
  const among = (ids: ReadonlySet<string>) =>
    severalOf(
      uuidField.refine((id) => ids.has(id), 'form.no-such-choice'),
      MOST_SHARED,
    );
  return z
    .object({
      label: textField({
        empty: say('share.write-for-whom'),
        most: 80,
      }),
      days: z.enum(['7', '30', '90'], 'share.choose-how-long').transform(Number),
      awards: among(awards),
      experiences: among(experiences),
    })
    .refine((form) => form.awards.length > 0, {
      error: 'share.tick-a-badge',
      path: ['awards'],
    });
}

export interface ShareServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly custody: Pick<Custody, 'seal' | 'open'>;
}

/**
 * One link per reader. The token is stored as a hash, and sealed for its owner's eyes only. `act`: of
 * the form, which makes one link. Throws `FormUsedError`.
 */
export async function sharePortfolio(
  { store, clock, custody }: ShareServices,
  person: Person,
  form: z.infer<ReturnType<typeof shareForm>>,
  act: string = newAct(),
): Promise<{ readonly link: ShareLink; readonly token: string }> {
  const token = randomShortToken();
  const now = clock();
  const id = digest(token);
  const actKey = digest(`share/${person.id}/${act}`);
  const made: ShareLink = {
    id,
    kpaId: person.kpaId,
    personId: person.id,
    sealedToken: await custody.seal(token, sealContext(person.kpaId, id)),
    label: form.label,
    awardIds: form.awards,
    experienceIds: form.experiences,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + form.days * DAY).toISOString(),
    act: actKey,
    opened: 0,
  };
  const { shareLinks } = store;
  const link = await madeOnce<ShareLink>(() => shareLinks.insert(made), {
    find: async () => (await shareLinks.find({ index: 'byAct', equals: [actKey] })).items[0],
    isSame: (before) =>
      areSameIn(before, made, ['label', 'awardIds', 'experienceIds']) &&
      daysOf(before) === daysOf(made),
    used: (before) => say('share.form-used', { label: typed(before.label) }),
  });
  if (link.id === id) return { link, token };
  return { link, token: await custody.open(link.sealedToken, sealContext(link.kpaId, link.id)) };
}

export const DAY = 86_400_000;

const daysOf = ({ createdAt, expiresAt }: ShareLink) =>
  (Date.parse(expiresAt) - Date.parse(createdAt)) / DAY;

export function sealContext(kpaId: string, documentId: string) {
  return { kpaId, documentId, use: 'share-link' };
}
