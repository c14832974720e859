import type { z } from 'zod';
import type { Config } from '../config.ts';
import type { Services } from '../services.ts';
import type { Purpose } from '../features/installation/check-installation.ts';
import { readValues } from './arguments.ts';

export type Printer = (line: string) => void;

/**
 * False when something is left to do. Throws `ArgumentsError` or `RefusedError`, before anything is
 * changed.
 */
export type Run = (services: Services, print: Printer) => Promise<boolean>;

/**
 * What is looked at before the database is opened, and thereby made; most commands have nothing to
 * look at. Throws `ConfigError`.
 */
export type Before = (config: Config) => Promise<Run>;

export interface Command {
  /** Its arguments, on one line. */
  readonly usage: string;
  /** More than that line, for a command that is used rarely and takes much. */
  readonly help?: string;
  /** What becomes of data that is not there, or not that of the configuration; refused unless said. */
  readonly purpose?: Purpose;
  /** `values`: what the command line says, of which nothing is checked yet. Throws `ArgumentsError`. */
  prepare(values: unknown): Before;
}

/** What was asked is understood, and cannot be as things stand: nothing was done. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

export function command<T extends z.ZodType>(
  usage: string,
  schema: T,
  run: (services: Services, given: z.infer<T>, print: Printer, config: Config) => Promise<boolean>,
  purpose: Purpose = 'operate',
): Command {
  return {
    usage,
    purpose,
    prepare: (values) => {
      const given = readValues(schema, values);
      return (config) => Promise.resolve((services, print) => run(services, given, print, config));
    },
  };
}
