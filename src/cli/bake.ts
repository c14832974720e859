import { IMAGE_FORMATS, SIGNATURE_FORMATS } from '../credentials/formats/formats.ts';
import { readBadgeFile } from '../credentials/formats/read-badge-file.ts';
import { formatOf } from '../credentials/formats/sniff.ts';
import type { Language } from '../language/language.ts';
import { say } from '../language/message.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type CommandResult } from './exit-codes.ts';
import { formatNames } from './format-names.ts';
import { CliError, readBytes, writeNew } from './read-input.ts';

/** The badge and the image in either order: their bytes tell which is which. */
export async function bake({ files, out }: Arguments, language: Language): Promise<CommandResult> {
  if (out === undefined) throw new CliError(say('cli.bake-needs-out'));
  if (files.length !== 2) throw new CliError(say('cli.bake-takes-two'));
  const inputs = await Promise.all(files.map(readBytes));
  const pictures = inputs.flatMap((bytes) => {
    const format = formatOf(bytes);
    return format?.kind === 'image' ? [{ bytes, format }] : [];
  });
  const badge = inputs.find((bytes) => !pictures.some((picture) => picture.bytes === bytes));
  const [picture] = pictures;
  if (!picture || !badge) {
    const names = { texts: formatNames(SIGNATURE_FORMATS), images: formatNames(IMAGE_FORMATS) };
    throw new CliError(say('cli.bake-takes-badge-and-image', names));
  }
  const read = await readBadgeFile(badge);
  if (!read.ok) return refused(read.detail, language);
  const baked = picture.format.bake(picture.bytes, read.text);
  if (!baked.ok) return refused(baked.detail, language);
  await writeNew(out, baked.bytes);
  return { output: '', exitCode: EXIT.VALID };
}

function refused(why: string, language: Language): CommandResult {
  process.stderr.write(`${language.text('cli.nothing-written', { why })}\n`);
  return { output: '', exitCode: EXIT.NOT_AUTHENTIC };
}
