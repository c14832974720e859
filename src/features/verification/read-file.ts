/** A file or a pasted text as a badge to verify, or a sentence that says why it is none. */
import type { BakingFault } from '../../credentials/baking/baked.ts';
import type { FileKind } from '../../credentials/baking/sniff.ts';
import { readBadgeFile } from '../../credentials/formats/read-badge-file.ts';
import type { Words } from '../../credentials/verification.ts';

export type ReadFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly message: Words };

/** By its bytes: what its name says is not asked. */
export function readFile(bytes: Uint8Array): ReadFile {
  const read = readBadgeFile(bytes);
  if (read.ok) return { kind: 'text', text: read.text };
  return { kind: 'unreadable', message: messageFor(read) };
}

function messageFor({ reason, kind }: { reason: BakingFault; kind: FileKind }): Words {
  if (kind === 'png' || kind === 'svg') return IMAGE[reason];
  return reason === 'too-large' ? TOO_LONG : NO_BADGE;
}

const TOO_LONG: Words = {
  fr: 'Ce texte est trop long pour un badge. Prenez le fichier du badge.',
  en: 'This text is too long for a badge.',
};
const NO_BADGE: Words = {
  fr: 'Ceci n’est pas un badge. Il faut un lien, un fichier JSON ou JWT, ou une image PNG ou SVG.',
  en: 'This is not a badge: send an address, JSON, a JWT, or an image (PNG or SVG) that holds one.',
};

const ASK = 'Demandez le fichier d’origine.';
const CHANGED: Words = {
  fr: `Cette image a été changée ou abîmée : nous ne pouvons pas la lire. ${ASK}`,
  en: 'This image was changed or damaged, and cannot be read.',
};

const IMAGE: Readonly<Record<BakingFault, Words>> = {
  'no-badge': {
    fr: `Il n’y a pas de badge dans cette image. Une capture d’écran ou une copie le perd. ${ASK}`,
    en: 'There is no badge in this image. A screenshot or a copy loses it.',
  },
  'older-badge': {
    fr: 'Il y a un badge dans cette image, mais d’un format plus ancien (Open Badges 2). Nous lisons la version 3.',
    en: 'There is a badge of Open Badges 2 in this image. Version 3 is read here.',
  },
  'two-badges': {
    fr: `Il y a plusieurs badges dans cette image, et il en faut un seul. ${ASK}`,
    en: 'There are several badges in this image: send one.',
  },
  'too-large': { fr: `Cette image est trop grande. ${ASK}`, en: 'This image is too large.' },
  truncated: {
    fr: 'Il manque la fin de cette image. Téléchargez-la de nouveau.',
    en: 'The end of this image is missing.',
  },
  'bad-checksum': CHANGED,
  malformed: CHANGED,
  'not-an-image': CHANGED,
  'not-a-credential': CHANGED,
  compressed: {
    fr: `Le badge est compressé dans cette image, ce que la norme interdit. ${ASK}`,
    en: 'The badge is compressed in this image, which Open Badges 3.0 forbids.',
  },
  unsafe: {
    fr: `Cette image contient un programme. Par prudence, nous ne la lisons pas. ${ASK}`,
    en: 'There is a program in this image: it is not read.',
  },
};
