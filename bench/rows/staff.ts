/** An accompagnant·e at work: the forms that they send. */
import { randomUUID } from 'node:crypto';
import { send } from '../client.ts';
import type { Child } from '../servers/child.ts';
import { PUBLIC_URL } from '../servers/places.ts';
import { BADGE, SENTENCE } from '../servers/words.ts';

type Field = readonly [name: string, value: string];

export async function signInStaff(ours: Child) {
  const [cookie = '', csrf = ''] = await ours.ask('staff');
  const post = (path: string, fields: readonly Field[], status = 303) =>
    postForm(ours.origin, path, [['_csrf', csrf], ...fields], { cookie, status });
  /** What is told of the work beside each badge: the same of all that are made here. */
  let facts: string | undefined;
  async function factsReread(path: string, people: readonly string[]): Promise<string> {
    const { text } = await post(`${path}/relire`, awardFields(people), 200);
    return /name="facts" value="([^"]+)"/.exec(text)?.[1] ?? '';
  }
  return {
    members: await ours.ask('members'),
    /** One badge for each of these people, in one form. */
    sign: async (experience = '', people: readonly string[] = []) => {
      const path = `/experiences/${experience}/reconnaitre`;
      facts ??= await factsReread(path, people);
      return post(`${path}/signer`, [...awardFields(people), ['facts', facts]]);
    },
    withdraw: (award = '') => post(`/reconnaissances/${award}/retirer`, [['reason', 'badge']]),
  };
}

export const awardFields = (people: readonly string[]): readonly Field[] => [
  ['batch', randomUUID()],
  ['language', 'fr'],
  ...people.flatMap((id): readonly Field[] => [
    [`badge-${id}`, BADGE],
    [`reread-${id}`, 'fr:1'],
    [`sentence-${id}`, SENTENCE],
  ]),
];

export function postForm(
  origin: string,
  path: string,
  fields: readonly Field[],
  { cookie = '', status = 303 } = {},
) {
  const headers = {
    Cookie: cookie,
    Origin: PUBLIC_URL,
    Accept: 'text/html',
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  return send(origin, { path, method: 'POST', headers, body: body.toString() }, status);
}
