/** Whether everything that somebody was told is so, once, and as the served lists say it. */
import { z } from 'zod';
import { readBit } from '../../test/credentials/support/read-bit.ts';
import { type Cast, storedAwards } from '../../test/support/cast.ts';
import { jsonOf } from '../../test/support/signed-texts.ts';
import type { Told } from './acts.ts';

const listShape = z.object({ credentialSubject: z.object({ encodedList: z.string() }) });

/** What is wrong, a line each. */
export async function judge(cast: Cast, url: string, told: Told): Promise<readonly string[]> {
  const faults: string[] = [];
  const entries = new Set<string>();
  const lists = new Map<number, string>();
  for (const id of told.experiences) {
    const awards = await storedAwards(cast, { id });
    const people = new Set(awards.map(({ personId }) => personId));
    if (awards.length !== cast.holders.length || people.size !== awards.length) {
      faults.push(`experience ${id}: ${awards.length} badges for ${people.size} people`);
    }
    for (const award of awards) {
      const entry = `${award.statusListId} ${award.statusIndex}`;
      if (entries.has(entry)) faults.push(`award ${award.id}: its entry is that of another one`);
      entries.add(entry);
      const isWithdrawn = told.withdrawn.has(award.id);
      const standing = isWithdrawn ? 'revoked' : 'valid';
      const { summary } = await cast.services.verifyCredential(jsonOf(award));
      if (summary.authentic !== 'yes' || summary.standing !== standing) {
        faults.push(`award ${award.id}: ${summary.authentic}, ${summary.standing}`);
      }
      const number = numberOf(jsonOf(award));
      const list = lists.get(number) ?? (await servedList(cast, url, number));
      lists.set(number, list);
      if ((await readBit(list, award.statusIndex)) !== isWithdrawn) {
        faults.push(`award ${award.id}: the bit of its list says otherwise`);
      }
    }
  }
  return faults;
}

const statusShape = z.object({ credentialStatus: z.object({ statusListCredential: z.url() }) });

const numberOf = (text: string) =>
  Number(
    statusShape.parse(JSON.parse(text)).credentialStatus.statusListCredential.split('/').at(-1),
  );

async function servedList({ kpa }: Cast, url: string, number: number): Promise<string> {
  const answer = await fetch(`${url}/k/${kpa.slug}/status/${number}`);
  return listShape.parse(await answer.json()).credentialSubject.encodedList;
}
