/** Awards over HTTP: a session, its forms, two signatures, and a row that is on the disk. */
import { sendJson } from '../client.ts';
import { repeat, type Work, type Works } from '../harness.ts';
import { type Servers, startServers } from '../servers/places.ts';
import { freshBadge, OUR_DID } from '../subjects/golden.ts';
import { createIssuer } from '../subjects/keys.ts';
import { issuePlainly } from '../subjects/plain.ts';
import { requests } from './requests.ts';
import { compared, type Group } from './row.ts';
import { awardFields, postForm, signInStaff } from './staff.ts';

const BATCH = 1000;

export const awardRows: Group = {
  name: 'award',
  async open() {
    const servers = await startServers();
    const worksFor = await formWorks(servers);
    return {
      rows: [
        compared(
          'one',
          worksFor(1, 1),
          'one form of one person; the peer signs the golden badge without its endorsement and stores nothing; the floor signs twice and stores one row durably',
        ),
        compared('16 people, one after the other', worksFor(16, 1), 'all sixteen forms'),
        compared('a form of 8 people', worksFor(1, 8), 'all eight awards'),
        compared('batch of 1,000', batchWorks(servers), 'for each award; in one act, without HTTP'),
      ],
      close: () => servers.close(),
    };
  },
};

/** `forms`: one after the other, of so many people each. */
async function formWorks({ ours, peer, floor }: Servers) {
  const staff = await signInStaff(ours);
  const toSign = JSON.stringify({ credential: freshBadge().badge });
  let work: readonly string[] = [];
  return (forms: number, of: number): Works => {
    const people = staff.members.slice(0, forms * of);
    const each = async (size: number, once: (some: readonly string[]) => Promise<unknown>) => {
      for (let at = 0; at < people.length; at += size) await once(people.slice(at, at + size));
    };
    return {
      ours: requests(ours, {
        async prepare(count) {
          work = await ours.ask('experiences', String(count));
        },
        send: (index) => each(of, (some) => staff.sign(work[index], some)),
      }),
      peer: requests(peer, {
        send: () =>
          each(1, () => sendJson(peer.origin, '/credentials/issue', toSign, { status: 201 })),
      }),
      floor: requests(floor, {
        send: () => each(1, (some) => postForm(floor.origin, '/award', awardFields(some))),
      }),
    };
  };
}

function batchWorks({ ours }: Servers): { ours: Work; plain: Work } {
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
