/**
 * `npm run admin -- COMMAND …`: what an operator does at the machine (docs/runbook.md,
 * docs/runbook-keys.md). Each command can be run again. Exit code 0: done; 1: something is left, was
 * refused or went wrong; 2: not understood.
 */
import { pino } from 'pino';
import { ArgumentsError } from './admin/arguments.ts';
import { RefusedError } from './admin/command.ts';
import { findCommand, helpFor, wantsHelp } from './admin/commands.ts';
import { checkPlace } from './admin/beside/check-place.ts';
import { endQuietly } from './cli/quiet-end.ts';
import { ConfigError, readConfig } from './config.ts';
import { InstallationError } from './features/installation/installation-error.ts';
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

const words = process.argv.slice(2);

/** Before anything was written. */
const REFUSALS = [RefusedError, ConfigError, InstallationError];

const print = (line: string) => process.stdout.write(`${line}\n`);

async function runCommand(): Promise<boolean> {
  const { before, purpose } = findCommand(words);
  const config = readConfig();
  checkPlace(config, purpose);
  const run = await before(config);
  const log = pino({ level: 'error' }, process.stderr);
  const services = await createServices(config, { log }, purpose);
  const isDone = await run(services, print);
  await services.store.close();
  return isDone;
}

endQuietly();
try {
  if (wantsHelp(words)) print(helpFor(words));
  else process.exitCode = (await runCommand()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof ArgumentsError)) {
    const isRefused = REFUSALS.some((kind) => error instanceof kind);
    explainFailure(
      error,
      isRefused ? 'Nothing was done.' : 'The command did not end. It can be run again.',
    );
  }
  process.stderr.write(`${error.message}\n\n${helpFor(words)}\n`);
  process.exit(2);
}
