/** Requests to one server as work: its CPU is measured, not ours. */
import { inFlight } from '../client.ts';
import type { Work } from '../harness.ts';
import type { Child } from '../servers/child.ts';

interface Requests {
  /** At once; one unless said. */
  readonly most?: number;
  readonly prepare?: (count: number) => Promise<void>;
  /** `index`: from 0, within one turn. */
  readonly send: (index: number) => Promise<unknown>;
}

export const requests = (child: Child, { most = 1, prepare, send }: Requests): Work => ({
  ...(prepare && { prepare }),
  least: most,
  run: (count) => inFlight(most, count, send),
  cpu: () => child.cpu(),
});
