/** Images that other makers baked: signed badges of theirs, and the same with a word changed after. */
import { describe, expect, it } from 'vitest';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { hasCases, noCases, readCaseBytes } from '../support/others/cases.ts';
import { surroundings } from '../support/issuer.ts';

const AFTER = new Date('2026-12-01T00:00:00Z');

async function verdictOn(name: string) {
  const read = await readBadgeFile(readCaseBytes(name));
  if (!read.ok) return { unread: read.detail };
  // Their keys are in their names: nobody has to be asked.
  const { summary } = await verifyCredential(read.text, surroundings({ now: AFTER }));
  return { authentic: summary.authentic, notes: read.notes ?? [] };
}

describe.skipIf(!hasCases)(`images of other makers${noCases}`, () => {
  it.each([
    ['svg-namespace-on-element.svg', ['namespace-on-element']],
    ['svg-escaped-text-not-cdata.svg', ['not-cdata']],
    ['sdk-openbadgeslib-ldp.svg', ['not-cdata', 'namespace-on-element', 'not-first']],
    ['png-trailing-bytes.png', ['trailing-bytes']],
    ['png-itxt-compressed.png', ['compressed']],
    ['accepted-today/png-itxt.png', []],
    ['accepted-today/svg-last-child.svg', ['not-first']],
  ])('are authentic, and said to be baked unusually: %s', async (name, notes) => {
    expect(await verdictOn(name)).toEqual({ authentic: 'yes', notes });
  });

  it.each([
    'TAMPERED-svg-namespace-on-element.svg',
    'TAMPERED-svg-escaped-text-not-cdata.svg',
    'TAMPERED-sdk-openbadgeslib-ldp.svg',
  ])('are not authentic once changed: %s', async (name) => {
    expect(await verdictOn(name)).toMatchObject({ authentic: 'no' });
  });
});
