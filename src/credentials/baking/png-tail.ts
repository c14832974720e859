/**
 * What stands behind the end of a PNG. Editors and mail gateways leave bytes there, and a reader of
 * PNG stops before them (third edition, §11.2.5); one that searches the whole file does not.
 */
import { fault, noted, type Unbaked } from './baked.ts';
import { isOlder } from './one-badge.ts';
import { type Chunks, isPng } from './png-chunks.ts';

/** The names under which badges are looked for, the words of one, and a JWT. */
const BADGE =
  /openbadge|purl\.imsglobal\.org|AchievementCredential|(?:^|[^\w.-])ey[\w-]{8,}\.[\w-]{8,}\.[\w-]/i;

/** `read`: what the image itself gives. */
export function besideTail(read: Unbaked, { image, tail }: Chunks): Unbaked {
  if (tail.length === 0) return read;
  if (!mentionsBadge(withoutCopies(tail, image))) {
    return read.ok ? noted(read, [isPng(tail) ? 'second-image' : 'trailing-bytes']) : read;
  }
  if (read.ok || isOlder(read)) {
    return fault('two-badges', 'There is another badge behind the end of the image');
  }
  return read.reason === 'no-badge'
    ? fault('ambiguous', 'The badge stands behind the end of the image')
    : read;
}

/** The same file once more says nothing new. */
function withoutCopies(tail: Uint8Array, image: Uint8Array): Uint8Array {
  let rest = tail;
  while (image.every((byte, at) => rest[at] === byte)) rest = rest.subarray(image.length);
  return rest;
}

function mentionsBadge(bytes: Uint8Array): boolean {
  return BADGE.test(new TextDecoder('latin1').decode(bytes));
}
