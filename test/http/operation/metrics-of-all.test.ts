/** The metrics of several processes, added up as they are read. */
import { expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../src/metrics/metrics.ts';
import { createMetricsOfAll } from '../../../src/metrics/of-all.ts';
import { readMetrics } from '../../support/metrics.ts';

const SINCE = new Date('2026-10-14T16:30:00Z');

function createOne(waiting: number, ahead = 0): Metrics {
  const metrics = createMetrics({ version: '1.2.3' }, { warn: () => undefined });
  metrics.watch({
    threads: () => ({ busy: 1, threads: 3, waiting: 0 }),
    outbox: () => Promise.resolve({ waiting, oldestSeconds: 7 }),
    clockAhead: () => Promise.resolve(ahead),
  });
  return metrics;
}

const answer = (metrics: Metrics) => {
  metrics.answered({ method: 'GET', route: '/', status: 200, ms: 5 });
};

it('adds what each has done, and takes what all see alike once, also of who is gone', async () => {
  const there = new Map([
    [1, createOne(4)],
    [2, createOne(4)],
  ]);
  const all = createMetricsOfAll(async () => {
    const given = [...there].map(async ([worker, one]) => [worker, await one.parts()] as const);
    return new Map(await Promise.all(given));
  }, SINCE);
  const read = async () => readMetrics((await all.read()).text);
  for (const one of there.values()) answer(one);

  const together = await read();
  expect(together.value('kpa_http_requests_total')).toBe(2);
  expect(together.value('kpa_http_request_seconds_count')).toBe(2);
  expect(together.value('kpa_http_request_seconds_sum')).toBeCloseTo(0.01);
  expect(together.value('kpa_threads')).toBe(6);
  expect(together.value('kpa_workers')).toBe(2);
  expect(together.value('kpa_outbox_letters')).toBe(4);
  expect(together.value('kpa_outbox_age_seconds')).toBe(7);
  expect(together.value('kpa_build_info', { version: '1.2.3' })).toBe(1);
  // The service is as old as it was, whoever was replaced.
  expect(together.value('process_start_time_seconds')).toBe(SINCE.getTime() / 1_000);

  // It says nothing for a while; then it is gone, and another one has its place.
  there.delete(1);
  const silent = await read();
  expect(silent.value('kpa_http_requests_total')).toBe(2);
  expect(silent.value('kpa_threads')).toBe(3);
  all.keep(1);
  const third = createOne(4);
  there.set(3, third);
  answer(third);
  const later = await read();
  expect(later.value('kpa_http_requests_total')).toBe(3);
  expect(later.value('kpa_http_request_seconds_count')).toBe(3);
  expect(later.value('kpa_workers')).toBe(2);
});

it('says of the clocks the one that is furthest off, whichever way', async () => {
  const furthest = async (...clocks: readonly number[]) => {
    const parts = await Promise.all(clocks.map((ahead) => createOne(0, ahead).parts()));
    const all = createMetricsOfAll(() => Promise.resolve(new Map(parts.entries())), SINCE);
    return readMetrics((await all.read()).text).value('kpa_clock_ahead_seconds');
  };
  expect(await furthest(0, 0)).toBe(0);
  expect(await furthest(0, -4_000, 2)).toBe(-4_000);
  expect(await furthest(-4_000, 0, 5_000)).toBe(5_000);
});
