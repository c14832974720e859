/** Every form of the application: who fills it in, what would be right, and all that is not. */
import { randomUUID } from 'node:crypto';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import { profileSeen } from '../../../src/features/kpas/save-profile.ts';
import { asWritten } from '../../../src/features/experiences/correct-experience.ts';
import { shareSeen } from '../../../src/features/sharing/correct-share.ts';
import type { Fields } from '../../support/forms.ts';
import { seenOf } from '../../../src/features/merging/pair.ts';
import { stampOf } from '../../../src/features/corrections/correction-form.ts';
import { lineOf, sheet } from '../../support/badges/sheets.ts';
import { SENTENCE } from '../../support/scene.ts';
import {
  type Bad,
  type Ground,
  noneOf,
  oneOf,
  optional,
  required,
  someOf,
  wrong,
} from './bad-fields.ts';
import { ofWork, recognised } from '../../support/recognition.ts';

export interface FormCase {
  readonly who: 'nadia' | 'leila' | 'karim' | 'zoe' | 'awa' | 'anybody';
  readonly method?: 'GET';
  readonly path: string;
  /** Where it is shown, if not there; or the form whose answer it is. */
  readonly page?: string;
  readonly after?: string;
  /** What would be accepted. */
  readonly good: Fields;
  readonly bad: readonly Bad[];
  /** What opens it to whoever is not signed in, once it was sent. */
  readonly key?: { readonly path: string; readonly fields: Fields };
  /** What would be right is known by another program alone: a device, a provider, a letter. */
  readonly known?: 'elsewhere';
}

/** Somebody came with it, and waits to be linked (form-ground.ts). */
export const WAITING_ACCOUNT = 'A'.repeat(43);

const NOT_A_DAY = {
  'no day of the calendar': '2026-02-30',
  'in words': 'hier',
  'the other way round': '12/10/2026',
};
const NOT_AN_ADDRESS = {
  'half an address': 'awa@',
  'two addresses': 'awa@a.example,evil@e.example',
  'a second line': 'awa@a.example\r\nBcc: evil@e.example',
  'a name with it': 'Awa <awa@a.example>',
};

export function formTable({
  world,
  ours,
  theirs,
  twins,
  claims,
  group,
}: Ground): Readonly<Record<string, FormCase>> {
  const holder = ours.holder.id;
  const facts = ofWork(ours.experience);
  const recognise = `/experiences/${ours.experience.id}/reconnaitre`;
  const onRequest = `/experiences/${ours.experience.id}/demande`;
  const written = {
    batch: randomUUID(),
    ...recognised(holder, 'travailler-en-equipe', { level: 2, sentence: SENTENCE }),
  };
  const notWritten: readonly Bad[] = [
    ...required(`sentence-${holder}`, 300),
    ...wrong(`sentence-${holder}`, {
      'too short': 'Bravo.',
      'a name of the KPA': 'Bruno a relayé un collègue au service.',
      'a name in capitals': 'A relayé BRUNO au service ce jour-là.',
      'an e-mail': 'A répondu à awa@example.org pendant le service.',
      'a telephone number': 'A répondu au 06 12 34 56 78 pendant le service.',
    }),
    ...oneOf(`badge-${holder}`),
    ...wrong(`badge-${holder}`, {
      'without its level': 'travailler-en-equipe',
      'a level out of range': 'travailler-en-equipe:5',
      'half a level': 'travailler-en-equipe:1.5',
      'a padded level': 'travailler-en-equipe:01',
      'a level of a badge that has none': 'transmettre:1',
      'only on request': 'fixer-mon-cap',
    }),
  ];
  const asked = {
    batch: randomUUID(),
    people: [holder],
    ...recognised(holder, 'tenir-mes-engagements', { level: 1 }),
    [`asked-${holder}`]: 'yes',
  };
  const notAsked: readonly Bad[] = [
    ...oneOf(`asked-${holder}`),
    ...wrong(`badge-${holder}`, { 'nothing that one asks for': 'travailler-en-equipe:1' }),
  ];

  const notRecorded: readonly Bad[] = [
    ...required('title', 120),
    ...oneOf('kind'),
    ...wrong('date', NOT_A_DAY),
    ...required('date', 10),
    ...optional('place', 120),
    ...optional(`task-${holder}`, 120),
    ...wrong('title', {
      'a name of the KPA': 'Repas chez Bruno',
      'a name in capitals': 'BRUNO cuisine',
    }),
    ...wrong('place', { 'a name of the KPA': 'Chez Awa', 'an e-mail': 'chez awa@example.org' }),
    ...wrong(`task-${holder}`, { 'a name': 'a aidé Bruno', 'a number': 'au 06 12 34 56 78' }),
    noneOf('people'),
    ...someOf('people', { 'of another KPA': [theirs.holder.id] }),
  ];

  const notAPerson: readonly Bad[] = [
    ...required('name', 80),
    ...optional('email', 200),
    ...wrong('email', NOT_AN_ADDRESS),
    ...wrong('email', { 'of somebody else': 'awa@hauts-pres.example' }),
    ...optional('title', 60),
  ];
  const notShared: readonly Bad[] = [
    ...required('label', 80),
    noneOf('awards'),
    ...someOf('awards', {
      'of another KPA': [theirs.accepted.id],
      'not accepted yet': [ours.offered.id],
      'set aside': [ours.declined.id],
      revoked: [ours.revoked.id],
    }),
    ...someOf('experiences', { 'of another KPA': [theirs.experience.id] }),
    ...oneOf('days'),
    ...wrong('days', { 'for ever': '36500' }),
  ];
  const notAPin: readonly Bad[] = [
    ...wrong('pin', { empty: '', letters: 'abcd', short: '123', long: '123456789' }),
    ...wrong('pin', { 'a run': '1234', 'one digit': '0000', 'a year': '1987' }),
    ...wrong('pin', { 'sent twice': ['4928', '4928'] }),
    ...wrong('again', { empty: '', 'another one': '4929', 'sent twice': ['4928', '4928'] }),
  ];
  const notSaid: readonly Bad[] = [
    ...required('sentence', 300),
    ...wrong('sentence', {
      'too short': 'Bravo.',
      'a name of the KPA': 'Bruno a relayé un collègue au service.',
      'an e-mail': 'A répondu à awa@example.org pendant le service.',
      'a telephone number': 'A répondu au 06 12 34 56 78 pendant le service.',
    }),
  ];

  return {
    'a person': {
      who: 'nadia',
      path: '/personnes',
      page: '/personnes/nouvelle',
      good: {
        name: 'Lucie Blanc',
        roles: ['cooperant'],
        email: 'lucie@hauts-pres.example',
        title: 'Coopérante',
      },
      bad: [
        ...notAPerson,
        noneOf('roles'),
        ...oneOf('roles'),
        ...wrong('roles', { 'one above hers': 'manager', 'one too many': ['cooperant', 'root'] }),
      ],
    },
    'a list of people': {
      who: 'nadia',
      path: '/personnes/ajouter',
      good: { lines: 'Lucie Blanc\nMarc Noir, marc@hauts-pres.example' },
      bad: [
        ...wrong('lines', {
          empty: '',
          'only spaces': ' \u00a0\t\n ',
          'too many': 'Lou Un\n'.repeat(201),
          'a head alone': 'Prénom;Nom',
        }),
      ],
    },
    'a list of badges': {
      who: 'nadia',
      path: '/badges-par-liste',
      good: { lines: sheet([lineOf('Bruno Martin')]) },
      bad: [
        ...wrong('lines', {
          empty: '',
          'only spaces': ' \u00a0\t\n ',
          'too many': sheet(Array.from({ length: 1_001 }, () => ['1'])),
          'heads alone': sheet([]),
          'no heads': lineOf('Bruno Martin').join('\t'),
        }),
      ],
    },
    'the profile of a KPA': {
      who: 'karim',
      path: '/kpa',
      good: {
        name: 'KPA des Hauts-Prés',
        description: 'On y cuisine, on y coud, on y jardine.',
        descriptionInEnglish: 'People cook, sew and garden there.',
        place: 'Villeneuve',
        carrier: 'Association Le Quai',
        memberSince: '2023',
        email: 'contact@hauts-pres.example',
        phone: '03 20 00 00 00',
        keepsYears: '5',
        seen: profileSeen(world.hautsPres),
      },
      bad: [
        ...required('name', 80),
        ...required('description', 300),
        ...optional('descriptionInEnglish', 300),
        ...required('place', 80),
        ...optional('carrier', 120),
        ...wrong('memberSince', { 'before the network': '2016', 'to come': '2027', words: 'hier' }),
        ...optional('email', 200),
        ...wrong('email', NOT_AN_ADDRESS),
        ...optional('phone', 30),
        ...wrong('phone', { words: 'le matin', 'a script': '<script>' }),
        ...wrong('keepsYears', { none: '0', 'too many': '11', 'half a year': '1.5' }),
        ...wrong('name', { 'of another KPA': 'KPA des Moulins' }),
        ...wrong('description', { 'what is nobody’s business': 'Pour les gens au RSA.' }),
      ],
    },
    'a badge class': {
      who: 'karim',
      path: '/kpa/badges/nouveau',
      good: {
        ...OWN_BADGE,
        thirdParties: 'Aucune photo de client.',
        'en-thirdParties': 'No photo of a customer.',
        competences: OWN_BADGE.competences.split('\n'),
        validFor: '12',
      },
      bad: ['', 'en-']
        .flatMap((language) => [
          ...optional(`${language}name`, 80),
          ...optional(`${language}description`, 300),
          ...optional(`${language}criteria`, 1_600),
          ...optional(`${language}employerSentence`, 200),
          ...optional(`${language}evidence`, 1_600),
          ...optional(`${language}recognisedBy`, 960),
          ...optional(`${language}thirdParties`, 240),
        ])
        .concat([
          ...wrong('kind', { unknown: 'diplome', 'sent twice': ['competence', 'engagement'] }),
          ...wrong('sign', { unknown: 'lion', 'a name every object has': '__proto__' }),
          ...wrong('confirms', { unknown: 'everybody', 'sent twice': ['outside', 'outside'] }),
          ...wrong('needs', { unknown: 'third', 'sent twice': ['second', 'second'] }),
          ...wrong('group', { seven: '7', 'sent twice': ['2', '3'] }),
          ...wrong('validFor', { 'for ever': '1200', words: 'toujours' }),
          ...wrong('competences', {
            unknown: 'esco/00000000',
            'of no framework': 'onisep/60c78287',
            'no citation': '<script>',
          }),
        ]),
    },
    'a correction': {
      who: 'nadia',
      path: `/personnes/${world.bruno.id}/corriger`,
      good: {
        name: 'Bruno Marten',
        email: 'bruno.marten@hauts-pres.example',
        title: 'Coopérant',
        joinedOn: '2026-01-14',
        seen: stampOf(world.bruno),
      },
      bad: [
        ...notAPerson,
        ...wrong('name', { 'nothing to be seen': '\u200B\u00AD' }),
        ...required('joinedOn', 10),
        ...wrong('joinedOn', NOT_A_DAY),
      ],
    },
    'a departure': {
      who: 'nadia',
      path: `/personnes/${world.bruno.id}/depart`,
      good: { leftOn: '2026-10-14' },
      bad: [
        ...required('leftOn', 10),
        ...wrong('leftOn', NOT_A_DAY),
        ...wrong('leftOn', { 'a day to come': '2026-10-15', 'before they came': '2026-01-01' }),
      ],
    },
    'two records of one person': {
      who: 'nadia',
      path: `/personnes/${twins.stays.id}/reunir/${twins.goes.id}`,
      good: { name: twins.goes.id, email: twins.stays.id, seen: seenOf(twins) },
      bad: [
        ...oneOf('name'),
        ...wrong('name', { 'of another KPA': theirs.holder.id, 'of somebody else': holder }),
        ...oneOf('email'),
        ...wrong('email', { 'an address': 'bruno@hauts-pres.example' }),
      ],
    },
    'an experience': {
      who: 'nadia',
      path: '/experiences',
      page: '/experiences/nouvelle',
      good: {
        title: 'Repas de quartier',
        kind: 'support',
        day: 'other',
        date: '2026-10-10',
        place: 'Salle commune',
        people: [holder],
        [`task-${holder}`]: 'courses et caisse',
      },
      bad: notRecorded,
    },
    'a photo': {
      who: 'nadia',
      path: `/experiences/${ours.experience.id}/preuves`,
      page: `/experiences/${ours.experience.id}/preuves/nouvelle`,
      // The file itself: test/http/exhibits/.
      known: 'elsewhere',
      good: {
        words: 'Le buffet est prêt, juste avant le service.',
        people: [holder],
        consent: 'nobody',
      },
      bad: [
        ...required('words', 300),
        ...wrong('words', { 'a name of the KPA': 'Bruno sert le buffet.', 'too short': 'Là.' }),
        noneOf('people'),
        ...someOf('people', { 'of another KPA': [theirs.holder.id] }),
        ...oneOf('consent'),
      ],
    },
    'the same badge for several': {
      who: 'nadia',
      path: `${recognise}/relire`,
      page: recognise,
      good: {
        ...{ batch: randomUUID(), all: [holder] },
        ...{ 'badge-all': 'travailler-en-equipe:2', 'sentence-all': SENTENCE },
      },
      bad: [noneOf('all')],
    },
    'badges, to read again': {
      who: 'nadia',
      path: `${recognise}/relire`,
      page: recognise,
      good: written,
      bad: notWritten,
    },
    'badges, to sign': {
      who: 'nadia',
      path: `${recognise}/signer`,
      after: `${recognise}/relire`,
      good: { ...written, ...facts, language: 'fr', [`reread-${holder}`]: 'fr:1' },
      bad: notWritten,
    },
    'a badge on request, to read again': {
      who: 'nadia',
      path: `${onRequest}/relire`,
      page: `${onRequest}?people=${holder}`,
      good: asked,
      bad: notAsked,
    },
    'a badge on request': {
      who: 'nadia',
      path: `${onRequest}/signer`,
      after: `${onRequest}/relire`,
      good: { ...asked, ...facts, language: 'fr', [`reread-${holder}`]: 'fr:1' },
      bad: notAsked,
    },
    // After those that sign: what is told of the work is signed, too, as it was reread.
    'a corrected experience': {
      who: 'nadia',
      path: `/experiences/${ours.experience.id}/corriger`,
      after: `/experiences/${ours.experience.id}/corriger/relire`,
      good: {
        seen: asWritten(ours.experience),
        title: 'Buffet de 70 personnes',
        kind: 'prestation',
        day: 'other',
        date: '2026-10-11',
        place: 'Salle commune',
        people: ours.experience.participants.map(({ personId }) => personId),
        [`task-${holder}`]: 'courses et caisse',
        badges: 'sign',
      },
      bad: [
        ...notRecorded,
        ...wrong('badges', { unknown: 'quelque-chose', 'a name every object has': '__proto__' }),
      ],
    },
    'a link for a witness': {
      who: 'nadia',
      path: `/reconnaissances/${ours.offered.id}/temoins`,
      good: { label: 'la cliente du buffet' },
      bad: required('label', 80),
    },
    'a revocation': {
      who: 'nadia',
      path: `/reconnaissances/${ours.offered.id}/retirer`,
      good: { reason: 'badge' },
      bad: [...oneOf('reason'), ...wrong('reason', { 'two reasons': ['badge', 'level'] })],
    },
    'several revocations, to read again': {
      who: 'nadia',
      path: `/personnes/${holder}/retirer/relire`,
      page: `/personnes/${holder}/retirer`,
      good: { awards: [ours.declined.id], reason: 'badge' },
      bad: [
        noneOf('awards'),
        ...someOf('awards', {
          'of another KPA': [theirs.accepted.id],
          'revoked already': [ours.revoked.id],
        }),
        ...oneOf('reason'),
      ],
    },
    'several revocations': {
      who: 'nadia',
      path: `/experiences/${ours.experience.id}/retirer`,
      after: `/experiences/${ours.experience.id}/retirer/relire`,
      good: { awards: [ours.declined.id], reason: 'badge' },
      bad: [
        noneOf('awards'),
        ...wrong('awards', { 'no id at all': 'quelque-chose' }),
        ...wrong('awards', { 'too many': Array.from({ length: 101 }, () => ours.declined.id) }),
        ...oneOf('reason'),
        ...wrong('reason', { 'two reasons': ['badge', 'level'] }),
      ],
    },
    'a confirmation': {
      who: 'leila',
      path: `/reconnaissances/${ours.accepted.id}/confirmer`,
      good: { sentence: 'A servi trois tables sans aide.' },
      bad: notSaid,
    },
    'own words': {
      who: 'awa',
      path: `/mes-experiences/${ours.experience.id}`,
      good: { words: 'J’ai servi.' },
      bad: optional('words', 600),
    },
    'what somebody did': {
      who: 'awa',
      path: '/dire-ce-que-j-ai-fait',
      good: {
        way: 'write',
        words: 'J’ai servi.',
        kind: 'support',
        day: 'other',
        date: '2026-10-09',
        wants: 'which',
      },
      bad: [...required('words', 600), ...oneOf('kind'), ...oneOf('wants'), ...oneOf('day')],
    },
    'a photo of one’s own': {
      who: 'awa',
      path: `/mes-experiences/${ours.experience.id}/preuves`,
      page: `/mes-experiences/${ours.experience.id}/preuves/nouvelle`,
      // The file itself: test/http/exhibits/.
      known: 'elsewhere',
      good: { words: 'Le buffet est prêt, juste avant le service.', consent: 'nobody' },
      bad: [...required('words', 300), ...oneOf('consent')],
    },
    'an answer to the team': {
      who: 'awa',
      path: `/mes-demandes/${claims.answer}/repondre`,
      page: `/mes-demandes/${claims.answer}`,
      good: { way: 'write', words: 'Lucas était là.' },
      bad: required('words', 600),
    },
    'a badge, asked for': {
      who: 'awa',
      path: `/mes-demandes/${claims.badge}/badge`,
      good: { badge: 'which' },
      bad: [...oneOf('badge'), ...wrong('badge', { 'of objective 6': 'fixer-mon-cap' })],
    },
    'a question about a request': {
      who: 'leila',
      path: `/demandes/${claims.question}/question`,
      page: `/demandes/${claims.question}`,
      good: { question: 'Qui était là avec vous ?', seen: '1' },
      bad: required('question', 600),
    },
    'not this badge, to read again': {
      who: 'leila',
      path: `/demandes/${claims.later}/pas-maintenant/relire`,
      page: `/demandes/${claims.later}`,
      good: {
        ...{ 'not-now': 'Il faut avoir montré deux fois.', seen: '1' },
        badge: 'realiser-une-prestation',
      },
      bad: [
        ...required('not-now', 600),
        ...wrong('badge', { unknown: 'quelque-chose', 'of objective 6': 'fixer-mon-cap' }),
      ],
    },
    'not this badge, not now': {
      who: 'leila',
      path: `/demandes/${claims.later}/pas-maintenant`,
      page: `/demandes/${claims.later}`,
      after: `/demandes/${claims.later}/pas-maintenant/relire`,
      good: {
        ...{ 'not-now': 'Il faut avoir montré deux fois.', seen: '1' },
        badge: 'realiser-une-prestation',
      },
      bad: [
        ...required('not-now', 600),
        ...wrong('badge', { unknown: 'quelque-chose', 'of objective 6': 'fixer-mon-cap' }),
      ],
    },
    'a badge of objective 6, asked for': {
      who: 'awa',
      path: '/demander-un-badge/fixer-mon-cap',
      good: { to: world.nadia.id },
      bad: [
        ...oneOf('to'),
        ...wrong('to', { 'of another KPA': world.ines.id, 'no one of the team': holder }),
      ],
    },
    'a presentation': {
      who: 'awa',
      path: '/mes-badges/presentation',
      good: { introduction: 'Je cuisine.' },
      bad: optional('introduction', 300),
    },
    'a share link': {
      who: 'awa',
      path: '/partages',
      page: '/partages/nouveau',
      good: {
        label: 'Boulangerie Petit',
        awards: [ours.accepted.id],
        experiences: [ours.experience.id],
        days: '7',
      },
      bad: notShared,
    },
    'a changed share link': {
      who: 'awa',
      path: `/partages/${ours.link.id}/corriger`,
      good: {
        label: 'Boulangerie Petit',
        awards: [ours.accepted.id],
        days: 'same',
        seen: shareSeen(ours.link),
      },
      bad: notShared,
    },
    'a corrected badge': {
      who: 'nadia',
      path: `/reconnaissances/${ours.accepted.id}/corriger`,
      after: `/reconnaissances/${ours.accepted.id}/corriger/relire`,
      good: {
        sentence: 'A servi douze tables sans aide.',
        // Level 2 is what another form here gave.
        level: '4',
        experience: ours.experience.id,
      },
      bad: [
        ...notSaid,
        ...oneOf('level'),
        ...oneOf('experience'),
        ...wrong('experience', { 'of another KPA': theirs.experience.id }),
      ],
    },
    'a new KPA': {
      who: 'zoe',
      path: '/reseau/nouveau',
      good: {
        name: 'KPA de la Lys',
        slug: 'la-lys',
        place: 'Armentières',
        person: 'Leïla Haddad',
        email: 'leila@la-lys.example',
      },
      bad: [
        ...required('name', 80),
        ...wrong('name', { 'of another KPA': 'КPА des Мoulins' }),
        ...wrong('slug', { accents: 'là-lys', capitals: 'La-Lys', 'a path': '../moulins' }),
        ...required('place', 80),
        ...required('person', 80),
        ...optional('email', 200),
        ...wrong('email', NOT_AN_ADDRESS),
      ],
    },
    'a suspension': {
      who: 'zoe',
      path: '/reseau/moulins/suspendre',
      page: '/reseau/moulins',
      good: { reason: 'asked' },
      bad: oneOf('reason'),
    },
    'the network role': {
      who: 'zoe',
      path: '/reseau/hauts-pres/role',
      good: { email: 'nadia@hauts-pres.example' },
      bad: [
        ...required('email', 200),
        ...wrong('email', NOT_AN_ADDRESS),
        ...wrong('email', {
          'of nobody': 'personne@hauts-pres.example',
          'of a coopérante': 'awa@hauts-pres.example',
          'of another KPA': 'ines@moulins.example',
        }),
      ],
    },
    'an address to write to': {
      who: 'anybody',
      path: '/connexion',
      good: { email: 'awa@hauts-pres.example' },
      bad: [...required('email', 200), ...wrong('email', NOT_AN_ADDRESS)],
    },
    'a code': {
      who: 'anybody',
      path: '/connexion/attente',
      known: 'elsewhere',
      good: { code: '0000 0000' },
      bad: [
        ...wrong('code', { empty: '', letters: 'abcdefgh', short: '1234', long: '123456789' }),
        ...wrong('code', { 'sent twice': ['12345678', '12345678'], unknown: '12345678' }),
      ],
    },
    'a device to come in with': {
      who: 'awa',
      path: '/mon-compte/telephones',
      known: 'elsewhere',
      good: { label: 'Mon téléphone bleu' },
      bad: [
        ...optional('label', 60),
        ...wrong('passkey', {
          empty: '',
          'no JSON': '{',
          nothing: '{}',
          'too long': 'x'.repeat(40_001),
        }),
      ],
    },
    'a device that opens': {
      who: 'anybody',
      path: '/connexion/telephone',
      known: 'elsewhere',
      good: { passkey: '{}' },
      bad: wrong('passkey', {
        empty: '',
        'no JSON': '{',
        'a list': '[]',
        unknown: '{"id":"AAAA","rawId":"AAAA","type":"public-key"}',
        'sent twice': ['{}', '{}'],
      }),
    },
    'the service of a structure': {
      who: 'karim',
      path: '/kpa/compte',
      known: 'elsewhere',
      good: {
        name: 'La Fabrique',
        issuer: 'https://issuer.example',
        clientId: 'kpa-badges',
        secret: 'a secret of this client alone',
      },
      bad: [
        ...required('name', 60),
        ...required('issuer', 300),
        ...wrong('issuer', {
          http: 'http://issuer.example',
          'a port': 'https://issuer.example:8443',
          'a query': 'https://issuer.example/?a=b',
          credentials: 'https://a:b@issuer.example',
          'that does not answer': 'https://issuer.example',
        }),
        ...required('clientId', 200),
        ...wrong('secret', { missing: '', 'only spaces': '  ', 'too long': 'a'.repeat(201) }),
      ],
    },
    'an account to link': {
      who: 'karim',
      path: `/personnes/${world.bruno.id}/compte`,
      good: { account: WAITING_ACCOUNT },
      bad: oneOf('account'),
    },
    'a card': {
      who: 'nadia',
      path: `/personnes/${holder}/carte`,
      good: { pin: '4928', again: '4928' },
      bad: notAPin,
    },
    'who gets a card': {
      who: 'nadia',
      path: '/personnes/cartes',
      good: { people: [holder] },
      bad: [
        noneOf('people'),
        ...someOf('people', {
          'of another KPA': [theirs.holder.id],
          'one of the team': [world.nadia.id],
        }),
      ],
    },
    'a card among several': {
      who: 'nadia',
      path: '/personnes/cartes/code',
      good: { people: [holder], pin: '4928', again: '4928' },
      bad: notAPin,
    },
    'the code of a card': {
      who: 'anybody',
      path: '/connexion/carte',
      good: { code: 'K7M 4R9X 2TE' },
      bad: wrong('code', {
        empty: '',
        short: 'K7M 4R9X 2T',
        long: 'K7M 4R9X 2TEE',
        'none of the signs': 'K7M 4R9X 20O',
        'sent twice': ['K7M4R9X2TE', 'K7M4R9X2TE'],
      }),
    },
    'the code of a meeting': {
      who: 'anybody',
      path: '/groupe',
      good: { code: group.code },
      bad: [
        ...required('code', 40),
        ...wrong('code', { short: '12345', long: '1234567', letters: '12a456' }),
      ],
    },
    'who saw it in a meeting': {
      who: 'anybody',
      path: '/groupe/dire',
      key: { path: '/groupe', fields: { code: group.code } },
      good: { person: group.person },
      bad: [
        ...oneOf('person'),
        ...wrong('person', {
          'of another KPA': theirs.holder.id,
          'who was not there': holder,
          'who opened it': world.nadia.id,
        }),
      ],
    },
    'the secret code of a card': {
      who: 'anybody',
      path: '/carte/forged',
      known: 'elsewhere',
      good: { pin: '4928' },
      bad: wrong('pin', {
        empty: '',
        letters: 'abcd',
        short: '123',
        long: '123456789',
        unknown: '4928',
        'sent twice': ['4928', '4928'],
      }),
    },
    // The last of all: of whoever is erased, nothing else can be asked.
    'erasing what is one’s own': {
      who: 'awa',
      path: '/mon-compte/effacer',
      good: { sure: 'yes' },
      bad: oneOf('sure'),
    },
  };
}
