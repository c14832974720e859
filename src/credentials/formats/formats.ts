import { dataIntegrity } from './data-integrity.ts';
import type { Format, ImageFormat, SignatureFormat } from './format.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';
import { vcJwt } from './vc-jwt.ts';

export type { Format, ImageFormat, SignatureFormat } from './format.ts';

export const SIGNATURE_FORMATS: readonly SignatureFormat[] = [dataIntegrity, vcJwt];
export const IMAGE_FORMATS: readonly ImageFormat[] = [png, svg];

/** Every form in which a badge is given and taken, one row each; the first is the usual one. */
export const FORMATS: readonly Format[] = [...SIGNATURE_FORMATS, ...IMAGE_FORMATS];
