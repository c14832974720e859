/** An award as a file, in each of the formats that the core knows. */
import { dataIntegrity } from '../../credentials/formats/data-integrity.ts';
import {
  FORMATS,
  type Format,
  SIGNATURE_FORMATS,
  type SignatureFormat,
} from '../../credentials/formats/formats.ts';
import type { Award } from '../../storage/store.ts';
import { notFound } from '../../web/errors.ts';
import { createPictures, type PictureServices } from './pictures.ts';

/** The bytes as signed; an image carries the Data Integrity form unless told. */
export type WriteBadgeFile = (
  award: Award,
  format: Format,
  signature?: SignatureFormat['id'],
) => Buffer;

/** Throws NOT_FOUND for a form that an award of before has not. */
export function createBadgeFiles(services: PictureServices): WriteBadgeFile {
  const pictures = createPictures(services);
  return (award, format, signature = 'data-integrity') => {
    if (format.kind === 'signature') return Buffer.from(signedText(award, format.id));
    const baked = format.bake(pictures[format.id](award), signedText(award, signature));
    if (!baked.ok) throw new Error(`The badge ${award.id} cannot be baked: ${baked.detail}`);
    return Buffer.from(baked.bytes);
  };
}

export const fileName = ({ badgeClass }: Award, { extension }: Format): string =>
  `badge-${badgeClass}.${extension}`;

/** The format that a client asks for by media type; undefined for a page. */
export function formatFor(accepts: (types: string[]) => string | false): Format | undefined {
  // Open Badges clients also ask for plain JSON; whoever takes anything gets the usual form.
  const types = [...FORMATS.map(({ mediaType }) => mediaType), 'application/json', 'text/html'];
  const wanted = accepts(types);
  if (wanted === 'text/html') return undefined;
  return FORMATS.find(({ mediaType }) => mediaType === wanted) ?? FORMATS[0];
}

/** The signature that a client asks for by media type: the usual one for any other wish. */
export function signatureFor(accepts: (types: string[]) => string | false): SignatureFormat {
  const wanted = accepts(SIGNATURE_FORMATS.map(({ mediaType }) => mediaType));
  return SIGNATURE_FORMATS.find(({ mediaType }) => mediaType === wanted) ?? dataIntegrity;
}

function signedText(award: Award, signature: SignatureFormat['id']): string {
  const text = signature === 'vc-jwt' ? award.credentialJwt : award.credential;
  if (text !== undefined) return text;
  throw notFound('Ce badge est plus ancien que ce format. Prenez-le en JSON ou en image.');
}
