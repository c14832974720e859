/** Whether somebody showed a moment ago who they are: what opens a way in for later asks for it (ASVS 7.5.1). */
import type { Session } from '../../storage/store.ts';

const MINUTES = 15;

export function provenRecently({ provenAt = '' }: Pick<Session, 'provenAt'>, now: Date): boolean {
  return provenAt >= new Date(now.getTime() - MINUTES * 60_000).toISOString();
}
