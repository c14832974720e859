import { ArgumentsError, readCommandLine } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { listKeys, reissue, revokeKey, rotateKey } from './key-commands.ts';
import { revokeMany } from './revoke-awards-command.ts';
import { createApiToken, listApiTokens, withdrawApiToken } from './token-commands.ts';
import { rewrap } from './rewrap-command.ts';
import { acceptRows, checkRows } from './row-commands.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['list-keys', listKeys],
  ['rotate-key', rotateKey],
  ['revoke-key', revokeKey],
  ['reissue', reissue],
  ['revoke-awards', revokeMany],
  ['rewrap', rewrap],
  ['check-rows', checkRows],
  ['accept-rows', acceptRows],
  ['create-token', createApiToken],
  ['list-tokens', listApiTokens],
  ['withdraw-token', withdrawApiToken],
]);

/** What these words ask for, ready to be run. Throws `ArgumentsError`. */
export function findCommand(words: readonly string[]): Run {
  const { command, values } = readCommandLine(words);
  const known = COMMANDS.get(command);
  if (!known) throw new ArgumentsError(`${command} is no command`);
  return known.prepare(values);
}

export function usage(): string {
  const lines = [...COMMANDS].map(([name, command]) => `  ${name.padEnd(14)} ${command.usage}`);
  return ['Commands:', ...lines].join('\n');
}
