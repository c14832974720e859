#!/usr/bin/env node
/** `kpa-badges`: badges on a command line, with no server and no database. See `cli/usage.ts`. */
import { readArguments } from './cli/arguments.ts';
import { bake } from './cli/bake.ts';
import { EXIT } from './cli/exit-codes.ts';
import { inspect } from './cli/inspect.ts';
import { CliError } from './cli/read-input.ts';
import { unbake } from './cli/unbake.ts';
import { USAGE } from './cli/usage.ts';
import { verify } from './cli/verify.ts';

const COMMANDS = { verify, bake, unbake, inspect } as const;

try {
  const given = readArguments(process.argv.slice(2));
  if (given === 'help') {
    process.stdout.write(USAGE);
  } else {
    const { output, exitCode } = await COMMANDS[given.command](given);
    process.stdout.write(output);
    process.exitCode = exitCode;
  }
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT.USAGE;
}
