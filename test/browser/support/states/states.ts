/** Pages that no link leads to: refused forms, things that are gone, steps of a form, answers. */
import { asHolder } from './holder.ts';
import { asManager } from './manager.ts';
import { asBeginner, asNetwork } from './network.ts';
import { asStaff } from './staff.ts';
import type { State } from './state.ts';
import { atVerifier } from './verifier.ts';
import { asVisitor } from './visitor.ts';

export type Role = 'visitor' | 'staff' | 'manager' | 'network' | 'beginner' | 'holder';

const forRole = (as: Role, states: readonly State[]) => states.map((state) => ({ as, ...state }));

export const STATES = [
  ...forRole('visitor', [...asVisitor, ...atVerifier]),
  ...forRole('staff', asStaff),
  ...forRole('manager', asManager),
  ...forRole('network', asNetwork),
  ...forRole('beginner', asBeginner),
  ...forRole('holder', asHolder),
];
