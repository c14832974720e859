import { ArgumentsError } from './arguments.ts';
import type { Purpose } from '../features/installation/check-installation.ts';
import type { Before, Command } from './command.ts';
import { readOptions } from './command-line.ts';
import { adoptionCommand } from './adopt-installation-command.ts';
import { backUp } from './recovery/backup-command.ts';
import { acceptClock } from './clock-command.ts';
import { newKpa } from './create-kpa-command.ts';
import { listKeys, reissue, revokeKey, rotateKey } from './key-commands.ts';
import { replay } from './recovery/replay-journal-command.ts';
import { revokeMany } from './revoke-awards-command.ts';
import { earlierTextsOf } from './texts-command.ts';
import { networkRole } from './network-role-command.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './token-commands.ts';
import { checkAll, migrate } from './upkeep-commands.ts';
import { rewrap } from './rewrap-command.ts';
import { acceptRows, checkRows } from './row-commands.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['create-kpa', newKpa],
  ['adopt-installation', adoptionCommand],
  ['list-keys', listKeys],
  ['rotate-key', rotateKey],
  ['revoke-key', revokeKey],
  ['reissue', reissue],
  ['revoke-awards', revokeMany],
  ['earlier-texts', earlierTextsOf],
  ['rewrap', rewrap],
  ['check-rows', checkRows],
  ['accept-rows', acceptRows],
  ['check', checkAll],
  ['migrate', migrate],
  ['accept-clock', acceptClock],
  ['backup', backUp],
  ['replay-journal', replay],
  ['create-token', createApiToken],
  ['list-tokens', listApiTokens],
  ['revoke-token', revokeApiToken],
  ['network-role', networkRole],
]);

export const wantsHelp = (words: readonly string[]): boolean =>
  words[0] === 'help' || words.some((word) => word === '--help' || word === '-h');

export interface ChosenCommand {
  readonly purpose: Purpose;
  readonly before: Before;
}

/** What these words ask for, ready to be run. Throws `ArgumentsError`. */
export function findCommand([name, ...rest]: readonly string[]): ChosenCommand {
  if (name === undefined || name.startsWith('-')) {
    throw new ArgumentsError('Say what to do, for instance: list-keys --kpa hauts-pres');
  }
  const known = COMMANDS.get(name);
  if (!known) throw new ArgumentsError(`${name} is no command`);
  const { purpose = 'operate' } = known;
  return { purpose, before: known.prepare(readOptions(rest)) };
}

/** What the command of these words takes; the list of all, if they name none. */
export function helpFor(words: readonly string[]): string {
  const [name = ''] = words[0] === 'help' ? words.slice(1) : words;
  const known = COMMANDS.get(name);
  if (known) return known.help ?? `Usage:\n  ${name} ${known.usage}`;
  const lines = [...COMMANDS].map(([one, { usage }]) => `  ${one.padEnd(18)} ${usage}`);
  return ['Commands:', ...lines].join('\n');
}
