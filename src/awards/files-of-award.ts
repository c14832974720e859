import { type Format, IMAGE_FORMATS } from '../credentials/formats/formats.ts';
import type { Award } from '../storage/store.ts';
import { formsOf } from './forms.ts';

export interface AwardFile extends Pick<Format, 'extension' | 'name' | 'use'> {
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
    return { extension, name, use, isImage: kind === 'image' };
  });
  return { main, others };
}
