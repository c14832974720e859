/** An award as a file, in each of the formats that the core knows. */
import { dataIntegrity } from '../../credentials/formats/data-integrity.ts';
import {
  FORMATS,
  type Format,
  SIGNATURE_FORMATS,
  type SignatureFormat,
} from '../../credentials/formats/formats.ts';
import type { Award } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
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

/** The JSON form under other names: for clients that know JSON-LD, or JSON, and no `application/vc`. */
const JSON_TYPES = ['application/ld+json', 'application/json'];

/** A form, and what it is called for this client. */
export interface Named<F extends Format> {
  readonly format: F;
  readonly mediaType: string;
}

type Accepts = (types: string[]) => string | false;

/** The format that a client asks for by media type; undefined for a page. */
export function formatFor(accepts: Accepts): Named<Format> | undefined {
  const types = [...FORMATS.map(({ mediaType }) => mediaType), ...JSON_TYPES, 'text/html'];
  const wanted = accepts(types);
  return wanted === 'text/html' ? undefined : named(FORMATS, wanted);
}

/** The signature that a client asks for by media type: the usual one for any other wish. */
export function signatureFor(accepts: Accepts): Named<SignatureFormat> {
  const types = SIGNATURE_FORMATS.map(({ mediaType }) => mediaType);
  return named(SIGNATURE_FORMATS, accepts([...types, ...JSON_TYPES]));
}

function named<F extends Format>(
  formats: readonly F[],
  wanted: string | false,
): Named<F | SignatureFormat> {
  const format = formats.find(({ mediaType }) => mediaType === wanted) ?? dataIntegrity;
  const isAlias = wanted !== false && JSON_TYPES.includes(wanted);
  return { format, mediaType: isAlias ? wanted : format.mediaType };
}

function signedText(award: Award, signature: SignatureFormat['id']): string {
  const text = signature === 'vc-jwt' ? award.credentialJwt : award.credential;
  if (text !== undefined) return text;
  throw notFound(say('award.no-such-form'));
}
