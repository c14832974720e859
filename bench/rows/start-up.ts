/** From a new process to its first answer, as an operator starts it. */
import { createServer } from 'node:http';
import { send } from '../client.ts';
import type { Samples } from '../harness.ts';
import { startChild } from '../servers/child.ts';
import { createPlace, type Place, startOurs } from '../servers/places.ts';
import type { Group, Row } from './row.ts';

export const startUpRows: Group = {
  name: 'start-up',
  async open() {
    const place = await createPlace();
    // In production a start on an empty database is refused.
    await (await startOurs(place)).close();
    return { rows: startRows('one KPA', place), close: () => place.remove() };
  },
};

const STARTS = 3;

/** Of a place that is there: its CPU, and by the clock. */
export function startRows(name: string, { folder, env }: Place): readonly Row[] {
  const clock: number[] = [];
  const measure = async (): Promise<Samples> => {
    const cpu: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      const port = String(await freePort());
      const before = performance.now();
      const child = await startChild('starting', [], {
        ...env,
        DATA_DIR: folder,
        PORT: port,
        HOST: '127.0.0.1',
      });
      await send(child.origin, { path: '/' });
      clock.push((performance.now() - before) / 1000);
      cpu.push((await child.cpu()) / 1_000_000);
      await child.close();
    }
    return { ours: cpu };
  };
  return [
    { name, unit: 's', note: 'CPU until the first page is answered', measure },
    {
      name: `${name}, by the clock`,
      unit: 's',
      note: 'of the same starts',
      measure: async () => {
        if (clock.length === 0) await measure();
        return { ours: clock };
      },
    },
  ];
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
  });
}
