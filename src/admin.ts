/**
 * `npm run admin -- COMMAND …`: what an operator does at the machine (docs/runbook.md,
 * docs/runbook-keys.md). Each command can be run again. Exit code 0: done; 1: something is left, was
 * refused or went wrong; 2: not understood.
 */
import { pino } from 'pino';
import { ArgumentsError } from './admin/arguments.ts';
import { RefusedError } from './admin/command.ts';
import { findCommand, helpFor } from './admin/commands.ts';
import { ConfigError, readConfig } from './config.ts';
import { InstallationError } from './features/installation/installation-error.ts';
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

const words = process.argv.slice(2);

/** Before anything was written. */
const REFUSALS = [RefusedError, ConfigError, InstallationError];

try {
  const { before, purpose } = findCommand(words);
  const config = readConfig();
  const run = await before(config);
  const log = pino({ level: 'error' }, process.stderr);
  const services = await createServices(config, { log }, purpose);
  const isDone = await run(services, (line) => process.stdout.write(`${line}\n`));
  await services.store.close();
  process.exitCode = isDone ? 0 : 1;
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
