/** What the service needs around it, made for one run. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from './child.ts';

export const PUBLIC_URL = 'https://badges.example';

/** On the disk of the repository: what is in memory alone, as /tmp may be, is not durable. */
export async function createPlace() {
  const parent = 'node_modules/.cache';
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'bench-'));
  return { folder, env: secretsOf(), remove: () => rm(folder, { recursive: true }) };
}

const secretsOf = () => ({
  PUBLIC_URL,
  MASTER_KEY: randomBytes(32).toString('base64'),
  APP_SECRET: randomBytes(32).toString('base64'),
});

export type Place = Awaited<ReturnType<typeof createPlace>>;

export interface Servers {
  readonly ours: Child;
  /** Bare Express with the plain library. */
  readonly peer: Child;
  /** Bare Express, for what is bare. */
  readonly floor: Child;
  readonly place: Place;
  close(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const place = await createPlace();
  const children = await Promise.all([
    startOurs(place),
    startChild('bare'),
    startChild('bare', [place.folder]),
  ]);
  const [ours, peer, floor] = children;
  return {
    ours,
    peer,
    floor,
    place,
    async close() {
      await Promise.all(children.map((child) => child.close()));
      await place.remove();
    },
  };
}

/** The service, on what lies there. */
export const startOurs = ({ folder, env }: Place, ...words: string[]): Promise<Child> =>
  startChild('ours', [folder, ...words], env);
