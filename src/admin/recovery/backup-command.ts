/** While the service runs: a copy of its data that was looked at (docs/runbook.md, docs/adr/0037). */
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { checkCopy } from '../../features/backups/check-copy.ts';
import { makeBackup } from '../../features/backups/make-backup.ts';
import { type Services, withCopy } from '../../services.ts';
import { ARGUMENTS, readValues } from '../arguments.ts';
import { type Command, type Printer, RefusedError } from '../command.ts';

const values = z.strictObject({ keep: ARGUMENTS.keep.default(14) });

export const backUp: Command = {
  usage: '[--keep 14: so many, this one included]',
  prepare: (given) => {
    const { keep } = readValues(values, given);
    return (config) => {
      refuseServer(config);
      return Promise.resolve(async (services, print) => {
        const folder = join(config.dataFolder, 'backups');
        const check = (copy: string) => look(config, services, copy, print);
        const { file, removed } = await makeBackup(services, { folder, keep, check });
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
  const award = await withCopy(config, folder, given, checkCopy);
  print(award === undefined ? 'There is no badge yet.' : `badge ${award} verifies from the copy`);
}
