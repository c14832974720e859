/** What can be done in a thread, and what the service and a thread say to each other. */
import type { InPlace } from '../credentials/allowance.ts';

/** Counts work, in values that are canonicalised (`credentials/allowance.ts`). */
export type Spend = (values: number) => void;

/**
 * Known by its name on both sides: both are of one build. What goes in and what comes out is copied;
 * it has no network, no store and no secret, and waits for nobody. `inPlace`: it is done in the
 * process itself, and given up as soon as it takes long.
 */
export interface Task<Given, Result> {
  readonly name: string;
  run(given: Given, spend: Spend, inPlace?: InPlace): Result | Promise<Result>;
}

export interface ToThread {
  readonly name: string;
  readonly given: unknown;
}

export interface Done<Result> {
  readonly kind: 'done';
  readonly result: Result;
  readonly spent: number;
}

/** Once that it is ready; then one task at a time, and that it is done. */
export type FromThread<Result> = { readonly kind: 'ready' } | Done<Result>;

/** What reading so many bytes is worth: the worst of them (attributes of an SVG) take 0.4 µs each. */
const BYTES_PER_VALUE = 500;
export const valuesOfBytes = (bytes: number): number => Math.ceil(bytes / BYTES_PER_VALUE);
