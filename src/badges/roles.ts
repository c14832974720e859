/** Who helps the others, by their roles. */
import type { Person } from '../storage/store.ts';
import { may } from './rights.ts';

/** Of the team of their KPA, and still there. */
export const isStaff = (person: Person): boolean => may(person, 'see people');
