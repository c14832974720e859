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
  bruno: { name: 'Bruno Martin', roles: ['cooperant'] },
  fatima: { name: 'Fatima Zerhouni', roles: ['cooperant'], email: 'fatima@hauts-pres.example' },
  lucas: { name: 'Lucas Nguyen', roles: ['cooperant'] },
  sule: { name: 'Şule Yıldız', roles: ['cooperant'] },
  mireille: { name: 'Mireille Leroy', roles: ['cooperant'] },
} as const satisfies Record<string, DemoPerson>;

export type Who = keyof typeof PEOPLE;
