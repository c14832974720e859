/** What people and programs can put wrong into a field. */
import type { Pair } from '../../../src/features/merging/pair.ts';
import type { Fields } from '../../support/forms.ts';
import type { Scene } from '../../support/scene.ts';
import type { World } from '../../support/world.ts';

/** Where the ids of a form come from: two KPAs, each with a scene. */
export interface Ground {
  readonly world: World;
  readonly ours: Scene;
  readonly theirs: Scene;
  /** Two records of one person, of ours. */
  readonly twins: Pair;
  /** A meeting of ours that is open: its code, and one of the group. */
  readonly group: { readonly code: string; readonly person: string };
  /** Of the holder of ours, who asked the team for badges: one for each form about them. */
  readonly claims: Readonly<Record<'answer' | 'badge' | 'question' | 'later', string>>;
}

/** A field, what is wrong, and what is sent; `undefined` leaves the field out. */
export interface Bad {
  readonly field: string;
  readonly fault: string;
  readonly value: string | readonly string[] | undefined;
}

const bad =
  (field: string) =>
  (fault: string, value: Bad['value']): Bad => ({ field, fault, value });

const anyText = (field: string, most: number): readonly Bad[] => [
  bad(field)('one character too long', 'a'.repeat(most + 1)),
  bad(field)('a page long', 'a'.repeat(4_000)),
  bad(field)('sent twice', ['un premier texte', 'un deuxième texte']),
  bad(field)('unreadable', 'du texte\u0000\u001b[2J puis encore'),
];

export const optional = anyText;

export const required = (field: string, most: number): readonly Bad[] => [
  bad(field)('missing', undefined),
  bad(field)('empty', ''),
  bad(field)('only spaces', ' \u00a0\t\n '),
  ...anyText(field, most),
];

/** One of a closed list. */
export const oneOf = (field: string): readonly Bad[] => [
  bad(field)('missing', undefined),
  bad(field)('empty', ''),
  bad(field)('unknown', 'quelque-chose'),
  bad(field)('a name every object has', '__proto__'),
  bad(field)('a script', '<script>alert(1)</script>'),
];

/** Some of a closed list of ids; `others` are ids that exist, but cannot be chosen here. */
export const someOf = (field: string, others: Fields = {}): readonly Bad[] => [
  bad(field)('unknown', '5d0c3f0e-8a56-4c0e-9a39-0a8b8d1f3c11'),
  bad(field)('no id at all', 'quelque-chose'),
  bad(field)(
    'three hundred',
    Array.from({ length: 300 }, () => 'x'),
  ),
  ...Object.entries(others).map(([fault, value]) => bad(field)(fault, value)),
];

export const noneOf = (field: string): Bad => bad(field)('none', undefined);

export const wrong = (field: string, values: Fields): readonly Bad[] =>
  Object.entries(values).map(([fault, value]) => bad(field)(fault, value));
