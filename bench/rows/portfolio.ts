/** What an employer opens. */
import { send } from '../client.ts';
import { startOurs, startServers } from '../servers/places.ts';
import { requests } from './requests.ts';
import { compared, type Group } from './row.ts';

export const portfolioRows: Group = {
  name: 'portfolio',
  async open() {
    const servers = await startServers();
    const { ours, place } = servers;
    const paths = new Map<number, string>();
    for (const count of [1, 12, 60]) {
      paths.set(count, `/p/${(await ours.ask('portfolio', String(count)))[0] ?? ''}`);
    }
    const unverified = await startOurs(place, 'unverified');
    const open = (origin: string, path: string) =>
      send(origin, { path, headers: { Accept: 'text/html' } });
    // Each page is opened once, to know what there is to render.
    for (const path of paths.values()) await open(unverified.origin, path);
    const [rendered = ''] = await unverified.ask('rendered');
    return {
      rows: [...paths].map(([count, path]) =>
        compared(
          `${count} ${count === 1 ? 'badge' : 'badges'}`,
          {
            ours: requests(ours, { send: () => open(ours.origin, path) }),
            peer: requests(unverified, { send: () => open(unverified.origin, path) }),
            floor: requests(unverified, { send: () => open(rendered, path) }),
          },
          'endorsed badges of one person; the peer does all but the verifications, the floor renders the same page from what is at hand',
        ),
      ),
      async close() {
        await unverified.close();
        await servers.close();
      },
    };
  },
};
