/**
 * Third-party material, never copied into the repository: the official samples and schemas
 * (`data/openbadges`) and signed badges of other makers (`cases/interop`). KPA_SHARED names the
 * folder in which both lie.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../../src/credentials/bytes/json-object.ts';
import { isObject } from '../../../../src/credentials/bytes/json-object.ts';

export const SHARED = process.env['KPA_SHARED'] ?? '../shared';
const folder = join(SHARED, 'data/openbadges');

/** Tests that need it are skipped where it is absent. */
export const hasShared = existsSync(folder);
export const skipReason = hasShared ? '' : ' (skipped: the shared Open Badges material is absent)';

export function readSharedText(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

export function readSharedBytes(path: string): Uint8Array {
  return Uint8Array.from(readFileSync(join(folder, path)));
}

export function readShared(path: string): JsonObject {
  const value: unknown = JSON.parse(readSharedText(path));
  if (!isObject(value)) throw new Error(`${path} is not a JSON object`);
  return value;
}
