/** How many threads, and how much one task may take (docs/adr/0015). */
import type { WaitingLimits } from './turns.ts';

export interface ThreadOptions {
  /** One of them is kept for what is brief, unless it is the only one. */
  readonly threads: number;
  /** For a thread; of what is brief, as many again. */
  readonly waiting: WaitingLimits;
  /** For one task. */
  readonly milliseconds: number;
  /** For one that is said to be brief. */
  readonly briefly: number;
  /** Of JavaScript objects, in each thread. */
  readonly megabytes: number;
  /** Characters of what is done in the process itself, as long as it turns out to be short. */
  readonly mostInPlace: number;
  /** As in the process (docs/adr/0030). */
  readonly isShortWayOpen: boolean;
  /** What runs in each: tests bring one that never ends. */
  readonly program: URL;
}

export const THREAD_OPTIONS: ThreadOptions = {
  threads: 4,
  waiting: { perClient: 64, inAll: 128 },
  milliseconds: 10_000,
  briefly: 2_000,
  megabytes: 128,
  mostInPlace: 32_768,
  isShortWayOpen: true,
  program: new URL(
    import.meta.url.endsWith('.ts') ? '../thread.ts' : '../thread.js',
    import.meta.url,
  ),
};
