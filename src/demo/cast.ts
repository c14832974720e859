/** The made-up KPA of the demo, and its people. */
import type { Role } from '../storage/store.ts';

export const KPA = {
  slug: 'hauts-pres',
  name: 'KPA des Hauts-Prés',
  place: 'Villeneuve',
  description:
    'Des habitantes et des habitants y montent ensemble des activités : cuisine, bois, couture, événements.',
  contact: { phone: '01 99 00 12 34', email: 'contact@hauts-pres.example' },
  memberSince: 2023,
};

/** It has just begun: its manager is led through the first steps. */
export const NEW_KPA = {
  slug: 'la-lys',
  name: 'KPA de la Lys',
  place: 'Armentières',
  person: 'Leïla Haddad',
  email: 'leila@la-lys.example',
};

/** The secret code of the card that the demo prints. */
export const PIN = '4928';
/** Of the form that made it: so it is the same card at each start. */
export const CARD_FORM = '6f3c1d52-1a54-4c2f-9a41-0d8f6a7b2c11';

/** As somebody pastes it: two to add, one who is there already, one that is no name. */
export const PASTED_LIST = [
  'Aminata Sow',
  'Marc Vidal, marc@boite.example',
  'Martin Bruno',
  '=1+1',
];

interface DemoPerson {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly title?: string;
  readonly email?: string;
  readonly introduction?: string;
}

export const PEOPLE = {
  karim: {
    name: 'Karim Benali',
    roles: ['accompagnant', 'manager'],
    title: 'Accompagnant',
    email: 'karim@hauts-pres.example',
  },
  nadia: {
    name: 'Nadia Roche',
    roles: ['accompagnant'],
    title: 'Accompagnante',
    email: 'nadia@hauts-pres.example',
  },
  awa: {
    name: 'Awa Diallo',
    roles: ['cooperant'],
    email: 'awa@hauts-pres.example',
    introduction:
      'Je cuisine, j’accueille et j’organise des buffets. J’aime quand tout est prêt à l’heure.',
  },
  zoe: {
    name: 'Zoé Lambert',
    roles: ['accompagnant'],
    title: 'Animatrice du réseau',
    email: 'zoe@hauts-pres.example',
  },
  bruno: { name: 'Bruno Martin', roles: ['cooperant'] },
  fatima: { name: 'Fatima Zerhouni', roles: ['cooperant'], email: 'fatima@hauts-pres.example' },
  lucas: { name: 'Lucas Nguyen', roles: ['cooperant'] },
  sule: { name: 'Şule Yıldız', roles: ['cooperant'] },
  mireille: { name: 'Mireille Leroy', roles: ['cooperant'] },
  paul: { name: 'Paul Mercier', roles: ['cooperant'] },
} as const satisfies Record<string, DemoPerson>;

/** Bruno once more, as somebody else wrote him down: two records that can be merged. */
export const TWIN = {
  name: 'MARTIN Bruno',
  roles: ['cooperant'],
  email: 'bruno.martin@boite.example',
} as const satisfies DemoPerson;

export type Who = keyof typeof PEOPLE;
