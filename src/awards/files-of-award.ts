import { type Message, say } from '../language/message.ts';
import { type Format, IMAGE_FORMATS } from '../credentials/formats/formats.ts';
import type { Award } from '../storage/store.ts';
import { formsOf } from './forms.ts';

export interface AwardFile extends Pick<Format, 'extension' | 'name'> {
  /** What it is good for, as the end of a sentence. */
  readonly use?: Message;
  readonly isImage: boolean;
}

/** As which files an award can be taken away; the main one is for everybody. */
export function filesOf(award: Award): {
  readonly main: AwardFile | undefined;
  readonly others: readonly AwardFile[];
} {
  const formats: readonly Format[] = [
    ...IMAGE_FORMATS,
    ...formsOf(award).map(({ format }) => format),
  ];
  const [main, ...others] = formats.map(({ extension, name, use, kind }) => {
    const isImage = kind === 'image';
    return { extension, name, isImage, ...(use !== undefined && { use: say(use) }) };
  });
  return { main, others };
}
