/** Which backups go when a new one was made (docs/runbook.md). By their names alone. */
import { timeOfBackup } from './backup-names.ts';

/** In UTC. */
const dayOf = (name: string) => name.slice('kpa-badges-'.length, 'kpa-badges-2026-11-27'.length);

/**
 * So many days are kept: of the day of the one that was just made, the last so many; of each day before
 * that has one, the newest. That one always stays, whatever date a clock that was ahead has given to
 * others.
 */
export function namesToRemove(names: readonly string[], made: string, days: number): string[] {
  // What somebody else puts beside them, or gives another name, stays.
  const ours = names.filter((name) => timeOfBackup(name) !== undefined);
  const others = ours.filter((name) => name !== made);
  const newestFirst = others.sort().reverse();
  const ofToday = newestFirst.filter((name) => dayOf(name) === dayOf(made));
  const newestOfDay = newestFirst.filter(
    (name, at) => dayOf(name) !== dayOf(made) && dayOf(name) !== dayOf(newestFirst[at - 1] ?? ''),
  );
  const kept = new Set([...ofToday.slice(0, days - 1), ...newestOfDay.slice(0, days - 1)]);
  return newestFirst.filter((name) => !kept.has(name));
}
