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
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

const words = process.argv.slice(2);

try {
  const before = findCommand(words);
  const config = readConfig();
  const run = await before(config);
  const services = await createServices(config, { log: pino({ level: 'error' }, process.stderr) });
  const isDone = await run(services, (line) => process.stdout.write(`${line}\n`));
  await services.store.close();
  process.exitCode = isDone ? 0 : 1;
} catch (error) {
  if (!(error instanceof ArgumentsError)) {
    const isRefused = error instanceof RefusedError || error instanceof ConfigError;
    explainFailure(
      error,
      isRefused ? 'Nothing was done.' : 'The command did not end. It can be run again.',
    );
  }
  process.stderr.write(`${error.message}\n\n${helpFor(words)}\n`);
  process.exit(2);
}
