import { z } from 'zod';
import { rewrapSecrets } from '../features/key-management/rewrap-secrets.ts';
import { secretContext } from '../features/providers/oidc.ts';
import { sealContext } from '../features/sharing/share-portfolio.ts';
import type { Config } from '../config.ts';
import type { RewrapTally } from '../keys/rewrap.ts';
import { ARGUMENTS } from './arguments.ts';
import { isOutdated, readReadiness } from './beside/same-service.ts';
import { command, type Printer, RefusedError } from './command.ts';

/** After `MASTER_KEY` changed, and before `MASTER_KEY_PREVIOUS` goes. */
export const rewrap = command(
  '--by, --reason',
  z.strictObject({ by: ARGUMENTS.by, reason: ARGUMENTS.reason }),
  async (services, given, print, config) => {
    await refuseOutdated(config, print);
    const done = await rewrapSecrets(
      { ...services, shareLinkContext: sealContext, providerContext: secretContext },
      given,
    );
    const left = [
      tell(print, 'keys', done.keys),
      tell(print, 'awards', done.awards),
      tell(print, 'earlier texts of awards', done.earlierTexts),
      tell(print, 'entries of lost badges', done.lostEntries),
      tell(print, 'share links', done.shareLinks),
      tell(print, 'sign-in providers', done.signInProviders),
    ];
    const isAll = left.every((failed) => failed === 0);
    print(
      isAll
        ? 'Nothing needs the previous master key any more.'
        : 'Keep MASTER_KEY_PREVIOUS: not everything could be opened.',
    );
    return isAll && (await isOpenBeside(config, print));
  },
);

/**
 * A service that was started before MASTER_KEY changed opens nothing of what is closed anew. By now it
 * has the data of another configuration before it, and says so. Throws `RefusedError`.
 */
async function refuseOutdated(config: Config, print: Printer): Promise<void> {
  const beside = await readReadiness(config);
  if (!beside) {
    print(
      `No service answers on port ${config.port}: each that runs elsewhere must know this MASTER_KEY already.`,
    );
    return;
  }
  if (!isOutdated(beside)) return;
  throw new RefusedError(
    `The service at ${beside.at} says « ${beside.said} »: start it again with this MASTER_KEY and MASTER_KEY_PREVIOUS first (docs/runbook-keys.md)`,
  );
}

/** Looked at once more: a service keeps for a second what it says of itself. */
async function isOpenBeside(config: Config, print: Printer): Promise<boolean> {
  const beside = await readReadiness(config);
  if (!beside || !isOutdated(beside)) return true;
  print(
    `The service at ${beside.at} says « ${beside.said} »: start it again with this MASTER_KEY.`,
  );
  return false;
}

function tell(print: Printer, what: string, { rewrapped, current, failed }: RewrapTally): number {
  for (const { id, why } of failed) print(`${id}  failed  ${why}`);
  print(`${what}: ${rewrapped} rewrapped, ${current} current already, ${failed.length} failed`);
  return failed.length;
}
