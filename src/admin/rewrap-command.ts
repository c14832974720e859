import { z } from 'zod';
import { rewrapSecrets } from '../features/key-management/rewrap-secrets.ts';
import { sealContext } from '../features/sharing/share-portfolio.ts';
import type { RewrapTally } from '../keys/rewrap.ts';
import { ARGUMENTS } from './arguments.ts';
import { command, type Printer } from './command.ts';

/** After `MASTER_KEY` changed, and before `MASTER_KEY_PREVIOUS` goes. */
export const rewrap = command(
  '--by, --reason',
  z.strictObject({ by: ARGUMENTS.by, reason: ARGUMENTS.reason }),
  async (services, given, print) => {
    const done = await rewrapSecrets({ ...services, shareLinkContext: sealContext }, given);
    const left = [
      tell(print, 'keys', done.keys),
      tell(print, 'awards', done.awards),
      tell(print, 'earlier texts of awards', done.earlierTexts),
      tell(print, 'entries of lost badges', done.lostEntries),
      tell(print, 'share links', done.shareLinks),
    ];
    if (left.every((failed) => failed === 0)) {
      print('Nothing needs the previous master key any more.');
      return true;
    }
    print('Keep MASTER_KEY_PREVIOUS: not everything could be opened.');
    return false;
  },
);

function tell(print: Printer, what: string, { rewrapped, current, failed }: RewrapTally): number {
  for (const { id, why } of failed) print(`${id}  failed  ${why}`);
  print(`${what}: ${rewrapped} rewrapped, ${current} current already, ${failed.length} failed`);
  return failed.length;
}
