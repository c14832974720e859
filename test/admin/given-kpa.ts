/** What create-kpa is given in tests. */
export const GIVEN = {
  slug: 'hauts-pres',
  name: 'KPA des Hauts-Prés',
  place: 'Villeneuve',
  description: 'Cuisine, bois et couture, montés ensemble.',
  person: 'Nadia Roche',
};

export const asArguments = (values: object) =>
  Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
