import { z } from 'zod';
import type { Person, ShareLink, Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { severalOf, textField, uuidField } from '../../web/forms.ts';
import { digest, randomShortToken } from '../../keys/secrets.ts';

export const DURATIONS = [
  { days: 7, label: say('share.one-week') },
  { days: 30, label: say('share.one-month') },
  { days: 90, label: say('share.three-months') },
] as const;

const MOST_SHARED = 100;

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
  readonly custody: {
    seal(
      text: string,
      context: { kpaId: string; documentId: string; use: string },
    ): Promise<string>;
  };
}

/** One link per reader. The token is stored as a hash, and sealed for its owner's eyes only. */
export async function sharePortfolio(
  { store, clock, custody }: ShareServices,
  person: Person,
  form: z.infer<ReturnType<typeof shareForm>>,
): Promise<{ readonly link: ShareLink; readonly token: string }> {
  const token = randomShortToken();
  const now = clock();
  const id = digest(token);
  const link = await store.shareLinks.insert({
    id,
    kpaId: person.kpaId,
    personId: person.id,
    sealedToken: await custody.seal(token, sealContext(person.kpaId, id)),
    label: form.label,
    awardIds: form.awards,
    experienceIds: form.experiences,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + form.days * 86_400_000).toISOString(),
    opened: 0,
  });
  return { link, token };
}

export function sealContext(kpaId: string, documentId: string) {
  return { kpaId, documentId, use: 'share-link' };
}
