import { parseArgs } from 'node:util';
import { messageOf } from '../credentials/errors.ts';
import { type Message, say } from '../language/message.ts';
import { CliError } from './read-input.ts';

export interface Arguments {
  readonly command: 'verify' | 'bake' | 'unbake' | 'inspect';
  readonly files: readonly [string, ...string[]];
  readonly json: boolean;
  readonly offline: boolean;
  /** Files that hold DID documents. */
  readonly issuers: readonly string[];
  readonly out: string | undefined;
}

type Option = 'json' | 'offline' | 'issuer' | 'out';

const ALLOWED: Readonly<Record<Arguments['command'], readonly Option[]>> = {
  verify: ['json', 'offline', 'issuer'],
  inspect: ['json'],
  unbake: ['json', 'out'],
  bake: ['out'],
};

/** Throws `CliError`, which wants the usage, for anything that is not understood. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [name, first, ...others] = positionals;
  const command = commandOf(name);
  if (command === undefined || first === undefined) throw wrongUse(say('cli.nothing-to-do'));
  const { help, ...given } = values;
  const wrong = Object.keys(given).find((key) => !ALLOWED[command].some((one) => one === key));
  if (wrong !== undefined) throw wrongUse(say('cli.no-such-option', { command, option: wrong }));
  return {
    command,
    files: [first, ...others],
    json: values.json ?? false,
    offline: values.offline ?? false,
    issuers: values.issuer ?? [],
    out: values.out,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        offline: { type: 'boolean' },
        issuer: { type: 'string', multiple: true },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw wrongUse(say('cli.not-understood', { why: messageOf(cause) }), cause);
  }
}

const wrongUse = (said: Message, cause?: unknown) =>
  new CliError(said, { cause, wantsUsage: true });

function commandOf(name: string | undefined): Arguments['command'] | undefined {
  const commands = ['verify', 'bake', 'unbake', 'inspect'] as const;
  return commands.find((command) => command === name);
}
