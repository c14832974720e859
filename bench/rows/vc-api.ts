/** The VC-API over HTTP: the CPU of the server alone, with 1, 10 and 64 requests in flight. */
import { sendJson } from '../client.ts';
import type { Work } from '../harness.ts';
import { PUBLIC_URL, startServers, type Servers } from '../servers/places.ts';
import type { Child } from '../servers/child.ts';
import { freshBadge, OUR_DID } from '../subjects/golden.ts';
import { requests } from './requests.ts';
import { compared, type Group, type Row } from './row.ts';

const AT_ONCE = [1, 10, 64];
/** Requests after which its threads have compiled what is hot. */
const WARM = 100;

export const vcApiIssueRows: Group = {
  name: 'VC-API issue',
  async open() {
    const servers = await startServers();
    const tokens = createTokenPool(servers.ours);
    const worksFor = (most: number) => ({
      ours: requests(servers.ours, {
        most,
        prepare: (count) => tokens.fill(count),
        send: async () => {
          const headers = { Authorization: `Bearer ${tokens.take()}` };
          await sendJson(servers.ours.origin, '/credentials/issue', toIssue(), {
            headers,
            status: 201,
          });
        },
      }),
      peer: requests(servers.peer, {
        most,
        send: () => sendJson(servers.peer.origin, '/credentials/issue', toIssue(), { status: 201 }),
      }),
      floor: requests(servers.floor, {
        most,
        send: () => sendJson(servers.floor.origin, '/echo', toIssue()),
      }),
    });
    await warm(worksFor(8));
    return {
      rows: [
        ...AT_ONCE.map((most) =>
          compared(
            `${most} in flight`,
            worksFor(most),
            'golden badge without the endorsement and status, which a client may not bring along; from many addresses and tokens, because each has its limits',
          ),
        ),
        bareCore(servers, 'issue', () => ({ body: toIssue(), status: 201 })),
      ],
      close: () => servers.close(),
    };
  },
};

export const vcApiVerifyRows: Group = {
  name: 'VC-API verify',
  async open() {
    const servers = await startServers();
    const { ours, peer, floor } = servers;
    await trustOurs(servers);
    const [seen = ''] = await ours.ask('badges', '1');
    const repeated = `{"verifiableCredential":${seen}}`;
    let bodies: readonly string[] = [];
    const fill = async (count: number) => {
      const badges = await ours.ask('badges', String(count));
      bodies = badges.map((badge) => `{"verifiableCredential":${badge}}`);
    };
    const worksFor = (most: number) => {
      return {
        ours: requests(ours, {
          most,
          prepare: fill,
          send: (index) => sendJson(ours.origin, '/credentials/verify', bodies[index] ?? ''),
        }),
        peer: requests(peer, {
          most,
          send: () => sendJson(peer.origin, '/credentials/verify', repeated),
        }),
        floor: requests(floor, { most, send: () => sendJson(floor.origin, '/echo', repeated) }),
      };
    };
    await warm(worksFor(8));
    return {
      rows: [
        ...AT_ONCE.map((most) =>
          compared(
            `${most} in flight`,
            worksFor(most),
            'an endorsed badge of ours, never seen, from many addresses; the peer checks its two proofs',
          ),
        ),
        bareCore(servers, 'verify', (index) => ({ body: bodies[index] ?? '' }), fill),
      ],
      close: () => servers.close(),
    };
  },
};

/** How far our core gets by itself: no token, no store, no limit, nothing of its own to look up. */
function bareCore(
  { floor }: Servers,
  act: 'issue' | 'verify',
  next: (index: number) => { readonly body: string; readonly status?: number },
  prepare?: (count: number) => Promise<void>,
): Row {
  const post = (path: string, index: number) => {
    const { body, ...sent } = next(index);
    return sendJson(floor.origin, path, body, sent);
  };
  const most = 10;
  return compared(
    'our core in bare Express, 10 in flight',
    {
      ours: requests(floor, {
        most,
        ...(prepare && { prepare }),
        send: (index) => post(`/core/${act}`, index),
      }),
      peer: requests(floor, { most, send: () => post(`/credentials/${act}`, 0) }),
      floor: requests(floor, {
        most,
        send: () => sendJson(floor.origin, '/echo', next(0).body),
      }),
    },
    'no token, store, limit, nor log: how far a route gets that has no service around it',
  );
}

async function warm({ ours, peer }: Record<'ours' | 'peer', Work>): Promise<void> {
  for (const { prepare, run } of [ours, peer]) {
    await prepare?.(WARM);
    await run(WARM);
  }
}

const JSON_LD = { headers: { Accept: 'application/vc' } };

async function trustOurs({ ours, peer, floor }: Servers): Promise<void> {
  const textAt = async (path: string) => (await fetch(`${ours.origin}${path}`, JSON_LD)).text();
  const list = '/k/hauts-pres/status/1';
  const texts = [
    await textAt('/k/hauts-pres/did.json'),
    `${PUBLIC_URL}${list}`,
    await textAt(list),
  ];
  for (const bare of [peer, floor]) await bare.ask('trust', ...texts);
}

/** As a client sends it: another one each time. */
export function toIssue(): string {
  const { credentialStatus, ...badge } = freshBadge('client.example').badge;
  return JSON.stringify({ credential: { ...badge, issuer: { ...badge.issuer, id: OUR_DID } } });
}

/** What one token may sign in a minute is bounded: no token is asked for more than this. */
const MOST_OF_A_TOKEN = 200;

function createTokenPool(ours: Child) {
  const pool: { token: string; left: number }[] = [];
  return {
    async fill(count: number) {
      while (pool.reduce((sum, { left }) => sum + left, 0) < count) {
        const [token = ''] = await ours.ask('tokens', '1');
        pool.push({ token, left: MOST_OF_A_TOKEN });
      }
    },
    take(): string {
      const one = pool.find(({ left }) => left > 0);
      if (!one) throw new Error('No token is left');
      one.left -= 1;
      return one.token;
    },
  };
}
