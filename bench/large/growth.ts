/**
 * What takes minutes: each page and act of a service that is years old beside those of a young one,
 * on either storage.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { send } from '../client.ts';
import { interleave, type Work } from '../harness.ts';
import { requests } from '../rows/requests.ts';
import type { Group, Row } from '../rows/row.ts';
import { LIST } from '../rows/served.ts';
import { signInStaff } from '../rows/staff.ts';
import { startRows } from '../rows/start-up.ts';
import { type Child, startChild } from '../servers/child.ts';
import { createPlace, type Place, startOurs } from '../servers/places.ts';
import type { Seed, Visited } from './seed.ts';

const LARGE: Seed = { kpas: 200, people: 10_000, awards: 1_000_000, withdrawn: 50_000 };
const SMALL: Seed = { kpas: 1, people: 50, awards: 1_000, withdrawn: 50 };
const SIZES = `1,000,000 awards of 10,000 people in 200 KPAs; the floor is the same with 1,000 of 50 in one`;

const PAGES_OF_MEMBER = [
  ...['/mes-badges', '/mes-badges/liste', '/mes-badges/AWARD'],
  ...['/mes-experiences', '/mes-experiences/EXPERIENCE', '/partages', '/partages/nouveau'],
  ...['/mon-chemin', '/mes-demandes'],
];
const PAGES_OF_STAFF = [
  ...['/ce-qui-m-attend', '/a-confirmer', '/a-reconnaitre', '/badges-par-liste', '/demandes'],
  ...['/personnes/MEMBER/chemin', '/personnes/MEMBER/feuille'],
  ...['/personnes', '/personnes/MEMBER', '/personnes/MEMBER/retirer'],
  ...['/experiences', '/experiences/nouvelle', '/experiences/EXPERIENCE'],
  ...['/experiences/EXPERIENCE/reconnaitre', '/experiences/EXPERIENCE/retirer'],
];
const PAGES_OF_MANAGER = [
  ...['/kpa', '/kpa/journal', '/kpa/badges', '/personnes/semblables', '/personnes/nouvelle'],
  ...['/personnes/cartes', '/personnes/MEMBER/corriger', '/personnes/MEMBER/depart'],
  ...['/personnes/MEMBER/carte', '/personnes/MEMBER/reunir', '/experiences/EXPERIENCE/corriger'],
  ...['/mon-compte', '/reseau', '/reseau?cherche=kpa', '/reseau/hauts-pres', '/reseau/badges'],
];
const PUBLIC_PAGES = [
  ...['/p/TOKEN', '/p/TOKEN/verification', '/k/hauts-pres', '/network.json'],
  ...['/connexion', '/connexion/carte'],
];

interface Grown {
  readonly child: Child;
  readonly works: Readonly<Record<string, Work>>;
}

/** `storage`: for the name of the rows. */
function growthRows(storage: string, openStorage: () => Promise<Storage>): Group {
  return {
    name: `growth on ${storage}`,
    isLarge: true,
    async open() {
      const { envOf, close } = await openStorage();
      const small = await seededPlace(SMALL, envOf('small'));
      const large = await seededPlace(LARGE, envOf('large'));
      let both: Promise<readonly [Grown, Grown]> | undefined;
      // After the starts, which have the place for themselves.
      const grown = () => (both ??= Promise.all([openGrown(large), openGrown(small)]));
      const compare = (name: string): Row => ({
        name,
        note: `with ${SIZES}`,
        async measure(pace) {
          const [ours, floor] = await grown();
          return interleave(sidesOf(ours.works[name], floor.works[name]), pace);
        },
      });
      return {
        rows: [
          ...startRows('start-up', large.place),
          ...NAMES.map(compare),
          {
            name: 'memory',
            unit: 'MB',
            note: `resident, once all this was asked, with ${SIZES}`,
            async measure() {
              const [ours, floor] = await grown();
              return { ours: [await megabytes(ours)], floor: [await megabytes(floor)] };
            },
          },
        ],
        async close() {
          for (const { child } of (await both) ?? []) await child.close();
          await Promise.all([small.place.remove(), large.place.remove()]);
          await close();
        },
      };
    },
  };
}

const sidesOf = (ours: Work | undefined, floor: Work | undefined) => ({
  ...(ours && { ours }),
  ...(floor && { floor }),
});

const megabytes = async ({ child }: Grown) => Number((await child.ask('memory'))[0]) / 1_000_000;

interface Storage {
  /** What a service is told of it; `name`: of one that is a place of its own. */
  readonly envOf: (name: string) => Readonly<Record<string, string>>;
  readonly close: () => Promise<unknown>;
}

export const growthOnSqlite = growthRows('SQLite', () =>
  Promise.resolve({ envOf: () => ({}), close: () => Promise.resolve() }),
);

/** At MONGODB_URI, or over a server of its own, where Java and Maven are there. */
export const growthOnMongo = growthRows('MongoDB', async () => {
  const given = process.env['MONGODB_URI'];
  const { folder, remove } = await createPlace();
  const script = (what: string) =>
    promisify(execFile)('sh', [
      '-c',
      'scripts/mongo-server.sh "$1" "$2" >"$2.out" 2>&1; cat "$2.out"',
      'sh',
      what,
      join(folder, 'server'),
    ]);
  const uri =
    given ?? /^MONGODB_URI=(.*)$/m.exec((await script('start')).stdout)?.[1] ?? 'mongodb://none/';
  return {
    envOf: (name) => ({ MONGODB_URI: new URL(`/growth-${name}`, uri).toString() }),
    async close() {
      if (given === undefined) await script('stop');
      await remove();
    },
  };
});

interface SeededPlace {
  readonly place: Place;
  readonly visited: Visited;
}

async function seededPlace(
  { kpas, people, awards, withdrawn }: Seed,
  more: Readonly<Record<string, string>>,
): Promise<SeededPlace> {
  const made = await createPlace();
  const place = { ...made, env: { ...made.env, ...more } };
  const child = await startChild('seeding', [place.folder], place.env);
  const words = [kpas, people, awards, withdrawn].map(String);
  const told = await child.ask('seed', ...words);
  const [staff = '', member = '', experience = '', award = '', token = '', manager = ''] = told;
  await child.close();
  return { place, visited: { staff, manager, member, experience, award, token } };
}

const ACTS = ['award', 'withdrawal to served'];
const NAMES = [...[PAGES_OF_MEMBER, PAGES_OF_STAFF, PAGES_OF_MANAGER, PUBLIC_PAGES, ACTS].flat()];

async function openGrown({ place, visited }: SeededPlace): Promise<Grown> {
  const child = await startOurs(place);
  const staff = await signInStaff(child);
  const [cookieOfStaff = ''] = await child.ask('enter', visited.staff);
  const [cookieOfMember = ''] = await child.ask('enter', visited.member);
  const [cookieOfManager = ''] = await child.ask('enter', visited.manager);
  const page = (path: string, cookie = ''): [string, Work] => {
    const address = path
      .replace('AWARD', visited.award)
      .replace('EXPERIENCE', visited.experience)
      .replace('MEMBER', visited.member)
      .replace('TOKEN', visited.token);
    const headers = { Accept: path.endsWith('.json') ? '*/*' : 'text/html', Cookie: cookie };
    return [path, requests(child, { send: () => send(child.origin, { path: address, headers }) })];
  };
  let made: readonly string[] = [];
  const making = (what: string) => async (count: number) => {
    made = await child.ask(what, String(count));
  };
  return {
    child,
    works: {
      ...Object.fromEntries([
        ...PAGES_OF_MEMBER.map((path) => page(path, cookieOfMember)),
        ...PAGES_OF_STAFF.map((path) => page(path, cookieOfStaff)),
        ...PAGES_OF_MANAGER.map((path) => page(path, cookieOfManager)),
        ...PUBLIC_PAGES.map((path) => page(path)),
      ]),
      award: requests(child, {
        prepare: making('experiences'),
        send: (index) => staff.sign(made[index], staff.members.slice(0, 1)),
      }),
      'withdrawal to served': requests(child, {
        prepare: making('awards'),
        async send(index) {
          await staff.withdraw(made[index]);
          await send(child.origin, LIST);
        },
      }),
    },
  };
}
