/** A file or a pasted text as a badge to verify, or a sentence that says why it is none. */
import type { BakingFault } from '../../credentials/baking/baked.ts';
import type { FileKind } from '../../credentials/baking/sniff.ts';
import type { BadgeFile } from '../../credentials/formats/read-badge-file.ts';

export type ReadFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly message: string };

export interface FileReader {
  /** Nothing if it took more time or memory than it may. */
  readBadgeFile(bytes: Uint8Array): Promise<BadgeFile | undefined>;
}

/** By its bytes: what its name says is not asked. */
export async function readFile(reader: FileReader, bytes: Uint8Array): Promise<ReadFile> {
  const read = await reader.readBadgeFile(bytes);
  if (!read) return { kind: 'unreadable', message: TOO_MUCH };
  if (read.ok) return { kind: 'text', text: read.text };
  return { kind: 'unreadable', message: messageFor(read) };
}

function messageFor({ reason, kind }: { reason: BakingFault; kind: FileKind }): string {
  if (kind === 'png' || kind === 'svg') return IMAGE[reason];
  if (reason === 'too-large')
    return 'Ce texte est trop long pour un badge. Prenez le fichier du badge.';
  return 'Ceci n’est pas un badge. Il faut un lien, un fichier JSON ou JWT, ou une image PNG ou SVG.';
}

const ASK = 'Demandez le fichier d’origine.';
const TOO_MUCH = `Ce fichier demande trop de travail : nous n’avons pas pu le lire. ${ASK}`;
const CHANGED = `Cette image a été changée ou abîmée : nous ne pouvons pas la lire. ${ASK}`;

const IMAGE: Readonly<Record<BakingFault, string>> = {
  'no-badge': `Il n’y a pas de badge dans cette image. Une capture d’écran ou une copie le perd. ${ASK}`,
  'older-badge':
    'Il y a un badge dans cette image, mais d’un format plus ancien (Open Badges 2). Nous lisons la version 3.',
  'two-badges': `Il y a plusieurs badges dans cette image, et il en faut un seul. ${ASK}`,
  'too-large': `Cette image est trop grande. ${ASK}`,
  truncated: `Il manque la fin de cette image. Téléchargez-la de nouveau.`,
  'bad-checksum': CHANGED,
  malformed: CHANGED,
  'not-an-image': CHANGED,
  'not-a-credential': CHANGED,
  compressed: `Le badge est compressé dans cette image, ce que la norme interdit. ${ASK}`,
  unsafe: `Cette image contient un programme. Par prudence, nous ne la lisons pas. ${ASK}`,
};
