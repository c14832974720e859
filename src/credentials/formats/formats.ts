import { dataIntegrity } from './data-integrity.ts';
import type { Format, ImageFormat, SignatureFormat } from './format.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';
import { vcJwt } from './vc-jwt.ts';

export type { Format, ImageFormat, SignatureFormat } from './format.ts';

/** The first is the usual one, which images carry unless told. */
export const SIGNATURE_FORMATS: readonly [SignatureFormat, ...SignatureFormat[]] = [
  dataIntegrity,
  vcJwt,
];
/** The first is offered before all others. */
export const IMAGE_FORMATS: readonly ImageFormat[] = [png, svg];

/**
 * Every form in which a badge is given and taken. A new row goes to the end of its list: of two that
 * know a file the later one has it, as the narrower kind (`sniff.ts`).
 */
export const FORMATS: readonly Format[] = [...SIGNATURE_FORMATS, ...IMAGE_FORMATS];

/** « JSON, JWT, PNG or SVG »: in sentences for engineers. */
export function namesOf(formats: readonly Format[]): string {
  const names = formats.map(({ name }) => name);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)]
    .filter((one) => one !== '')
    .join(' or ');
}
