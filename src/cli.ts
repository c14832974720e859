#!/usr/bin/env node
/** `kpa-badges`: badges on a command line, with no server and no database. See `cli/usage.ts`. */
import { join } from 'node:path';
import { readArguments } from './cli/arguments.ts';
import { bake } from './cli/bake.ts';
import { chooseLanguage } from './cli/choose-language.ts';
import { EXIT } from './cli/exit-codes.ts';
import { inspect } from './cli/inspect.ts';
import { endQuietly } from './cli/quiet-end.ts';
import { CliError } from './cli/read-input.ts';
import { unbake } from './cli/unbake.ts';
import { usageIn } from './cli/usage.ts';
import { verify } from './cli/verify.ts';
import { loadLanguages } from './language/languages.ts';

const COMMANDS = { verify, bake, unbake, inspect } as const;
const languages = loadLanguages(join(import.meta.dirname, '..', 'languages'));
const language = chooseLanguage(languages, process.env);

endQuietly();
try {
  const given = readArguments(process.argv.slice(2));
  if (given === 'help') {
    process.stdout.write(usageIn(language));
  } else {
    // A program reads English, whoever sits before it.
    const reader = given.json ? languages.english : language;
    const { output, exitCode } = await COMMANDS[given.command](given, reader);
    process.stdout.write(output);
    process.exitCode = exitCode;
  }
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  const usage = error.wantsUsage ? `\n${usageIn(language)}` : '';
  process.stderr.write(`${language.say(error.said)}\n${usage}`);
  process.exitCode = EXIT.USAGE;
}
