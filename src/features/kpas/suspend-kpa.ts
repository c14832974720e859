/** The network stops a KPA from signing, and lets it sign again (docs/adr/0042). */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Kpa, ReopeningReason, Store, SuspensionReason } from '../../storage/store.ts';

export interface SuspensionServices {
  readonly store: Pick<Store, 'kpas'>;
  readonly register: Register;
  readonly clock: () => Date;
}

/** Twice is once: it stays suspended since the first time, for the first reason. Throws NOT_FOUND. */
export async function suspendKpa(
  { store, register, clock }: SuspensionServices,
  kpa: Kpa,
  reason: SuspensionReason,
  by: string | undefined,
): Promise<Kpa> {
  if (kpa.suspended) return kpa;
  const since = clock().toISOString();
  const changed = orNone(
    await store.kpas.update(kpa.id, (now) =>
      now.suspended ? now : { ...now, suspended: { since, reason } },
    ),
  );
  // Of what stands there: of two at once, one is noted.
  const { suspended } = changed;
  if (!suspended) return changed;
  const id = repeatableId(`kpa-suspended/${kpa.id}/${suspended.since}`);
  await register.note({ kpaId: kpa.id, by, act: `kpa-suspended-${suspended.reason}`, id });
  return changed;
}

/** Twice is once. Throws NOT_FOUND; CONFLICT if it is suspended since another day: that is another act. */
export async function reopenKpa(
  { store, register }: SuspensionServices,
  kpa: Kpa,
  { reason, since }: { readonly reason: ReopeningReason; readonly since: string },
  by: string | undefined,
): Promise<Kpa> {
  if (!kpa.suspended) return kpa;
  if (kpa.suspended.since !== since) throw new HttpError('CONFLICT', say('network.not-suspended'));
  const id = repeatableId(`kpa-reopened/${kpa.id}/${since}`);
  await register.note({ kpaId: kpa.id, by, act: `kpa-reopened-${reason}`, id });
  const changed = await store.kpas.update(kpa.id, (now) => {
    const { suspended, ...rest } = now;
    return suspended?.since === since ? rest : now;
  });
  return orNone(changed);
}

function orNone(kpa: Kpa | undefined): Kpa {
  if (kpa) return kpa;
  throw notFound(say('error.no-such-kpa'));
}
