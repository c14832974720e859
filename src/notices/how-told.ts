/** How the person was told of a badge, for who gave it: whether a letter left, or a sheet is to be given. */
import { type Message, say } from '../language/message.ts';
import type { Award, Notice, Store } from '../storage/store.ts';

/** Undefined for a badge from before there were notices, or once they have answered it. */
export async function howTold(
  { notices }: Pick<Store, 'notices'>,
  { id, kpaId, state }: Pick<Award, 'id' | 'kpaId' | 'state'>,
): Promise<Message | undefined> {
  if (state !== 'offered') return undefined;
  const first = { index: 'byAbout', equals: [id], limit: 1 } as const;
  const [notice] = (await notices(kpaId).readable.find(first)).items;
  return notice?.act === 'badge-given' ? sentenceOn(notice) : undefined;
}

/** It can be printed. */
export const isSheetDue = (told: Message | undefined): boolean =>
  told?.code === 'notice.told.sheet';

function sentenceOn({ way, sms, state, endedAt: on = '' }: Notice): Message | undefined {
  if (state === 'lost') return say('notice.told.lost');
  if (sms === true && state === 'waiting') return say('notice.told.sms-soon');
  if (sms === true && state === 'told') return say('notice.told.sms', { on });
  if (state === 'waiting') return say(way === 'sheet' ? 'notice.told.sheet' : 'notice.told.soon');
  if (state !== 'told') return undefined;
  return say(way === 'sheet' ? 'notice.told.given' : 'notice.told.sent', { on });
}
