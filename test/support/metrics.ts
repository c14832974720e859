/** The text format of Prometheus, as a scraper reads it (prometheus.io, exposition formats). */

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-z_\d]+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-z_]+)="((?:\\.|[^"\\])*)"/g;

export interface Scraped {
  readonly samples: readonly Sample[];
  /** As declared: a histogram once, and not its three kinds of samples. */
  readonly names: ReadonlySet<string>;
  /** The sum of those that have these labels; undefined where there is none. */
  readonly value: (
    name: string,
    labels?: Readonly<Record<string, string | number>>,
  ) => number | undefined;
}

export function readMetrics(text: string): Scraped {
  const samples = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readSample);
  return {
    samples,
    names: new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)),
    value(name, labels = {}) {
      const wanted = Object.entries(labels);
      const found = samples.filter(
        (one) =>
          one.name === name && wanted.every(([key, value]) => one.labels[key] === `${value}`),
      );
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

function readSample(line: string): Sample {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined) throw new Error(`No sample: ${line}`);
  const pairs = [...labels.matchAll(LABEL)].map(([, key = '', text = '']) => [key, text] as const);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
