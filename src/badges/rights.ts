/**
 * Who may do what: the one table of it (docs/adr/0038). Routes, verbs and pages ask `may`; the test of
 * access holds each route to it, for each kind of visitor. What is not here, nobody may do.
 */
import type { Person, Role } from '../storage/store.ts';
import { isGone } from './records/who-stays.ts';

/** A role of a person, as it counts: what somebody is in their KPA, or in the network of all. */
type Office = Role | 'network';

/** How far it goes: what is one's own; what is of one's KPA; what is of any KPA. */
type Reach = 'own' | 'kpa' | 'network';

type Row = Readonly<Partial<Record<Office, Reach>>>;

/** What of a person says what they may do. */
type Holder = Pick<Person, 'roles' | 'leftOn' | 'network' | 'mergedInto' | 'erasingSince'>;

const EVERYBODY = {
  cooperant: 'own',
  accompagnant: 'own',
  manager: 'own',
  network: 'own',
} as const;
const TEAM = { accompagnant: 'kpa', manager: 'kpa' } as const;

export const RIGHTS = {
  // One’s own.
  'choose a language': EVERYBODY,
  'own account': EVERYBODY,
  'own badges': { cooperant: 'own' },
  'own experiences': { cooperant: 'own' },
  'own exhibits': { cooperant: 'own' },
  'own claims': { cooperant: 'own' },
  'own shares': { cooperant: 'own' },

  // The people of a KPA.
  'see people': TEAM,
  'see what waits': TEAM,
  'give news': TEAM,
  'add cooperants': TEAM,
  'add staff': { manager: 'kpa' },
  'correct cooperants': TEAM,
  'correct staff': { manager: 'kpa' },
  'give roles': { manager: 'kpa' },
  'see cooperants off': TEAM,
  'see staff off': { manager: 'kpa' },
  'erase who left': { manager: 'kpa' },
  'help cooperants sign in': TEAM,
  'help staff sign in': { manager: 'kpa' },
  'link accounts': { manager: 'kpa' },

  // What they do together, and what is recognised.
  'record experiences': TEAM,
  'correct experiences': TEAM,
  'add exhibits': TEAM,
  // Of who added it, and of whoever’s work it shows, see src/exhibits/.
  'remove exhibits': { manager: 'kpa' },
  'see exhibits': { cooperant: 'own', accompagnant: 'kpa', manager: 'kpa' },
  'answer claims': TEAM,
  'hear sounds': { cooperant: 'own', accompagnant: 'kpa', manager: 'kpa' },
  'award badges': TEAM,
  'replace badges': TEAM,
  'confirm badges': TEAM,
  'take badges back': TEAM,

  // A KPA itself.
  'see the kpa': TEAM,
  'change the kpa': { manager: 'kpa' },
  'define badges': { manager: 'kpa' },
  'rotate keys': { manager: 'kpa' },
  'choose a sign-in provider': { manager: 'kpa' },
  'read the register': { manager: 'kpa' },

  // All KPAs, and nobody in them.
  'run the network': { network: 'network' },
  'publish shared badges': { network: 'network' },
} as const satisfies Readonly<Record<string, Row>>;

export type Act = keyof typeof RIGHTS;

const rights: Readonly<Record<Act, Row>> = RIGHTS;

/**
 * Who has left the team is what they were besides: a coopérant·e keeps what is theirs. A record that was
 * merged into another, or that is being erased, is nobody.
 */
export function rolesOf({ roles, leftOn, network, ...gone }: Holder): readonly Office[] {
  if (isGone(gone)) return [];
  if (leftOn !== undefined) return roles.filter((role) => role === 'cooperant');
  return network === true ? [...roles, 'network'] : roles;
}

/** Undefined: not at all. Whose it is, and of which KPA, is for whoever looks it up there. */
function reachOf(person: Holder, act: Act): Reach | undefined {
  const reaches = rolesOf(person).map((office) => rights[act][office]);
  return (['network', 'kpa', 'own'] as const).find((reach) => reaches.includes(reach));
}

export const may = (person: Holder, act: Act): boolean => reachOf(person, act) !== undefined;
