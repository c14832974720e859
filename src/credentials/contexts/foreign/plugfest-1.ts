/**
 * JFF PlugFest 1 (2022): a sketch of Open Badges 3.0 with words of its own for nearly everything, in
 * badges that are still shown. No package holds it; a test holds this against what is published.
 */
import type { ContextDocument, Terms } from './context-document.ts';

const OPEN_BADGES = 'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#';
const SCHEMA = 'https://schema.org/';
const PLUGFEST =
  'https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json';

const of = (meaning: string, type: string) => ({ '@id': meaning, '@type': type });
const text = (name: string) => of(`${OPEN_BADGES}${name}`, 'xsd:string');
const schemaText = (name: string) => of(`${SCHEMA}${name}`, 'xsd:string');
const address = (name: string) => of(`${OPEN_BADGES}${name}`, 'xsd:anyURI');
const node = (name: string) => of(`${OPEN_BADGES}${name}`, '@id');
const plain = (name: string) => ({ '@id': `${OPEN_BADGES}${name}` });
/** Each name as the meaning of the same name. */
const texts = (...names: string[]) => named(names, text);
const schemaTexts = (...names: string[]) => named(names, schemaText);
const within = (name: string, terms: Terms) => ({ ...plain(name), '@context': terms });

function named(names: readonly string[], meaning: (name: string) => unknown): Terms {
  return Object.fromEntries(names.map((name) => [name, meaning(name)]));
}

const achievement: Terms = {
  ...texts('achievementType', 'fieldOfStudy', 'humanCode', 'specialization'),
  alignment: plain('Alignment'),
  creator: plain('Profile'),
  creditsAvailable: of(`${OPEN_BADGES}creditsAvailable`, 'xsd:float'),
  criteria: node('criteria'),
  tags: { ...schemaText('keywords'), '@container': '@set' },
};

const postalAddress: Terms = {
  ...schemaTexts('addressCountry', 'addressRegion', 'postOfficeBoxNumber', 'postalCode'),
  ...schemaTexts('streetAddress'),
  addressCountryCode: text('CountryCode'),
  // As it is published.
  addressLocality: schemaText('addresLocality'),
  geo: plain('GeoCoordinates'),
};

const profile: Terms = {
  ...schemaTexts('additionalName', 'email', 'familyName', 'givenName'),
  ...schemaTexts('honorificPrefix', 'honorificSuffix'),
  ...texts('familyNamePrefix', 'parentOrg', 'patronymicName', 'official'),
  ...texts('sisSourcedId', 'sourcedId'),
  address: plain('Address'),
  dateOfBirth: of(`${OPEN_BADGES}dateOfBirth`, 'xsd:date'),
  phone: text('PhoneNumber'),
};

const resultDescription: Terms = {
  ...texts('allowedValue', 'requiredValue', 'resultType', 'valueMax', 'valueMin'),
  requiredLevel: address('requiredLevel'),
  rubricCriterionLevel: `${OPEN_BADGES}RubricCriterionLevel`,
};

const types: Terms = {
  OpenBadgeCredential: plain('OpenBadgeCredential'),
  Achievement: within('Achievement', achievement),
  AchievementCredential: { '@id': 'OpenBadgeCredential' },
  AchievementSubject: within('AchievementSubject', {
    achievement: plain('Achievement'),
    identifier: plain('Identifier'),
    result: plain('Result'),
  }),
  Address: within('Address', postalAddress),
  Alignment: {
    '@id': `${SCHEMA}Alignment`,
    '@context': {
      ...texts('targetCode', 'targetType'),
      ...schemaTexts('targetDescription', 'targetFramework', 'targetName'),
      targetUrl: of(`${SCHEMA}targetUrl`, 'xsd:anyURI'),
    },
  },
  Criteria: plain('Criteria'),
  EndorsementCredential: plain('EndorsementCredential'),
  EndorsementSubject: within('EndorsementSubject', texts('endorsementComment')),
  Evidence: within('Evidence', schemaTexts('audience', 'genre')),
  GeoCoordinates: within('GeoCoordinates', schemaTexts('latitude', 'longitude')),
  IdentityObject: within('IdentityObject', {
    ...texts('identityHash', 'salt'),
    hashed: of(`${OPEN_BADGES}hashed`, 'xsd:boolean'),
  }),
  Image: within('IdentityImage', schemaTexts('caption')),
  Profile: within('Profile', profile),
  Result: within('Result', {
    achievedLevel: address('achievedLevel'),
    resultDescription: address('resultDescription'),
    status: text('status'),
    value: schemaText('value'),
  }),
  ResultDescription: within('ResultDescription', resultDescription),
  RubricCriterionLevel: within('RubricCriterionLevel', texts('level', 'points')),
};

export const plugfestContexts: ReadonlyMap<string, ContextDocument> = new Map([
  [
    PLUGFEST,
    {
      '@context': {
        id: '@id',
        type: '@type',
        xsd: 'https://www.w3.org/2001/XMLSchema#',
        ...types,
        ...schemaTexts('description', 'name'),
        ...named(['endorsement', 'image'], node),
        alignment: node('Alignment'),
        narrative: text('narrative'),
        url: of(`${SCHEMA}url`, 'xsd:anyURI'),
      },
    },
  ],
]);
