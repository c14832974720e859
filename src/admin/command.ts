import type { z } from 'zod';
import type { Services } from '../services.ts';
import { readValues } from './arguments.ts';

export type Printer = (line: string) => void;

/** False when something is left to do. Throws `ArgumentsError`, before anything is changed. */
export type Run = (services: Services, print: Printer) => Promise<boolean>;

export interface Command {
  /** Its arguments, on one line. */
  readonly usage: string;
  /** `values`: what the command line says, of which nothing is checked yet. */
  prepare(values: unknown): Run;
}

export function command<T extends z.ZodType>(
  usage: string,
  schema: T,
  run: (services: Services, given: z.infer<T>, print: Printer) => Promise<boolean>,
): Command {
  return {
    usage,
    prepare: (values) => {
      const given = readValues(schema, values);
      return (services, print) => run(services, given, print);
    },
  };
}
