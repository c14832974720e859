/**
 * npm run check:badges [-- [--record] [folder]]
 * Checks a definitions folder. With `--record`, new versions are added to published.yaml first.
 */
import { parseArgs } from 'node:util';
import { type Definitions, DefinitionsError, loadDefinitions } from './definitions/definitions.ts';
import { recordPublished } from './definitions/record-published.ts';

const USAGE = 'Usage: npm run check:badges [-- [--record] [folder]]';

async function checkBadges(folder: string, record: boolean): Promise<string> {
  const recorded = record ? await recordPublished(folder) : [];
  const definitions = await loadDefinitions(folder);
  return [...recorded.map((key) => `Recorded ${key}`), summaryOf(definitions)].join('\n');
}

function summaryOf({ badgeClasses, objectives, levels, frameworks }: Definitions): string {
  const competences = frameworks.reduce((sum, one) => sum + one.competences.length, 0);
  return (
    `${badgeClasses.length} badge classes, ${objectives.length} objectives, ` +
    `${levels.length} levels, ${frameworks.length} frameworks with ${competences} competences: ` +
    'nothing to put right.'
  );
}

function readArguments(): { folder: string; record: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: { record: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [folder = 'badge-definitions', ...others] = positionals;
    return others.length === 0 ? { folder, record: values.record } : undefined;
  } catch {
    return undefined;
  }
}

const asked = readArguments();
if (!asked) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  try {
    process.stdout.write(`${await checkBadges(asked.folder, asked.record)}\n`);
  } catch (error) {
    if (!(error instanceof DefinitionsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
