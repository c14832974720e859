import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Award, Kpa } from '../../../src/storage/store.ts';
import type { AwardRows } from '../../../src/awards/award-rows.ts';

/** Awards as far as status lists see them: an entry, and whether it is revoked. */
export async function insertAwards(
  { awardRows }: { readonly awardRows: AwardRows },
  kpa: Kpa,
  draw: (kpa: Kpa) => Promise<{ listId: string; index: number }>,
  count: number,
): Promise<readonly Award[]> {
  const one = async (): Promise<Award> => {
    const { listId, index } = await draw(kpa);
    const at = '2026-10-14T16:30:00.000Z';
    return awardRows.insert({
      id: randomUUID(),
      kpaId: kpa.id,
      personId: randomUUID(),
      badgeClass: 'transmettre',
      badgeVersion: 1,
      sentence: 'A expliqué la recette.',
      awardedBy: { personId: randomUUID(), name: 'Nadia Roche', title: 'Accompagnante' },
      issuedAt: at,
      forms: {},
      statusListId: listId,
      statusIndex: index,
      state: 'accepted',
      standing: 'valid',
    });
  };
  const awards: Award[] = [];
  while (awards.length < count) {
    const some = Array.from({ length: Math.min(100, count - awards.length) }, one);
    // An entry drawn twice is refused: another award takes its place.
    for (const { status, ...rest } of await Promise.allSettled(some)) {
      if (status === 'fulfilled' && 'value' in rest) awards.push(rest.value);
    }
  }
  return awards;
}

const list = z.object({ credentialSubject: z.object({ encodedList: z.string() }) });

/** The indexes that are set, read with none of our code. */
export function bitsOf(credential: string): readonly number[] {
  const { credentialSubject } = list.parse(JSON.parse(credential));
  const bytes = gunzipSync(Buffer.from(credentialSubject.encodedList.slice(1), 'base64url'));
  return Array.from({ length: bytes.length * 8 }, (_, index) => index).filter(
    (index) => ((bytes[index >> 3] ?? 0) & (128 >> (index & 7))) !== 0,
  );
}

export const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
