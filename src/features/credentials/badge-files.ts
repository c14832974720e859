/** An award as a file, in each of the formats that the core knows. */
import {
  FORMATS,
  type Format,
  SIGNATURE_FORMATS,
  type SignatureFormat,
} from '../../credentials/formats/formats.ts';
import type { Award } from '../../storage/store.ts';
import { usualForm } from '../../awards/forms.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { createPictures, type PictureServices } from './pictures.ts';

const [USUAL] = SIGNATURE_FORMATS;

/** The bytes as signed; an image carries the usual signature unless told. */
export type WriteBadgeFile = (
  award: Award,
  format: Format,
  signature?: SignatureFormat['id'],
) => Buffer;

/** Throws NOT_FOUND for a form that an award of before has not. */
export function createBadgeFiles(services: PictureServices): WriteBadgeFile {
  const draw = createPictures(services);
  return (award, format, signature = usualForm(award).format.id) => {
    if (format.kind === 'signature') return Buffer.from(signedText(award, format.id));
    const baked = format.bake(draw(award, format), signedText(award, signature));
    if (!baked.ok) throw new Error(`The badge ${award.id} cannot be baked: ${baked.detail}`);
    return Buffer.from(baked.bytes);
  };
}

export const fileName = ({ badgeClass }: Award, { extension }: Format): string =>
  `badge-${badgeClass}.${extension}`;

/** A form, and what it is called for this client. */
export interface NamedFormat<F extends Format> {
  readonly format: F;
  readonly mediaType: string;
}

type Accepts = (types: string[]) => string | false;

/** The format that a client asks for by media type; undefined for a page. */
export function formatFor(accepts: Accepts): NamedFormat<Format> | undefined {
  const wanted = accepts([...typesOf(FORMATS), 'text/html']);
  return wanted === 'text/html' ? undefined : named(FORMATS, wanted);
}

/** The signature that a client asks for by media type: the usual one for any other wish. */
export function signatureFor(accepts: Accepts): NamedFormat<SignatureFormat> {
  return named(SIGNATURE_FORMATS, accepts(typesOf(SIGNATURE_FORMATS)));
}

/** What each is first, then what it is called too: of two that fit a wish the first counts. */
const typesOf = (formats: readonly Format[]) => [
  ...formats.map(({ mediaType }) => mediaType),
  ...formats.flatMap(({ aliases = [] }) => aliases),
];

function named<F extends Format>(
  formats: readonly F[],
  wanted: string | false,
): NamedFormat<F | SignatureFormat> {
  const format = formats.find((one) => wanted !== false && typesOf([one]).includes(wanted));
  return format && wanted !== false
    ? { format, mediaType: wanted }
    : { format: USUAL, mediaType: USUAL.mediaType };
}

function signedText({ forms }: Award, signature: SignatureFormat['id']): string {
  const text = forms[signature];
  if (text !== undefined) return text;
  throw notFound(say('award.no-such-form', { usual: USUAL.name }));
}
