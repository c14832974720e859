import { parseArgs } from 'node:util';
import { CliError } from './read-input.ts';
import { USAGE } from './usage.ts';

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

/** Throws `CliError` with the usage for anything that is not understood. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [name, first, ...others] = positionals;
  const command = commandOf(name);
  if (command === undefined || first === undefined) throw new CliError(USAGE);
  const { help, ...given } = values;
  const wrong = Object.keys(given).find((key) => !ALLOWED[command].some((one) => one === key));
  if (wrong !== undefined) throw new CliError(`${command} has no option --${wrong}\n\n${USAGE}`);
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
    const why = cause instanceof Error ? `${cause.message}\n\n` : '';
    throw new CliError(`${why}${USAGE}`, { cause });
  }
}

function commandOf(name: string | undefined): Arguments['command'] | undefined {
  const commands = ['verify', 'bake', 'unbake', 'inspect'] as const;
  return commands.find((command) => command === name);
}
