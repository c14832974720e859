/** Small signed badges of other makers, read from where they lie. A `TAMPERED-` one has a twin. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED } from './shared.ts';

export const CASES = join(SHARED, 'cases/interop');

/** Tests that need them are skipped where they are absent. */
export const hasCases = existsSync(CASES);
export const noCases = hasCases ? '' : ' (skipped: the shared cases are absent)';

export const readCase = (file: string): string => readFileSync(join(CASES, file), 'utf8');

export const readCaseBytes = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(join(CASES, file)));
