/** Pages on which somebody types. Without it, they say and do the same. */
import { searchAsTyped } from './parts/search.ts';

searchAsTyped();
