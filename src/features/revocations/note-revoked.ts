/** What the register of a KPA tells of badges that were taken back: each once, however often it is asked. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Register } from '../../register/register.ts';
import type { Person } from '../../storage/store.ts';

export async function noteRevoked(
  register: Register,
  { id: by, kpaId }: Person,
  awardIds: readonly string[],
): Promise<void> {
  const act = 'badge-taken-back';
  const notes = awardIds.map((about) =>
    register.note({ kpaId, by, act, about, id: repeatableId(`register/taken back/${about}`) }),
  );
  await Promise.all(notes);
}
