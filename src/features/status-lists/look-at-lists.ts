/** Whether a stored list is what it should be, found out of as little as can be read. */
import type { Kpa, StatusList, Stored } from '../../storage/store.ts';
import { type ListHead, readHead, readPublished } from './bitmap.ts';
import { countMarks, isRight, marksIn, type PublishServices } from './publish.ts';

/** What was read of a list: it holds for this version of it. */
export interface SeenList
  extends ListHead, Pick<Stored<StatusList>, 'id' | 'kpaId' | 'holders' | 'version'> {
  readonly marks: number;
}

/** Throws for a text that is no list. */
export function seeList(list: Stored<StatusList>): SeenList {
  const { id, kpaId, holders, version, credential } = list;
  const marks = list.marks ?? marksIn(list, readPublished(credential, list.size));
  return { ...readHead(credential), id, kpaId, holders, version, marks };
}

/** No mark is counted that it does not know, and what `isRight` asks. */
export async function isUpToDate(
  services: PublishServices,
  kpa: Kpa,
  list: SeenList,
  period: number,
): Promise<boolean> {
  if ((await countMarks(services.store, list)) !== list.marks) return false;
  return isRight(services, kpa, list, period);
}
