import { z } from 'zod';
import { networkList } from '../features/kpas/network-list.ts';
import { catchUp } from '../features/status-lists/catch-up.ts';
import { ARGUMENTS } from './arguments.ts';
import { command } from './command.ts';

/** After a stop of more than an hour, or once a clock that was wrong is right (docs/adr/0032). */
export const acceptClock = command(
  '--by, --reason',
  z.strictObject({ by: ARGUMENTS.by, reason: ARGUMENTS.reason }),
  async (services, given, print) => {
    const known = await services.knownTime.accept(given);
    print(`known so far: ${known.toISOString()}`);
    print(`${services.clock().toISOString()}  is right: lists are dated by the clock again`);
    const { published, behind } = await catchUp(services);
    await networkList(services);
    print(`status lists signed anew: ${published}, behind: ${behind}`);
    return behind === 0;
  },
);
