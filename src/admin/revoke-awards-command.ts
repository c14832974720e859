import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { REVOCATION_REASONS, type RevocationReason } from '../badges/revocation-reasons.ts';
import { revokeAwards } from '../features/revocations/revoke-awards.ts';
import { tellTakenBack } from '../notices/end-notices.ts';
import { ARGUMENTS, ArgumentsError, readValues } from './arguments.ts';
import { command } from './command.ts';
import { readKpa } from './owner.ts';

const codes = Object.keys(REVOCATION_REASONS).join('|');

const reason = z.custom<RevocationReason>(
  (value) => typeof value === 'string' && Object.hasOwn(REVOCATION_REASONS, value),
  `is one of ${codes}`,
);

export const revokeMany = command(
  `--kpa SLUG, --award ID… | --file ids.txt, --by, --reason ${codes}`,
  z.strictObject({
    kpa: ARGUMENTS.kpa,
    award: ARGUMENTS.award.optional(),
    file: ARGUMENTS.file.optional(),
    by: ARGUMENTS.by,
    reason,
  }),
  async (services, given, print) => {
    const kpa = await readKpa(services.store, given.kpa);
    const ids = [...(given.award ?? []), ...(await idsIn(given.file))];
    if (ids.length === 0) throw new ArgumentsError('Say which awards: --award, or --file');
    const act = { by: { name: given.by }, reason: given.reason };
    const rows = await revokeAwards(services, kpa, ids, act);
    const revoked = rows.filter(({ outcome }) => ['revoked', 'already'].includes(outcome));
    const revokedIds = revoked.map(({ awardId }) => awardId);
    await tellTakenBack(services, kpa.id, revokedIds, undefined);
    for (const { awardId, outcome, detail } of rows) {
      print([awardId, outcome, ...(detail === undefined ? [] : [detail])].join('  '));
    }
    return rows.every(({ outcome }) => outcome === 'revoked' || outcome === 'already');
  },
);

/** One id on each line. Throws `ArgumentsError`. */
async function idsIn(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ArgumentsError(`--file ${file} cannot be read`, { cause: error });
  });
  const lines = text.split('\n').map((line) => line.trim());
  const ids = lines.filter((line) => line !== '');
  return readValues(z.object({ file: ARGUMENTS.award }), { file: ids }).file;
}
