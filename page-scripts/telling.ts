/** Pages on which somebody says what they did. Without it, a field takes what the telephone records. */
import { keepAsTyped } from './parts/keep.ts';
import { recordHere } from './parts/record.ts';
import { standsFirst } from './parts/stands.ts';

standsFirst();
recordHere();
keepAsTyped();
