/** Measures, prints a table, and writes it down: see README, “Benchmark”. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { GROUPS } from './groups.ts';
import { commandOf, type Options, readOptions, wantsGroup, wantsRow } from './options.ts';
import { type Circumstances, resultsPage } from './report/results.ts';
import { type Summary, summarise } from './report/summary.ts';
import { textLine, textTable } from './report/table.ts';
import { measureWorkers } from './workers/measure.ts';
import { workersPage } from './workers/page.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

const args = process.argv.slice(2);
const options = readOptions(args);
if (options.workers) {
  const [load = 0] = loadavg();
  const shown = await measureWorkers(options.pace.rounds, print);
  writeFileSync('bench/RESULTS-WORKERS.md', workersPage(shown, circumstances(), load));
  process.exit();
}
const summaries = await measureAll(options);
if (summaries.length === 0) throw new Error(`--only ${options.only.join()}: there is no such row`);
print(`\n${textTable(summaries)}`);
if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify(summaries, undefined, 2)}\n`);
}
// Part of the rows is no result.
if (options.only.length === 0) {
  const file = options.large ? 'bench/RESULTS-LARGE.md' : 'bench/RESULTS.md';
  writeFileSync(file, resultsPage(summaries, circumstances()));
}

async function measureAll({ pace, large, ...wanted }: Options): Promise<readonly Summary[]> {
  const summaries: Summary[] = [];
  const groups = GROUPS.filter(
    ({ name, isLarge = false }) => isLarge === large && wantsGroup(wanted, name),
  );
  for (const group of groups) {
    const { rows, close } = await group.open(pace);
    try {
      for (const { name, unit = 'µs', note, measure } of rows) {
        const row = `${group.name}: ${name}`;
        if (!wantsRow(wanted, row)) continue;
        const samples = await measure(pace);
        const said = typeof note === 'function' ? note() : note;
        const summary = summarise({
          row,
          unit,
          samples,
          ...(said !== undefined && { note: said }),
        });
        // At once, too: who stops a long run keeps what it has found.
        print(textLine(summary));
        summaries.push(summary);
      }
    } finally {
      await close?.();
    }
  }
  return summaries;
}

function circumstances(): Circumstances {
  const processors = cpus();
  const git = (...asked: string[]) => execFileSync('git', asked, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src', 'bench') === '' ? '' : ' and changes';
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' ').concat(' UTC'),
    commit: `${git('rev-parse', '--short=12', 'HEAD')}${changed}`,
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    node: process.version,
    command: commandOf(args),
  };
}
