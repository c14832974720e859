/** What a backup is called, by when it was made: nobody else's file has such a name. */

const NAME = /^kpa-badges-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.sqlite$/;

export const backupNameAt = (now: Date): string =>
  `kpa-badges-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.sqlite`;

/** Milliseconds since 1970; undefined of what is no backup of ours. */
export function timeOfBackup(name: string): number | undefined {
  const [found, day, hours, minutes, seconds] = NAME.exec(name) ?? [];
  return found === undefined ? undefined : Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
}
