/** What each note says, and which rule it departs from. */
import type { Said } from '../verification.ts';
import type { BakingNote } from './baked.ts';

export interface NoteOnImage extends Said {
  /** In the image: a chunk, an element, an attribute. */
  readonly place: string;
  readonly rule: string;
}

const IN_PNG = 'Open Badges 3.0 §5.3.2.1';
const IN_SVG = 'Open Badges 3.0 §5.3.2.2';

export const BAKING_NOTES: Readonly<Record<BakingNote, NoteOnImage>> = {
  'trailing-bytes': {
    place: 'IEND',
    rule: 'PNG (third edition) §11.2.5',
    code: 'note.image.trailing-bytes',
  },
  'second-image': {
    place: 'IEND',
    rule: 'PNG (third edition) §11.2.5',
    code: 'note.image.second-image',
  },
  compressed: {
    place: 'iTXt, zTXt',
    rule: IN_PNG,
    code: 'note.image.compressed',
  },
  'plain-text-chunk': {
    place: 'tEXt, zTXt',
    rule: IN_PNG,
    code: 'note.image.plain-text-chunk',
  },
  'old-keyword': {
    place: 'openbadges, openbadges:assertion',
    rule: 'Open Badges 3.0 §5.3.2',
    code: 'note.image.old-keyword',
  },
  'older-badge-beside': {
    place: 'openbadges, openbadges:assertion',
    rule: 'Open Badges 3.0 §5.3.2',
    code: 'note.image.older-badge-beside',
  },
  'other-namespace': {
    place: 'xmlns:openbadges',
    rule: IN_SVG,
    code: 'note.image.other-namespace',
  },
  'namespace-prefix': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    code: 'note.image.namespace-prefix',
  },
  'namespace-on-element': {
    place: 'xmlns:openbadges',
    rule: IN_SVG,
    code: 'note.image.namespace-on-element',
  },
  'not-first': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    code: 'note.image.not-first',
  },
  'not-cdata': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    code: 'note.image.not-cdata',
  },
  'jwt-not-in-verify': {
    place: 'verify',
    rule: IN_SVG,
    code: 'note.image.jwt-not-in-verify',
  },
  'json-in-verify': {
    place: 'verify',
    rule: IN_SVG,
    code: 'note.image.json-in-verify',
  },
  'extra-attributes': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    code: 'note.image.extra-attributes',
  },
};
