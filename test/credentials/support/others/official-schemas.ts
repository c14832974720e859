/** The JSON schemas of Open Badges 3.0: to compile one takes half a second. */
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { readShared } from './shared.ts';

const ajv = new Ajv2019({ strict: false, allErrors: true });
addFormats.default(ajv);
const compiled = new Map<string, ValidateFunction>();

/** What the official schema finds wrong with it; null for nothing. */
export function faultsBySchema(kind: 'achievement' | 'endorsement', credential: unknown) {
  const file = `schemas/ob_v3p0_${kind}credential_schema.json`;
  const fits = compiled.get(file) ?? ajv.compile(readShared(file));
  compiled.set(file, fits);
  fits(credential);
  return fits.errors ?? null;
}
