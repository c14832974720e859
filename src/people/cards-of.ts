/** The cards of a person: the one that was made for them, and those of their merged records (docs/adr/0047). */
import type { Card, Person, Store, Stored } from '../storage/store.ts';

type Cards = Pick<Store, 'cards'>;
type Whose = Pick<Person, 'id' | 'kpaId'>;

/** A record has one; few records are of one person. */
const MOST = 100;

/** The one that was made last comes first. */
export async function cardsOf({ cards }: Cards, { id, kpaId }: Whose): Promise<Stored<Card>[]> {
  const query = { index: 'byPerson', equals: [kpaId, id], limit: MOST } as const;
  const { items } = await cards.find(query);
  return [...items].sort((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/** Whether it can open something. */
export const isOpenCard = ({ code }: Pick<Card, 'code'>): boolean => code !== undefined;

/** Nothing of what opened it stays. False if there was no such card. */
export async function stopOneCard({ cards }: Cards, id: string, at: Date): Promise<boolean> {
  const stopped = await cards.update(id, (now) => {
    if (now.stoppedAt !== undefined) return now;
    const { code: _code, secret: _secret, pin: _pin, ...rest } = now;
    return { ...rest, stoppedAt: at.toISOString() };
  });
  return stopped !== undefined;
}
