/** While the service runs: a copy of its data that was looked at (docs/runbook.md, docs/adr/0037). */
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { type CheckedCopy, checkCopy } from '../../features/backups/check-copy.ts';
import { makeBackup } from '../../features/backups/make-backup.ts';
import { roomFor } from '../../features/backups/room.ts';
import { type Services, withCopy } from '../../services.ts';
import { ARGUMENTS, readValues } from '../arguments.ts';
import { refuseNoKpa } from '../beside/check-place.ts';
import { type Command, type Printer, RefusedError } from '../command.ts';

const values = z.strictObject({ keep: ARGUMENTS.keep.default(14) });

export const backUp: Command = {
  usage: '[--keep 14: so many days, of each the newest; of today all, up to so many]',
  prepare: (given) => {
    const { keep } = readValues(values, given);
    return (config) => {
      refuseServer(config);
      return Promise.resolve(async (services, print) => {
        await refuseNoKpa(services.store);
        const { dataFolder } = config;
        const folder = join(dataFolder, 'backups');
        const files = ['kpa-badges.sqlite', 'kpa-badges.sqlite-wal'];
        const room = roomFor(files.map((name) => join(dataFolder, name)));
        const check = (copy: string) => look(config, services, copy, print);
        const { file, removed } = await makeBackup(services, { folder, keep, room, check });
        for (const name of removed) print(`${name}  removed`);
        print(file);
        return true;
      });
    };
  },
};

/** Before anything is opened. */
function refuseServer({ mongodbUri }: Config): void {
  if (mongodbUri === undefined) return;
  throw new RefusedError(
    'A MongoDB server is backed up with its own tools: mongodump --uri … --gzip --archive=FILE (docs/runbook.md)',
  );
}

/** As a service would after a restore, with the same secrets, and no journal of its own. */
async function look(
  config: Config,
  { threads, clock, languages, definitions }: Services,
  folder: string,
  print: Printer,
): Promise<void> {
  const log = pino({ level: 'error' }, process.stderr);
  const given = { threads, clock, languages, definitions, log };
  for (const line of linesOf(await withCopy(config, folder, given, checkCopy))) print(line);
}

/** Of what was passed over, enough to look into it: `check` names all. */
const TOLD = 5;

function linesOf({ kpas, award, passedOver }: CheckedCopy): readonly string[] {
  const more = passedOver.length - TOLD;
  return [
    ...passedOver.slice(0, TOLD).map(({ what, id, why }) => `${what} ${id}  passed over: ${why}`),
    ...(more > 0 ? [`and ${more} more: look with check`] : []),
    `KPAs: ${kpas}`,
    award === undefined
      ? 'There is no badge to verify yet.'
      : `badge ${award} verifies from the copy`,
  ];
}
