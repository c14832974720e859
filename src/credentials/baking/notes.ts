/** What each note says to people, and which rule it departs from. */
import type { Words } from '../verification.ts';
import type { BakingNote } from './baked.ts';

export interface NoteWords {
  /** In the image: a chunk, an element, an attribute. */
  readonly place: string;
  readonly rule: string;
  readonly sentence: Words;
}

const IN_PNG = 'Open Badges 3.0 §5.3.2.1';
const IN_SVG = 'Open Badges 3.0 §5.3.2.2';

export const BAKING_NOTES: Readonly<Record<BakingNote, NoteWords>> = {
  'trailing-bytes': {
    place: 'IEND',
    rule: 'PNG (third edition) §11.2.5',
    sentence: {
      fr: 'L’image continue après sa fin. Ce qui suit n’est pas un badge.',
      en: 'The image goes on after its end. What follows is not a badge.',
    },
  },
  'second-image': {
    place: 'IEND',
    rule: 'PNG (third edition) §11.2.5',
    sentence: {
      fr: 'Une seconde image est cachée après la première. Elle ne contient pas d’autre badge.',
      en: 'A second image is hidden after the first. It holds no other badge.',
    },
  },
  compressed: {
    place: 'iTXt, zTXt',
    rule: IN_PNG,
    sentence: {
      fr: 'Le badge est compressé dans l’image, ce que la norme interdit.',
      en: 'The badge is compressed in the image, which the standard forbids.',
    },
  },
  'plain-text-chunk': {
    place: 'tEXt, zTXt',
    rule: IN_PNG,
    sentence: {
      fr: 'Le badge est dans un autre bloc de texte de l’image que celui de la norme, iTXt.',
      en: 'The badge is in another text chunk of the image than that of the standard, iTXt.',
    },
  },
  'old-keyword': {
    place: 'openbadges, openbadges:assertion',
    rule: 'Open Badges 3.0 §5.3.2',
    sentence: {
      fr: 'Le badge est rangé dans l’image sous le nom qu’utilisait Open Badges 2.',
      en: 'The badge is kept in the image under the name that Open Badges 2 used.',
    },
  },
  'older-badge-beside': {
    place: 'openbadges, openbadges:assertion',
    rule: 'Open Badges 3.0 §5.3.2',
    sentence: {
      fr: 'L’image contient aussi un badge Open Badges 2, ou son adresse. Nous ne l’avons pas lu.',
      en: 'The image also holds an Open Badges 2 badge, or its address. We have not read it.',
    },
  },
  'other-namespace': {
    place: 'xmlns:openbadges',
    rule: IN_SVG,
    sentence: {
      fr: 'L’espace de noms du badge dans l’image n’est pas celui de la norme.',
      en: 'The namespace of the badge in the image is not that of the standard.',
    },
  },
  'namespace-prefix': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    sentence: {
      fr: 'L’élément du badge dans l’image n’a pas le préfixe de la norme, openbadges.',
      en: 'The element of the badge in the image does not have the standard’s prefix, openbadges.',
    },
  },
  'namespace-on-element': {
    place: 'xmlns:openbadges',
    rule: IN_SVG,
    sentence: {
      fr: 'L’espace de noms du badge est déclaré sur son élément, et non sur l’élément svg.',
      en: 'The namespace of the badge is declared on its own element, not on the element svg.',
    },
  },
  'not-first': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    sentence: {
      fr: 'Le badge n’est pas au début de l’image, où la norme le place.',
      en: 'The badge is not at the beginning of the image, where the standard puts it.',
    },
  },
  'not-cdata': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    sentence: {
      fr: 'Le badge est écrit dans l’image comme un texte ordinaire, et non dans une section CDATA.',
      en: 'The badge is written in the image as ordinary text, not in a CDATA section.',
    },
  },
  'jwt-not-in-verify': {
    place: 'verify',
    rule: IN_SVG,
    sentence: {
      fr: 'Le JWT du badge est dans le texte de l’image, et non dans l’attribut verify.',
      en: 'The JWT of the badge is in the text of the image, not in the attribute verify.',
    },
  },
  'json-in-verify': {
    place: 'verify',
    rule: IN_SVG,
    sentence: {
      fr: 'Le JSON du badge est dans l’attribut verify, où la norme veut un JWT.',
      en: 'The JSON of the badge is in the attribute verify, where the standard wants a JWT.',
    },
  },
  'extra-attributes': {
    place: 'openbadges:credential',
    rule: IN_SVG,
    sentence: {
      fr: 'L’élément du badge dans l’image a des attributs que la norme ne prévoit pas.',
      en: 'The element of the badge in the image has attributes that the standard does not provide.',
    },
  },
};
