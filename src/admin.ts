/**
 * `npm run admin -- COMMAND …`: what an operator does at the machine (docs/runbook-keys.md). Each
 * command can be run again. Exit code 0: done; 1: something is left or went wrong; 2: not understood.
 */
import { pino } from 'pino';
import { ArgumentsError } from './admin/arguments.ts';
import { findCommand, helpFor } from './admin/commands.ts';
import { readConfig } from './config.ts';
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

const words = process.argv.slice(2);

try {
  const run = findCommand(words);
  const services = await createServices(readConfig(), {
    log: pino({ level: 'error' }, process.stderr),
  });
  const isDone = await run(services, (line) => process.stdout.write(`${line}\n`));
  await services.store.close();
  process.exitCode = isDone ? 0 : 1;
} catch (error) {
  if (!(error instanceof ArgumentsError)) {
    explainFailure(error, 'The command did not end. It can be run again.');
  }
  process.stderr.write(`${error.message}\n\n${helpFor(words)}\n`);
  process.exit(2);
}
