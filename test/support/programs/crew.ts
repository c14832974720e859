/** Several workers on one port, as processes of their own: who they are, who answered what. */
import { startServer, type TestServer } from './process.ts';
import { z } from 'zod';

const line = z.object({ pid: z.number(), msg: z.string(), worker: z.number().optional() });

export interface TestCrew extends TestServer {
  /** The process ids of those that take requests, or did, in the order in which they began. */
  readonly workers: () => readonly number[];
  /** How many requests each has answered, of those that are in the log. */
  readonly answered: () => ReadonlyMap<number, number>;
  /** Resolves once so many have begun, since the start. */
  readonly untilBegun: (count: number) => Promise<void>;
}

type Env = Readonly<Record<string, string>>;

/** Resolves once all take requests. */
export async function startCrew(env: Env, size = 2, program = 'src/server.ts'): Promise<TestCrew> {
  const crew = crewOf(await startServer(program, { env: { ...env, WORKERS: String(size) } }));
  await crew.untilBegun(size);
  return crew;
}

/** Those of a service that was started with `WORKERS`. */
export function crewOf(server: TestServer): TestCrew {
  const lines = () =>
    server
      .output()
      .split('\n')
      .filter((text) => text.startsWith('{') && text.endsWith('}'))
      .map((text) => line.parse(JSON.parse(text)));
  return {
    ...server,
    workers: () =>
      lines()
        .filter(({ msg }) => msg.startsWith('KPA-Cité badges at'))
        .map(({ pid }) => pid),
    answered() {
      const counts = new Map<number, number>();
      for (const { pid, msg } of lines()) {
        if (msg === 'request') counts.set(pid, (counts.get(pid) ?? 0) + 1);
      }
      return counts;
    },
    async untilBegun(count) {
      await server.says(new RegExp(Array<string>(count).fill('KPA-Cité badges at').join('[^]*')));
    },
  };
}
