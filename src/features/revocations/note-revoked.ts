/** Of badges that were taken back: the register of the KPA, and their people. Each once, however often it is asked. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { type TakenBackServices, tellTakenBack } from '../../notices/end-notices.ts';
import type { Register } from '../../register/register.ts';
import type { Person } from '../../storage/store.ts';

export interface NotingServices extends TakenBackServices {
  readonly register: Register;
}

export async function noteRevoked(
  services: NotingServices,
  { id: by, kpaId }: Person,
  awardIds: readonly string[],
): Promise<void> {
  const act = 'badge-taken-back';
  const notes = awardIds.map((about) =>
    services.register.note({
      ...{ kpaId, by, act, about },
      id: repeatableId(`register/taken back/${about}`),
    }),
  );
  await Promise.all([...notes, tellTakenBack(services, kpaId, awardIds, { id: by })]);
}
