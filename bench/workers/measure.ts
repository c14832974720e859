/**
 * How much a service answers in a second with one worker and with two, and what each answer costs it.
 * Who asks runs on the same cores: what that takes is measured too, and told.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { inFlight, send, sendJson } from '../client.ts';
import { type Spread, spreadOf } from '../report/summary.ts';
import { freePort } from '../rows/start-up.ts';
import { toIssue } from '../rows/vc-api.ts';
import { type Child, startChild } from '../servers/child.ts';
import { createPlace, type Place, startOurs } from '../servers/places.ts';

const COUNTS = [1, 2] as const;
const AT_ONCE = 32;
/** Milliseconds of one turn, and before the first is measured. */
const TURN = 2_500;
const WARM = 6_000;

export interface WorkersRow {
  readonly name: string;
  readonly workers: number;
  /** Answers in a second. */
  readonly rate: Spread;
  /** Microseconds of CPU for one: of all processes of the service, and of who asks. */
  readonly service: Spread;
  readonly asking: Spread;
}

interface Service {
  readonly workers: number;
  readonly child: Child;
  readonly place: Place;
  readonly asks: readonly Asks[];
}

interface Asks {
  readonly name: string;
  readonly ask: () => Promise<unknown>;
}

interface Turn {
  readonly rate: number;
  readonly service: number;
  readonly asking: number;
}

export async function measureWorkers(
  rounds: number,
  print: (text: string) => void,
): Promise<readonly WorkersRow[]> {
  const services = await Promise.all(COUNTS.map(startService));
  const rows: WorkersRow[] = [];
  for (const at of services[0]?.asks.keys() ?? []) {
    const turns = new Map<Service, Turn[]>(services.map((one) => [one, []]));
    for (const one of services) await takeTurn(one, at, WARM);
    for (let round = 0; round < rounds; round += 1) {
      // Each round begins with another one.
      const order = round % 2 === 0 ? services : services.toReversed();
      for (const one of order) turns.get(one)?.push(await takeTurn(one, at, TURN));
    }
    for (const [one, taken] of turns) rows.push(rowOf(one, at, taken, print));
  }
  for (const { child, place } of services) {
    await child.close();
    await place.remove();
  }
  return rows;
}

function rowOf(
  { workers, asks }: Service,
  at: number,
  turns: readonly Turn[],
  print: (text: string) => void,
): WorkersRow {
  const of = (what: keyof Turn) => spreadOf(turns.map((turn) => turn[what]));
  const name = asks[at]?.name ?? '';
  const row = { name, workers, rate: of('rate'), service: of('service'), asking: of('asking') };
  const { rate, service, asking } = row;
  const words = [rate, service, asking].map(({ median }) => Math.round(median));
  print(
    `${name}, ${workers} workers: ${words.join(' / ')} (a second, µs of the service, of who asks)`,
  );
  return row;
}

async function startService(workers: number): Promise<Service> {
  const place = await createPlace();
  const ours = await startOurs(place);
  const [portfolio = ''] = await ours.ask('portfolio', '12');
  const tokens = await ours.ask('tokens', '4');
  await ours.close();
  const child = await startChild('starting', [], {
    ...place.env,
    ...{ DATA_DIR: place.folder, PORT: String(await freePort()), HOST: '127.0.0.1' },
    ...{ TRUST_PROXY: '1', WORKERS: String(workers), TOKEN_REQUESTS: '100000000' },
  });
  await untilAllListen(child, workers);
  const issue = async () => {
    const headers = { Authorization: `Bearer ${tokens[Math.floor(Math.random() * 4)] ?? ''}` };
    await sendJson(child.origin, '/credentials/issue', toIssue(), { headers, status: 201 });
  };
  const path = `/p/${portfolio}`;
  const open = () => send(child.origin, { path, headers: { Accept: 'text/html' } });
  const asks = [
    { name: 'sign a badge (`/credentials/issue`)', ask: issue },
    { name: 'a portfolio of 12 badges', ask: open },
  ];
  return { workers, child, place, asks };
}

/** A connection stays with the worker that took it: none is opened before all of them take some. */
async function untilAllListen(child: Child, workers: number): Promise<void> {
  const listening = async () => Number((await child.ask('listening'))[0]);
  // Alone, it listens before it says that it is there.
  while (workers > 1 && (await listening()) < workers) await wait(50);
}

async function takeTurn(service: Service, at: number, milliseconds: number): Promise<Turn> {
  const ask = service.asks[at]?.ask ?? (() => Promise.resolve());
  const pids = await service.child.ask('pids');
  const cpuBefore = cpuOf(pids);
  const ownBefore = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  await inFlight(AT_ONCE, AT_ONCE, async () => {
    while (performance.now() - start < milliseconds) {
      await ask();
      count += 1;
    }
  });
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(ownBefore);
  const service_ = (cpuOf(pids) - cpuBefore) / count;
  return { rate: count / seconds, service: service_, asking: (user + system) / count };
}

/** Of one tick of the clock in /proc (proc(5), stat), which Linux has everywhere. */
const TICK = 10_000;

/** Microseconds so far, of processes of this machine, which is a Linux. */
function cpuOf(pids: readonly string[]): number {
  const ticks = pids.map((pid) => {
    // The name of the program may hold anything; it ends with the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) * TICK;
}
