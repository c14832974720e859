/** Pages on which somebody types. Without it, they say and do the same. */
import { keepAsTyped } from './parts/keep.ts';
import { searchAsTyped } from './parts/search.ts';

searchAsTyped();
keepAsTyped();
