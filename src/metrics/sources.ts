/** What is asked for when somebody reads the metrics: a source that fails or dawdles leaves a gap. */
import { setTimeout as wait } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';

/** Each may be left out, and has no metric then. */
export interface Sources {
  readonly threads?: () => {
    readonly busy: number;
    readonly threads: number;
    readonly waiting: number;
  };
  /** Status lists that others cannot rely on, by why: see features/status-lists/count-behind.ts. */
  readonly listsBehind?: () => Promise<Readonly<Record<string, number>>>;
  /** Seconds by which the clock is ahead of the time that is known (docs/adr/0032). */
  readonly clockAhead?: () => Promise<number>;
  /** Seconds since the newest backup; undefined where there is none. */
  readonly backupAge?: () => Promise<number | undefined>;
  /** Letters that wait to leave, and the seconds since the oldest of them was asked for; 0 for none. */
  readonly outbox?: () => Promise<{ readonly waiting: number; readonly oldestSeconds: number }>;
}

/** Of several processes, the one counts that is furthest from 0, either way. */
export const CLOCK_AHEAD = 'kpa_clock_ahead_seconds';

type Report = (error: unknown, metric: string) => void;

/** Whoever reads metrics gives up after ten seconds, as a rule. */
const PATIENCE = 5_000;

export function watchSources(registry: Registry, report: Report, sources: Sources): void {
  const { threads, listsBehind, clockAhead, backupAge, outbox } = sources;
  const each = (name: string, help: string, read?: () => Promise<number | undefined>) => {
    if (read) gaugeOf(registry, report, { name, help, read, aggregator: 'sum' });
  };
  const one = (name: string, help: string, read?: () => Promise<number | undefined>) => {
    if (read) gaugeOf(registry, report, { name, help, read, aggregator: 'max' });
  };
  const furthest = (name: string, help: string, read?: () => Promise<number | undefined>) => {
    if (read) gaugeOf(registry, report, { name, help, read, aggregator: 'first' });
  };
  const ofThreads = (what: 'busy' | 'threads' | 'waiting') =>
    threads && (() => Promise.resolve(threads()[what]));

  each('kpa_threads', 'Threads for what strangers hand in.', ofThreads('threads'));
  each('kpa_threads_busy', 'Threads that are at work.', ofThreads('busy'));
  each('kpa_thread_tasks_waiting', 'Tasks that wait for a thread.', ofThreads('waiting'));
  furthest(CLOCK_AHEAD, 'By which the clock is ahead of what is known.', clockAhead);
  one('kpa_backup_age_seconds', 'Since the newest backup that was made here.', backupAge);
  const ofOutbox = (what: 'waiting' | 'oldestSeconds') =>
    outbox && (async () => (await outbox())[what]);
  one('kpa_outbox_letters', 'Letters that wait to leave.', ofOutbox('waiting'));
  one(
    'kpa_outbox_age_seconds',
    'Since the oldest letter that waits was asked for; 0 where none waits.',
    ofOutbox('oldestSeconds'),
  );
  if (listsBehind) {
    const name = 'kpa_status_lists_behind';
    const help =
      'Status lists that lack a revocation (marks), are past half of their life (old), or at its end (over).';
    gaugeByWhy(registry, report, { name, help, read: listsBehind, aggregator: 'max' });
  }
}

interface Wanted<R> {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<R>;
  /** Of several processes: each has its own share, all see the same, or `of-all.ts` puts one first. */
  readonly aggregator: 'sum' | 'max' | 'first';
}

function gaugeOf(
  registry: Registry,
  report: Report,
  { name, help, read, aggregator }: Wanted<number | undefined>,
): void {
  const collect = async () => {
    const value = await within(PATIENCE, read, name, report);
    // Nothing is said, rather than an old number or zero.
    if (value === undefined) gauge.remove();
    else gauge.set(value);
  };
  const gauge = new Gauge({ name, help, aggregator, collect, registers: [registry] });
}

function gaugeByWhy(
  registry: Registry,
  report: Report,
  { name, help, read, aggregator }: Wanted<Readonly<Record<string, number>>>,
): void {
  const collect = async () => {
    const values = await within(PATIENCE, read, name, report);
    gauge.reset();
    for (const [why, value] of Object.entries(values ?? {})) gauge.set({ why }, value);
  };
  const labelNames = ['why'];
  const gauge = new Gauge({ name, help, labelNames, aggregator, collect, registers: [registry] });
}

async function within<R>(
  milliseconds: number,
  read: () => Promise<R>,
  metric: string,
  report: Report,
): Promise<R | undefined> {
  const tooLate = new AbortController();
  const late = wait(milliseconds, undefined, { ref: false, signal: tooLate.signal }).then(() => {
    throw new Error(`No answer within ${milliseconds} ms`);
  });
  try {
    return await Promise.race([read(), late]);
  } catch (error) {
    report(error, metric);
    return undefined;
  } finally {
    late.catch(() => undefined);
    tooLate.abort();
  }
}
