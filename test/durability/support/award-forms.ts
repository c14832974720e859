import type { Award, Experience } from '../../../src/storage/store.ts';
import type { Page } from '../../support/visitor.ts';
import type { DurableKpa } from './durable-kpa.ts';

const BADGE = 'realiser-une-prestation';
export const SIGN = /^Signer \d+ badges?$/;

/** The form that signs one badge for each of the people, read through and ready to send. */
export async function fillForm(house: DurableKpa, experience: Experience): Promise<Page> {
  const { staff, holders } = house;
  const fields = new URLSearchParams({ badge: BADGE });
  for (const { id } of holders) fields.append('people', id);
  const path = `/experiences/${experience.id}/reconnaitre/phrases?${fields.toString()}`;
  return staff.press(await staff.get(path), 'Relire avant de signer', sentences(house));
}

function sentences({ holders, services }: DurableKpa): Record<string, string> {
  const levels = services.definitions.findBadgeClass(BADGE)?.levels ?? [];
  const fields: Record<string, string> = {};
  for (const { id } of holders) {
    fields[`sentence-${id}`] = 'A servi soixante personnes sans faire attendre.';
    if (levels.length > 0) fields[`level-${id}`] = '2';
  }
  return fields;
}

/** What the disk holds of an experience, whoever else is writing. */
export async function storedAwards(
  { services, kpa }: DurableKpa,
  experience: Experience,
): Promise<readonly Award[]> {
  const query = { index: 'byExperience', equals: [experience.id], limit: 500 } as const;
  return (await services.store.awards(kpa.id).find(query)).items;
}
