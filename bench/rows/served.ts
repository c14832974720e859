/** What is served to everybody: status lists, and the badge as a picture. */
import { send, type Sent } from '../client.ts';
import { type Servers, startServers } from '../servers/places.ts';
import { requests } from './requests.ts';
import { compared, type Group, type Row } from './row.ts';
import { signInStaff } from './staff.ts';

export const LIST: Sent = { path: '/k/hauts-pres/status/1', headers: { Accept: 'application/vc' } };

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

export const withdrawalRows: Group = {
  name: 'withdrawal',
  async open() {
    const servers = await startServers();
    const { ours } = servers;
    const staff = await signInStaff(ours);
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
                await staff.withdraw(ids[index]);
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

async function revoked({ ours }: Servers, count: number): Promise<void> {
  const staff = await signInStaff(ours);
  for (const id of await ours.ask('awards', String(count))) await staff.withdraw(id);
}
