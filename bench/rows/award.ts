/** Awards over HTTP: a session, its forms, two signatures, and a row that is on the disk. */
import { randomUUID } from 'node:crypto';
import { send, sendJson } from '../client.ts';
import { repeat, type Work } from '../harness.ts';
import { BADGE, SENTENCE } from '../servers/words.ts';
import { PUBLIC_URL, startServers } from '../servers/places.ts';
import { freshBadge, OUR_DID } from '../subjects/golden.ts';
import { createIssuer } from '../subjects/keys.ts';
import { issuePlainly } from '../subjects/plain.ts';
import { requests } from './requests.ts';
import { compared, type Group } from './row.ts';

const BATCH = 1000;

export const awardRows: Group = {
  name: 'award',
  async open() {
    const servers = await startServers();
    const { ours, peer, floor } = servers;
    const [cookie = '', csrf = ''] = await ours.ask('staff');
    const members = await ours.ask('members');
    let work: readonly string[] = [];
    const fields = (people: readonly string[]): [string, string][] => [
      ['_csrf', csrf],
      ['batch', randomUUID()],
      ['badge', BADGE],
      ['language', 'fr'],
      ...people.flatMap((id): [string, string][] => [
        ['people', id],
        [`sentence-${id}`, SENTENCE],
      ]),
    ];
    const form = (people: readonly string[]) => new URLSearchParams(fields(people)).toString();
    const post = (origin: string, path: string, people: readonly string[]) =>
      send(origin, { path, method: 'POST', headers: headersOf(cookie), body: form(people) }, 303);
    const sign = (experience = '', people: readonly string[] = []) =>
      post(ours.origin, `/experiences/${experience}/reconnaitre/signer`, people);
    const prepare = async (count: number) => {
      work = await ours.ask('experiences', String(count));
    };
    const toSign = JSON.stringify({ credential: freshBadge().badge });
    const signPlainly = () => sendJson(peer.origin, '/credentials/issue', toSign, { status: 201 });
    const bare = (people: readonly string[]) => post(floor.origin, '/award', people);

    /** `forms`: one after the other, of so many people each. */
    const worksFor = (forms: number, of: number) => {
      const groups = Array.from({ length: forms }, (_, at) =>
        members.slice(at * of, (at + 1) * of),
      );
      const each = async (once: (people: readonly string[]) => Promise<unknown>) => {
        for (const people of groups) await once(people);
      };
      return {
        ours: requests(ours, {
          prepare,
          send: (index) => each((people) => sign(work[index], people)),
        }),
        peer: requests(peer, {
          send: () =>
            each(async (people) => {
              for (let signed = 0; signed < people.length; signed += 1) await signPlainly();
            }),
        }),
        floor: requests(floor, {
          send: () =>
            each(async (people) => {
              for (const person of people) await bare([person]);
            }),
        }),
      };
    };
    return {
      rows: [
        compared(
          'one',
          worksFor(1, 1),
          'one form of one person; the peer signs the golden badge without its endorsement and stores nothing; the floor signs twice and stores one row durably',
        ),
        compared('16 people, one after the other', worksFor(16, 1), 'all sixteen forms', 5),
        compared('a form of 8 people', worksFor(1, 8), 'all eight awards'),
        compared('batch of 1,000', batchWorks(), 'for each award; in one act, without HTTP', 2),
      ],
      close: () => servers.close(),
    };

    function batchWorks(): { ours: Work; plain: Work } {
      let spent = 0;
      const { badge } = freshBadge();
      const { signer } = createIssuer(OUR_DID);
      return {
        ours: {
          least: BATCH,
          // What it takes to prepare the drafts is not counted: the server measures the act alone.
          async run(count) {
            spent += Number((await ours.ask('batch', String(count)))[0]);
          },
          cpu: () => Promise.resolve(spent),
        },
        plain: repeat(() => issuePlainly(badge, signer)),
      };
    }
  },
};

const headersOf = (cookie: string) => ({
  Cookie: cookie,
  Origin: PUBLIC_URL,
  Accept: 'text/html',
  'Content-Type': 'application/x-www-form-urlencoded',
});
