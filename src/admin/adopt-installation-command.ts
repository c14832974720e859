/** The data belongs to another address, or another master key, from now on: an operator says so. */
import { z } from 'zod';
import { adoptInstallation } from '../features/installation/adopt-installation.ts';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';
import { command } from './command.ts';

const { by, reason, 'public-url': publicUrl, 'master-key': masterKey } = ARGUMENTS;

export const adoptionCommand = command(
  '--public-url | --master-key: that of this configuration, --by, --reason',
  z.strictObject({
    by,
    reason,
    'public-url': publicUrl.optional(),
    'master-key': masterKey.optional(),
  }),
  async (services, given, print) => {
    const isUrl = given['public-url'] === true;
    if (isUrl === (given['master-key'] === true)) {
      throw new ArgumentsError('Say what is different: --public-url or --master-key');
    }
    const what = isUrl ? 'public-url' : 'master-key';
    const act = { by: given.by, reason: given.reason };
    const { from, to } = await adoptInstallation(services, what, act);
    print(from === to ? `${what}: it is ${to} already` : `${what}: ${to}, before ${from}`);
    return true;
  },
  'adopt',
);
