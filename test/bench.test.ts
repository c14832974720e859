/** What the benchmark writes is what it measured. It measures nothing here: no test looks at a clock. */
import { expect, it } from 'vitest';
import { interleave } from '../bench/harness.ts';
import { commandOf, readOptions, wantsGroup, wantsRow } from '../bench/options.ts';
import { resultsPage } from '../bench/report/results.ts';
import { type Measured, spreadOf, summarise } from '../bench/report/summary.ts';
import { markdownTable, textLine, textTable } from '../bench/report/table.ts';
import { workersPage } from '../bench/workers/page.ts';

const issueOne: Measured = {
  row: 'issue: one',
  unit: 'µs',
  // The last round was slow for both: the ratio of each round says the same.
  samples: { ours: [100, 110, 300], plain: [5_000, 5_500, 15_000], floor: [50, 55, 150] },
  note: 'golden badge',
};
const page: Measured = {
  row: 'portfolio: 12 badges',
  unit: 'ms',
  samples: { ours: [8, 8, 8], floor: [2, 2, 2] },
};
const start: Measured = {
  row: 'growth on SQLite: start-up, by the clock',
  unit: 's',
  samples: { ours: [9.5] },
};
const unaimed: Measured = { row: 'VC-JWT: sign', unit: 'µs', samples: { ours: [2], plain: [3] } };

it('tells medians, the ratio of each round, and whether the target is met', () => {
  expect(summarise(issueOne)).toEqual({
    row: 'issue: one',
    ours: 110,
    plain: 5_500,
    peer: null,
    floor: 55,
    unit: 'µs',
    ratio: 50,
    target: '≥ 45 × plain',
    met: true,
    ofFloor: 0.5,
    spread: {
      ours: { low: 105, median: 110, high: 205 },
      plain: { low: 5_250, median: 5_500, high: 10_250 },
      floor: { low: 52.5, median: 55, high: 102.5 },
    },
    note: 'golden badge',
  });
});

it('tells how much more ours costs where the target is a most', () => {
  expect(summarise(page)).toMatchObject({ ratio: 4, target: '≤ 3 × floor', met: false });
  expect(summarise(start)).toMatchObject({ ours: 9.5, ratio: null, target: '≤ 2 s', met: false });
  expect(summarise(unaimed)).toMatchObject({ ratio: 1.5, target: null, met: null });
});

it('halves the rounds between low and high', () => {
  expect(spreadOf([4, 1, 3, 2, 5])).toEqual({ low: 2, median: 3, high: 4 });
  expect(spreadOf([7])).toEqual({ low: 7, median: 7, high: 7 });
});

it('writes one row of Markdown for each row, and the same figures on a terminal', () => {
  const summaries = [issueOne, start].map(summarise);
  expect(markdownTable(summaries).split('\n')).toEqual([
    '| row | ours | plain | peer | floor | ratio | of floor | target | met |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    '| issue: one | 110 (105–205) µs | 5,500 (5,250–10,250) µs |  | 55.0 (52.5–103) µs | 50.0× | 50.0 % | ≥ 45 × plain | yes |',
    '| growth on SQLite: start-up, by the clock | 9.50 s |  |  |  |  |  | ≤ 2 s | no |',
  ]);
  const [head = '', first = ''] = textTable(summaries).split('\n');
  expect(head.indexOf('ours') + 'ours'.length).toBe(first.indexOf(' µs') + ' µs'.length);
  expect(textLine(summarise(issueOne))).toMatch(
    / {2}50.0 % {2}≥ 45 × plain {2}yes {2}\[golden badge\]$/,
  );
  expect(textLine(summarise(start))).toBe(
    'growth on SQLite: start-up, by the clock  ours 9.50 s  ≤ 2 s  no',
  );
  expect(first).toMatch(/^issue: one {2,}110 \(105–205\) µs .* yes$/);
});

it('says when, where, of which commit, and how to do it again', () => {
  const written = resultsPage([summarise(issueOne)], {
    date: '2026-11-26 15:00 UTC',
    commit: '0123456789ab',
    cores: 2,
    processor: 'Some Processor',
    node: 'v20.19.0',
    command: 'npm run bench -- --large',
  });
  expect(written).toContain(
    '| 2026-11-26 15:00 UTC | 0123456789ab | 2 cores, Some Processor | v20.19.0 |',
  );
  expect(written).toContain('- issue: one: golden badge.');
  expect(written).toContain('`npm ci && npm run bench -- --large`');
  expect(written).toContain(markdownTable([summarise(issueOne)]));
});

it('names the command without the file that only one machine has', () => {
  expect(commandOf(['--large', '--json', 'all.json'])).toBe('npm run bench -- --large');
  expect(commandOf(['--json=all.json'])).toBe('npm run bench');
});

it('lets all sides of a row work as often, each for itself', async () => {
  const done = { ours: 0, plain: 0, spent: 0 };
  const work = (side: 'ours' | 'plain', each: number) => ({
    run: (count: number) => {
      done[side] += count;
      done.spent += each * count;
      return Promise.resolve();
    },
    cpu: () => Promise.resolve(done.spent),
  });
  const works = { ours: work('ours', 10_000), plain: work('plain', 50_000) };
  const samples = await interleave(works, { rounds: 3, turn: 100, patience: Infinity });
  expect(samples).toEqual({ ours: [10_000, 10_000, 10_000], plain: [50_000, 50_000, 50_000] });
  // Ten and two to a turn, beside those that warm up.
  expect(done.ours).toBeGreaterThan(30);
  expect(done.plain).toBeGreaterThan(6);
});

it('has rounds enough when it took too long, and two at the least', async () => {
  const work = { run: () => Promise.resolve(), cpu: () => Promise.resolve((cpu += 100_000)) };
  let cpu = 0;
  const samples = await interleave({ ours: work }, { rounds: 5, turn: 100, patience: -1 });
  expect(samples.ours).toHaveLength(2);
});

it('measures the groups and rows that were asked for', () => {
  const only = readOptions(['--only', 'issue: one', '--only', 'verify', '--json', 'all.json']);
  expect(only).toMatchObject({ json: 'all.json', large: false });
  expect(['issue', 'verify', 'award'].map((group) => wantsGroup(only, group))).toEqual([
    true,
    true,
    false,
  ]);
  expect(wantsRow(only, 'issue: one')).toBe(true);
  expect(wantsRow(only, 'issue: batch of one class')).toBe(false);
  expect(wantsRow(only, 'verify: never seen')).toBe(true);
  expect(wantsRow(readOptions(['--large']), 'issue: one')).toBe(true);
  expect(() => readOptions(['--quick'])).toThrow();
});

it('tells what a second worker gives, and what it costs', () => {
  const exactly = (figure: number) => ({ low: figure, median: figure, high: figure });
  const row = { name: 'sign', asking: exactly(200) };
  const page = workersPage(
    [
      { ...row, workers: 1, rate: exactly(900), service: exactly(1_000) },
      { ...row, workers: 2, rate: exactly(1_350), service: exactly(1_250) },
    ],
    {
      ...{ date: '2026-11-27', commit: 'abc', cores: 2, processor: 'P', node: 'v20' },
      command: 'npm run bench -- --workers',
    },
    0.25,
  );
  expect(page).toContain('| 2026-11-27 | abc | 2 cores, P | v20 | 0.3 |');
  expect(page).toContain('| sign | 1 | 900 (900–900) | 1.00× | 1,000 (1,000–1,000) µs | 0.90 |');
  expect(page).toContain(
    '| sign | 2 | 1,350 (1,350–1,350) | 1.50× | 1,250 (1,250–1,250) µs | 1.69 | 200 µs | 1,600 |',
  );
});
