/** What runs in the process that looks for damage (`damage.ts`): a file, and what is wrong with it. */
import { DatabaseSync } from '@photostructure/sqlite';
import { faultIn, isDamage } from './faults.ts';

/** More of them say nothing more. */
const MOST = 5;
const SOUND = 'ok';

function damageIn(file: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    // Without comparing each index with its table, which takes far longer (sqlite.org/pragma.html).
    const found = database.prepare(`PRAGMA quick_check(${MOST})`).all();
    const lines = found.map(({ quick_check: line }) => String(line));
    return lines.filter((line) => line !== SOUND);
  } finally {
    database.close();
  }
}

function tell(file: string): readonly string[] {
  try {
    return damageIn(file);
  } catch (error) {
    const fault = isDamage(error) ? faultIn(file, error) : undefined;
    if (fault === undefined) throw error;
    return [fault];
  }
}

process.stdout.write(JSON.stringify(tell(process.argv[2] ?? '')));
