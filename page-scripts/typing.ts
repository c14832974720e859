/** Pages on which somebody types, or adds a photo. Without it, they say and do the same. */
import { keepAsTyped } from './parts/keep.ts';
import { searchAsTyped } from './parts/search.ts';
import { shrinkPhotos } from './parts/shrink.ts';

searchAsTyped();
// Before what follows a form that is sent.
shrinkPhotos();
keepAsTyped();
