import type { Adoption, Installation } from '../../storage/store.ts';
import { INSTALLATION_ID, type InstallationServices } from './check-installation.ts';

export interface AdoptionAct {
  readonly by: string;
  readonly reason: string;
}

/**
 * Takes this configuration's public URL or master key for that of the data, on purpose. Answers what
 * it was before; the same as now if nothing is different.
 */
export async function adoptInstallation(
  { store, custody, addresses, clock }: InstallationServices,
  what: Adoption['what'],
  act: AdoptionAct,
): Promise<{ readonly from: string; readonly to: string }> {
  const to = what === 'public-url' ? addresses.publicUrl : custody.fingerprint;
  let from = to;
  await store.installations.update(INSTALLATION_ID, (now) => {
    from = what === 'public-url' ? now.publicUrl : now.masterKey;
    if (from === to) return now;
    const adoption: Adoption = { at: clock().toISOString(), what, from, ...act };
    return { ...now, ...taken(what, to), adoptions: [...now.adoptions, adoption] };
  });
  return { from, to };
}

const taken = (what: Adoption['what'], to: string): Partial<Installation> =>
  what === 'public-url' ? { publicUrl: to } : { masterKey: to };
