/** A file or a pasted text as a badge to verify, or a sentence that says why it is none. */
import type { BakingFault, BakingNote } from '../../credentials/baking/baked.ts';
import { IMAGE_FORMATS, namesOf, SIGNATURE_FORMATS } from '../../credentials/formats/formats.ts';
import type { BadgeFile } from '../../credentials/formats/read-badge-file.ts';
import type { Words } from '../../credentials/verification.ts';

export interface Unreadable {
  readonly kind: 'unreadable';
  /** What is wrong with a file; a link has no reason of this kind. */
  readonly reason?: BakingFault;
  readonly message: Words;
}

export type ReadFile =
  /** `notes`: how it is baked otherwise than the standard says. */
  | { readonly kind: 'text'; readonly text: string; readonly notes: readonly BakingNote[] }
  | Unreadable;

export interface FileReader {
  /** Nothing if it took more time or memory than it may. */
  readBadgeFile(bytes: Uint8Array): Promise<BadgeFile | undefined>;
}

/** By its bytes: what its name says is not asked. */
export async function readFile(reader: FileReader, bytes: Uint8Array): Promise<ReadFile> {
  const read = await reader.readBadgeFile(bytes);
  if (read?.ok) return { kind: 'text', text: read.text, notes: read.notes ?? [] };
  if (!read) return { kind: 'unreadable', message: TOO_MUCH };
  return { kind: 'unreadable', reason: read.reason, message: wordsFor(read) };
}

type Unread = Extract<BadgeFile, { ok: false }>;

function wordsFor({ reason, kind, link }: Unread): Words {
  if (reason === 'older-badge') return OLDER;
  const isImage = IMAGE_FORMATS.some(({ extension }) => extension === kind);
  if (!isImage) return reason === 'too-large' ? LONG_TEXT : NO_BADGE;
  const { fr, en } = IMAGE[reason];
  return link === undefined ? { fr, en } : { fr: `${fr} ${link}`, en: `${en} ${link}` };
}

/** However it is given: it is named, and not accused. */
const OLDER: Words = {
  fr: 'Ce badge est d’un format plus ancien (Open Badges 2 ou avant) : nous ne pouvons pas le vérifier. Cela ne veut pas dire qu’il est faux.',
  en: 'This badge is of an older format (Open Badges 2 or before), which we cannot verify. That does not mean that it is false.',
};

const TOO_MUCH = asking(
  'Ce fichier demande trop de travail : nous n’avons pas pu le lire.',
  'This file takes too much work: we could not read it.',
);

const LONG_TEXT: Words = {
  fr: 'Ce texte est trop long pour un badge. Prenez le fichier du badge.',
  en: 'This text is too long for a badge. Take the file of the badge.',
};

const NO_BADGE: Words = {
  fr: 'Ceci n’est pas un badge. Il faut le lien reçu, l’image du badge, ou son fichier.',
  en: `This is not a badge. Give a link, a ${namesOf(SIGNATURE_FORMATS)} file, or a ${namesOf(IMAGE_FORMATS)} image.`,
};

const CHANGED = asking(
  'Cette image a été changée ou abîmée : nous ne pouvons pas la lire.',
  'This image was changed or damaged: we cannot read it.',
);

function asking(fr: string, en: string): Words {
  return { fr: `${fr} Demandez le fichier d’origine.`, en: `${en} Ask for the original file.` };
}

const IMAGE: Readonly<Record<BakingFault, Words>> = {
  'no-badge': asking(
    'Il n’y a pas de badge dans cette image. Une capture d’écran ou une copie le perd.',
    'There is no badge in this image. A screenshot or a copy loses it.',
  ),
  'older-badge': OLDER,
  'only-a-link': {
    fr: 'Il n’y a pas de badge dans cette image, seulement son lien. Collez-le dans le premier champ :',
    en: 'There is no badge in this image, only its address. Give that instead:',
  },
  'two-badges': asking(
    'Il y a plusieurs badges dans cette image, et il en faut un seul.',
    'There are several badges in this image, and there must be one.',
  ),
  ambiguous: asking(
    'Le badge n’est pas à sa place dans cette image : d’autres pourraient y lire autre chose.',
    'The badge is not in its place in this image: others could read something else in it.',
  ),
  'too-large': asking(
    'Cette image est trop grande, ou son badge est trop long.',
    'This image is too large, or its badge is too long.',
  ),
  truncated: {
    fr: 'Il manque la fin de cette image. Téléchargez-la de nouveau.',
    en: 'The end of this image is missing. Download it again.',
  },
  'bad-checksum': CHANGED,
  malformed: CHANGED,
  'not-an-image': asking(
    'Nous ne savons pas lire cette image.',
    'This image is not one that we can read.',
  ),
  'not-a-credential': asking(
    'Ce qui est à la place du badge dans cette image n’est pas un badge.',
    'What is in the place of the badge in this image is not a badge.',
  ),
  unsafe: asking(
    'Cette image contient un programme, ou des mots qu’elle définit elle-même. Par prudence, nous ne la lisons pas.',
    'This image holds a program, or defines words of its own. To be safe, we do not read it.',
  ),
};
