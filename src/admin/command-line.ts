/** The words behind the name of a command, sorted by argument; what they are worth is read later. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';
import { KPA_ARGUMENTS } from './kpa-arguments.ts';

type Option = NonNullable<ParseArgsConfig['options']>[string];

/** Those of all commands, so that one which another command takes is called by its name. */
const OPTIONS = Object.fromEntries(
  Object.entries({ ...ARGUMENTS, ...KPA_ARGUMENTS }).map(([name, one]) => [name, optionOf(one)]),
);

function optionOf(argument: z.ZodType): Option {
  if (argument instanceof z.ZodBoolean) return { type: 'boolean' };
  return { type: 'string', multiple: argument instanceof z.ZodArray };
}

/** Throws `ArgumentsError`. */
export function readOptions(words: readonly string[]): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new ArgumentsError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
