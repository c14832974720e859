import type { Addresses } from '../../badges/addresses.ts';
import type { Store, WitnessLink } from '../../storage/store.ts';
import { qrCode } from '../../web/qr-code.ts';
import { tokenOf } from './witness-links.ts';

interface Services {
  readonly store: Pick<Store, 'people'>;
  readonly addresses: Pick<Addresses, 'witnessLink'>;
  readonly appSecret: string;
}

/** Those that open, with their address; and those of the team that wait for a yes. */
export async function presentLinks(
  { store, addresses, appSecret }: Services,
  kpaId: string,
  links: readonly WitnessLink[],
  isTeam = false,
) {
  const makers = await store.people(kpaId).readable.findByIds(links.map(({ by }) => by));
  const nameOf = (id: string) => makers.find((one) => one.id === id)?.name;
  return {
    asked: links
      .filter(({ state }) => state === 'asked' || (isTeam && state === 'aside'))
      .map(({ id, label, by }) => ({ id, label, by: nameOf(by) })),
    links: links
      .filter(({ state }) => state === 'open')
      .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
      .map((link, place) => {
        const token = tokenOf(appSecret, link);
        const address = addresses.witnessLink(token);
        const { id, label, expiresAt } = link;
        // Its code is shown at once: it was made to be given.
        const shown = { isNewest: place === 0, path: `/temoigner/${token}`, qr: qrCode(address) };
        return { id, label, expiresAt, address, ...shown };
      }),
  };
}
