/**
 * The two ways to give a badge. What the team saw is recognised for several people at once; what only the
 * person may ask for (objective 6), for one, on a page of its own, and never proposed.
 */
import type { BadgeClass } from '../../../definitions/definitions.ts';

export interface Way {
  /** Behind `/experiences/:id/`. */
  readonly path: 'reconnaitre' | 'demande';
  /** Where its pages are, in `templates/awards/`. */
  readonly page: 'recognise' | 'on-request';
  readonly offers: (badge: BadgeClass) => boolean;
  readonly isOnRequest: boolean;
}

export const WAYS: readonly Way[] = [
  {
    path: 'reconnaitre',
    page: 'recognise',
    offers: ({ sensitive }) => !sensitive,
    isOnRequest: false,
  },
  {
    path: 'demande',
    page: 'on-request',
    offers: ({ sensitive }) => sensitive,
    isOnRequest: true,
  },
];
