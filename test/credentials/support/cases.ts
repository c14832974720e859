/** Small signed badges of other makers, read from where they lie. A `TAMPERED-` one has a twin. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.env['KPA_SHARED'] ?? '../shared', 'cases/interop');

/** Tests that need them are skipped where they are absent. */
export const hasCases = existsSync(folder);
export const noCases = hasCases ? '' : ' (skipped: the shared cases are absent)';

export function readCase(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
