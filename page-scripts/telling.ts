/** Pages on which somebody says what they did. Without it, a field takes what the telephone records. */
import { keepAsTyped } from './parts/keep.ts';
import { recordHere } from './parts/record.ts';

recordHere();
keepAsTyped();
