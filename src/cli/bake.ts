import { IMAGE_FORMATS, namesOf, SIGNATURE_FORMATS } from '../credentials/formats/formats.ts';
import { readBadgeFile } from '../credentials/formats/read-badge-file.ts';
import { formatOf } from '../credentials/formats/sniff.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type Outcome } from './exit-codes.ts';
import { CliError, readBytes, writeNew } from './read-input.ts';

const TAKES = `bake takes one badge (${namesOf(SIGNATURE_FORMATS)}) and one image (${namesOf(IMAGE_FORMATS)})`;

/** The badge and the image in either order: their bytes tell which is which. */
export async function bake({ files, out }: Arguments): Promise<Outcome> {
  if (out === undefined) throw new CliError('bake needs --out FILE');
  if (files.length !== 2) throw new CliError('bake takes two files: a badge and an image');
  const inputs = await Promise.all(files.map(readBytes));
  const pictures = inputs.flatMap((bytes) => {
    const format = formatOf(bytes);
    return format?.kind === 'image' ? [{ bytes, format }] : [];
  });
  const badge = inputs.find((bytes) => !pictures.some((picture) => picture.bytes === bytes));
  const [picture] = pictures;
  if (!picture || !badge) throw new CliError(TAKES);
  const read = await readBadgeFile(badge);
  if (!read.ok) return refused(read.detail);
  const baked = picture.format.bake(picture.bytes, read.text);
  if (!baked.ok) return refused(baked.detail);
  await writeNew(out, baked.bytes);
  return { output: '', exitCode: EXIT.VALID };
}

function refused(why: string): Outcome {
  process.stderr.write(`Nothing was written: ${why}\n`);
  return { output: '', exitCode: EXIT.NOT_AUTHENTIC };
}
