/** What is served to everybody: status lists, portfolios, the badge as a picture. */
import { send, type Sent } from '../client.ts';
import { startChild } from '../servers/child.ts';
import { PUBLIC_URL, type Servers, startServers } from '../servers/places.ts';
import { requests } from './requests.ts';
import { compared, type Group, type Row } from './row.ts';

const LIST: Sent = { path: '/k/hauts-pres/status/1', headers: { Accept: 'application/vc' } };

export const statusListRows: Group = {
  name: 'status list',
  async open() {
    const servers = await startServers();
    const { ours } = servers;
    await revoked(servers, 30);
    const list = await send(ours.origin, LIST);
    const known = { 'If-None-Match': String(list.headers.etag), 'Cache-Control': 'max-age=0' };
    const unchanged = { ...LIST, headers: { ...LIST.headers, ...known } };
    return {
      rows: [
        ...(await keptRows('200', servers, LIST, 'application/vc')),
        ...(await keptRows('304', servers, unchanged, 'application/vc', 304)),
      ],
      close: () => servers.close(),
    };
  },
};

/** The peer serves the same bytes from memory. */
async function keptRows(
  name: string,
  { ours, peer, floor }: Servers,
  asked: Sent,
  type: string,
  status = 200,
): Promise<readonly Row[]> {
  const { path, headers = {} } = asked;
  const whole = await fetch(`${ours.origin}${path}`, { headers: { Accept: type } });
  const body = Buffer.from(await whole.arrayBuffer()).toString('base64');
  const [etag = ''] = await peer.ask('keep', body, type);
  const kept = {
    path: '/kept',
    headers: { ...headers, ...(status === 304 && { 'If-None-Match': etag }) },
  };
  return [
    compared(
      name,
      {
        ours: requests(ours, { send: () => send(ours.origin, asked, status) }),
        peer: requests(peer, { send: () => send(peer.origin, kept, status) }),
        floor: requests(floor, { send: () => send(floor.origin, { path: '/echo?say=yes' }) }),
      },
      'the peer serves the same bytes from memory; the floor echoes one word',
    ),
  ];
}

export const pictureRows: Group = {
  name: 'badge',
  async open() {
    const servers = await startServers();
    const [id = ''] = await servers.ours.ask('awards', '1');
    const asked = { path: `/k/hauts-pres/credentials/${id}.png` };
    return {
      rows: await keptRows('PNG', servers, asked, 'image/png'),
      close: () => servers.close(),
    };
  },
};

export const portfolioRows: Group = {
  name: 'portfolio',
  async open() {
    const servers = await startServers();
    const { ours, place } = servers;
    const paths = new Map<number, string>();
    for (const count of [1, 12, 60]) {
      paths.set(count, `/p/${(await ours.ask('portfolio', String(count)))[0] ?? ''}`);
    }
    const unverified = await startChild('ours', [place.folder, 'unverified'], place.env);
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

export const withdrawalRows: Group = {
  name: 'withdrawal',
  async open() {
    const servers = await startServers();
    const { ours } = servers;
    const withdraw = await withdrawing(servers);
    let ids: readonly string[] = [];
    return {
      rows: [
        compared(
          'to served',
          {
            ours: requests(ours, {
              prepare: async (count) => {
                ids = await ours.ask('awards', String(count));
              },
              send: async (index) => {
                await withdraw(ids[index] ?? '');
                await send(ours.origin, LIST);
              },
            }),
          },
          'the form, and the list that has it, read once',
        ),
      ],
      close: () => servers.close(),
    };
  },
};

/** Takes an award back, by the form of an accompagnant·e. */
async function withdrawing({ ours }: Servers) {
  const [cookie = '', csrf = ''] = await ours.ask('staff');
  const headers = {
    Cookie: cookie,
    Origin: PUBLIC_URL,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams({ _csrf: csrf, reason: 'badge' }).toString();
  return (id: string) =>
    send(
      ours.origin,
      { path: `/reconnaissances/${id}/retirer`, method: 'POST', headers, body },
      303,
    );
}

async function revoked(servers: Servers, count: number): Promise<void> {
  const withdraw = await withdrawing(servers);
  for (const id of await servers.ours.ask('awards', String(count))) await withdraw(id);
}
