/**
 * Each route of the application: where it is, and what each kind of visitor is answered. Where it takes
 * a right, its act says who is let in (`src/badges/rights.ts`). Those of the API have their row in the
 * `operations.ts` of their feature.
 */
import { type Act, may } from '../../../src/badges/rights.ts';
import { FORMATS } from '../../../src/credentials/formats/formats.ts';
import type { Role } from '../../../src/storage/store.ts';

/** Things of one KPA. */
export interface Ids {
  readonly person: string;
  readonly experience: string;
  /** Offered: its holder has not answered yet. */
  readonly award: string;
  readonly link: string;
  readonly token: string;
  /** The holder’s, who asked the team for a badge. */
  readonly claim: string;
}

/**
 * `holder` and `cooperant` are coopérantes of the KPA, the award and the link are the holder's;
 * `accompagnant` signed the award, `manager` is nothing else, `both` accompanies and is accompanied;
 * `elsewhere` has every role, in another KPA; `network` is of the network, and manages another KPA;
 * `left` accompanied in this KPA, and has left it: nobody any more; `passed` is the phone of somebody who
 * has every role there, in the hands of somebody else: nobody’s.
 */
const LISTED = [
  ...(['anonymous', 'holder', 'cooperant', 'accompagnant', 'manager', 'both'] as const),
  'elsewhere',
] as const;
export const VISITORS = [...LISTED, 'network', 'left', 'passed'] as const;
type Listed = (typeof LISTED)[number];
export type Visitor = (typeof VISITORS)[number];
type Expected = number | 'sign in';

const OFFICES = {
  holder: { roles: ['cooperant'] },
  cooperant: { roles: ['cooperant'] },
  accompagnant: { roles: ['accompagnant'] },
  manager: { roles: ['manager'] },
  both: { roles: ['cooperant', 'accompagnant'] },
  elsewhere: { roles: ['cooperant', 'accompagnant', 'manager'] },
  network: { roles: ['manager'], network: true },
} as const;
const OF_OTHERS = ['elsewhere', 'network'];

interface Route {
  readonly path: (ids: Ids) => string;
  /** Without one for `network`, that of `elsewhere`. */
  readonly answers: Readonly<Record<Listed, Expected> & { readonly network?: Expected }>;
  /** What a form sends, when an empty one would do something. */
  readonly fields?: Readonly<Record<string, string>>;
}

const all = (status: Expected): Route['answers'] => ({
  ...{ anonymous: status, holder: status, cooperant: status, accompagnant: status },
  ...{ manager: status, both: status, elsewhere: status },
});
const open = (path: string): Route => ({ path: () => path, answers: all(200) });

/** By the right that it takes: what is there is answered with `answer`, also where it is another KPA’s. */
function byRight(act: Act, anonymous: Expected, answer: number, ofOthers: number) {
  const letIn = (visitor: keyof typeof OFFICES) => {
    const { network, ...office }: Office = OFFICES[visitor];
    if (!may({ ...office, roles: [...office.roles], ...(network && { network }) }, act)) return 403;
    return OF_OTHERS.includes(visitor) ? ofOthers : answer;
  };
  return {
    ...{ anonymous, holder: letIn('holder'), cooperant: letIn('cooperant') },
    ...{ accompagnant: letIn('accompagnant'), manager: letIn('manager'), both: letIn('both') },
    ...{ elsewhere: letIn('elsewhere'), network: letIn('network') },
  };
}
interface Office {
  readonly roles: readonly Role[];
  readonly network?: true;
}

/** `ofOthers`: 404 where ids are in the path, else what one’s own KPA has there. */
const page = (act: Act, path: Route['path'], ofOthers: 200 | 404, answer = 200): Route => ({
  path,
  answers: byRight(act, 'sign in', answer, ofOthers === 404 ? 404 : answer),
});
const form = (act: Act, path: Route['path'], ofOthers: number, answer = 422): Route => ({
  path,
  answers: byRight(act, 403, answer, ofOthers),
});
/** What is the holder’s own: nobody else who may do such a thing with theirs finds it. */
const own = (act: Act, anonymous: Expected, answer: number): Route['answers'] => ({
  ...byRight(act, anonymous, 404, 404),
  holder: answer,
});
const ownPage = (act: Act, path: Route['path']): Route => ({
  path,
  answers: own(act, 'sign in', 200),
});
const ownForm = (act: Act, path: Route['path'], answer: number, fields = {}): Route => ({
  path,
  answers: own(act, 403, answer),
  fields,
});
const anyForm = (act: Act, path: string, fields = {}): Route => ({
  ...form(act, () => path, 422),
  fields,
});

const credential = ({ award }: Ids) => `/k/hauts-pres/credentials/${award}`;
/** Before it is accepted: for its holder, and those who accompany in this KPA. */
const offered = (end: string): Route => ({
  path: (ids) => `${credential(ids)}${end}`,
  answers: { ...all(200), anonymous: 404, cooperant: 404, elsewhere: 404 },
});
const recognise =
  (end: string) =>
  ({ experience }: Ids) =>
    `/experiences/${experience}/reconnaitre${end}`;
const onRequest =
  (end: string) =>
  ({ experience }: Ids) =>
    `/experiences/${experience}/demande${end}`;

const NO_ID = '00000000-0000-4000-8000-000000000000';
const sharedBadge =
  (end: string) =>
  ({ token }: Ids) =>
    `/p/${token}/badges/${NO_ID}${end}`;

const cardOf =
  (end: string) =>
  ({ person }: Ids) =>
    `/personnes/${person}/carte${end}`;
const change =
  (end: string) =>
  ({ experience }: Ids) =>
    `/experiences/${experience}/${end}`;

const replace =
  (end: string) =>
  ({ award }: Ids) =>
    `/reconnaissances/${award}/corriger${end}`;
const ofPerson =
  (end: string) =>
  ({ person }: Ids) =>
    `/personnes/${person}${end}`;

const witnesses =
  (from: 'reconnaissances' | 'mes-badges', end = '') =>
  ({ award }: Ids) =>
    `/${from}/${award}/temoins${end}`;

const ownClaim =
  (end: string) =>
  ({ claim }: Ids) =>
    `/mes-demandes/${claim}${end}`;
const asked =
  (end: string) =>
  ({ claim }: Ids) =>
    `/demandes/${claim}${end}`;
const group =
  (end = '') =>
  ({ award }: Ids) =>
    `/reconnaissances/${award}/groupe${end}`;

const draft = (base: string, end: string) => () => `${base}/brouillons/${NO_ID}${end}`;
const withItself =
  (end: string) =>
  ({ person }: Ids) =>
    `/personnes/${person}/reunir/${person}${end}`;

const takeBack =
  (from: 'experiences' | 'personnes', end = '') =>
  ({ experience, person }: Ids) =>
    `/${from}/${from === 'personnes' ? person : experience}/retirer${end}`;

export const ROUTES: Readonly<Record<string, Route>> = {
  'GET /health/live': open('/health/live'),
  'GET /health/ready': open('/health/ready'),
  'GET /k/:slug/status/:number': open('/k/hauts-pres/status/1'),
  'GET /api/openapi.json': open('/api/openapi.json'),
  'GET /problems/:code': open('/problems/not-found'),
  'GET /verifier': open('/verifier'),
  'POST /verifier': { path: () => '/verifier', answers: all(422) },
  'GET /': open('/'),
  'GET /vos-donnees': open('/vos-donnees'),
  'GET /accessibilite': open('/accessibilite'),
  'GET /badges': open('/badges'),
  'GET /badges/dessins/:kind/:sign.svg': open('/badges/dessins/competence/trio.svg'),
  'GET /badges/:slug': { path: () => '/badges/transmettre', answers: all(302) },
  'GET /badges/:slug/v:version': open('/badges/transmettre/v1'),
  'GET /badges/:slug/v:version/:image.svg': open('/badges/transmettre/v1/image.svg'),
  'GET /referentiels': open('/referentiels'),
  'GET /referentiels/:framework/:competence': open('/referentiels/lifecomp/S3'),
  'GET /.well-known/did.json': open('/.well-known/did.json'),
  'GET /.well-known/jwks.json': open('/.well-known/jwks.json'),
  'GET /network.json': open('/network.json'),
  'GET /k/:slug': open('/k/hauts-pres'),
  'GET /k/:slug/did.json': open('/k/hauts-pres/did.json'),
  'GET /k/:slug/credentials/:id': offered(''),
  ...Object.fromEntries(
    FORMATS.map(({ extension }) => [
      `GET /k/:slug/credentials/:id.${extension}`,
      offered(`.${extension}`),
    ]),
  ),
  'GET /k/:slug/credentials/:id/refresh': offered('/refresh'),
  'GET /k/:slug/credentials/:id/evidence': offered('/evidence'),
  'GET /p/:token': { path: ({ token }) => `/p/${token}`, answers: all(200) },
  'GET /p/:token/verification': {
    path: ({ token }) => `/p/${token}/verification`,
    answers: all(200),
  },
  // One that is not on the link: test/http/portfolio/shared-badges.test.ts has those that are.
  'GET /p/:token/badges/:id': { path: sharedBadge(''), answers: all(404) },
  'GET /p/:token/badges/:id/evidence': { path: sharedBadge('/evidence'), answers: all(404) },
  'GET /p/:token/preuves/:id/:file': {
    path: ({ token }) => `/p/${token}/preuves/${NO_ID}/1`,
    answers: all(404),
  },
  // Those who are in already are sent to their first page.
  'GET /connexion': { path: () => '/connexion', answers: { ...all(303), anonymous: 200 } },
  'POST /connexion': { path: () => '/connexion', answers: all(422) },
  'GET /connexion/attente': open('/connexion/attente'),
  'POST /connexion/attente': { path: () => '/connexion/attente', answers: all(422) },
  'GET /connexion/lien/:token': { path: () => '/connexion/lien/forged', answers: all(410) },
  'POST /connexion/lien/:token': { path: () => '/connexion/lien/forged', answers: all(410) },
  'GET /carte': { path: () => '/carte', answers: all(303) },
  'GET /carte/:secret': open('/carte/forged'),
  'POST /carte/:secret': { path: () => '/carte/forged', answers: all(422) },
  'GET /connexion/carte': open('/connexion/carte'),
  'POST /connexion/carte': { path: () => '/connexion/carte', answers: all(422) },
  // Without the code of a card in a cookie.
  'GET /connexion/code-secret': { path: () => '/connexion/code-secret', answers: all(303) },
  'POST /connexion/code-secret': { path: () => '/connexion/code-secret', answers: all(303) },
  'GET /personnes/cartes': page('help cooperants sign in', () => '/personnes/cartes', 200),
  'POST /personnes/cartes': form('help cooperants sign in', () => '/personnes/cartes', 422),
  'GET /personnes/cartes/code': page(
    'help cooperants sign in',
    () => '/personnes/cartes/code',
    200,
    303,
  ),
  // Without the people of the page before.
  'POST /personnes/cartes/code': form(
    'help cooperants sign in',
    () => '/personnes/cartes/code',
    409,
    409,
  ),
  'GET /personnes/:id/carte': page('help cooperants sign in', cardOf(''), 404),
  'POST /personnes/:id/carte': form('help cooperants sign in', cardOf(''), 404),
  'POST /personnes/:id/carte/arreter': form(
    'help cooperants sign in',
    cardOf('/arreter'),
    404,
    303,
  ),
  'GET /mon-compte': page('own account', () => '/mon-compte', 200),
  'POST /mon-compte/fermer': form('own account', () => '/mon-compte/fermer', 303, 303),
  'POST /mon-compte/fermer-les-autres': form(
    'own account',
    () => '/mon-compte/fermer-les-autres',
    303,
    303,
  ),
  // Without a gateway.
  'GET /mon-compte/sms': page('own account', () => '/mon-compte/sms', 404, 404),
  'POST /mon-compte/sms': form('own account', () => '/mon-compte/sms', 404, 404),
  // For the script of these pages: what a device is to make, or to sign.
  'POST /connexion/telephone/debut': {
    path: () => '/connexion/telephone/debut',
    answers: all(200),
  },
  'GET /connexion/telephone': { path: () => '/connexion/telephone', answers: all('sign in') },
  'POST /connexion/telephone': { path: () => '/connexion/telephone', answers: all(422) },
  'GET /mon-compte/telephones': page('own account', () => '/mon-compte/telephones', 200),
  'POST /mon-compte/telephones/debut': form(
    'own account',
    () => '/mon-compte/telephones/debut',
    200,
    200,
  ),
  'POST /mon-compte/telephones': form('own account', () => '/mon-compte/telephones', 422),
  'POST /mon-compte/telephones/retirer': form(
    'own account',
    () => '/mon-compte/telephones/retirer',
    303,
    303,
  ),
  'POST /personnes/:id/telephones/retirer': form(
    'help cooperants sign in',
    ofPerson('/telephones/retirer'),
    404,
    303,
  ),
  'GET /connexion/structure': open('/connexion/structure'),
  // One that has no provider: test/http/sign-in/providers.long.test.ts has one.
  'GET /connexion/structure/:slug': {
    path: () => '/connexion/structure/hauts-pres',
    answers: all(404),
  },
  'GET /connexion/structure/:slug/retour': {
    path: () => '/connexion/structure/hauts-pres/retour',
    answers: all(404),
  },
  'GET /personnes/:id/compte': page('link accounts', ofPerson('/compte'), 404),
  'POST /personnes/:id/compte': form('link accounts', ofPerson('/compte'), 404),
  'POST /personnes/:id/compte/delier': form('link accounts', ofPerson('/compte/delier'), 404, 303),
  'GET /kpa/compte': page('choose a sign-in provider', () => '/kpa/compte', 200),
  'POST /kpa/compte': form('choose a sign-in provider', () => '/kpa/compte', 422),
  'POST /kpa/compte/retirer': form(
    'choose a sign-in provider',
    () => '/kpa/compte/retirer',
    303,
    303,
  ),
  'GET /preuve': page('own account', () => '/preuve', 200, 303),
  'POST /preuve/lettre': form('own account', () => '/preuve/lettre', 303, 303),
  // One that is not there: test/http/forms/kept-forms.long.test.ts has those that are.
  'GET /reprise/:id': page('own account', () => `/reprise/${NO_ID}`, 200, 303),
  'GET /session': open('/session'),
  'POST /reprise': form('own account', () => '/reprise', 204, 204),
  'POST /reprise/attend': form('own account', () => '/reprise/attend', 200, 200),
  'GET /personnes': page('see people', () => '/personnes', 200),
  'GET /mon-chemin': page('own badges', () => '/mon-chemin', 200),
  'GET /personnes/:id/chemin': page('see people', ofPerson('/chemin'), 404),
  'GET /a-reconnaitre': page('award badges', () => '/a-reconnaitre', 200),
  'GET /personnes/recherche': page('see people', () => '/personnes/recherche', 200, 303),
  'POST /personnes/recherche': {
    path: () => '/personnes/recherche',
    answers: { ...all(303), anonymous: 403, holder: 403, cooperant: 403 },
  },
  'GET /personnes/ajouter': page('add cooperants', () => '/personnes/ajouter', 200),
  'POST /personnes/ajouter': form('add cooperants', () => '/personnes/ajouter', 422),
  // A list is for who sent it: test/http/people/add.test.ts.
  'GET /personnes/ajouter/:id': {
    path: () => `/personnes/ajouter/${NO_ID}`,
    answers: byRight('add cooperants', 'sign in', 404, 404),
  },
  'POST /personnes/ajouter/:id': {
    path: () => `/personnes/ajouter/${NO_ID}`,
    answers: byRight('add cooperants', 403, 404, 404),
  },
  'GET /badges-par-liste': page('award badges', () => '/badges-par-liste', 200),
  'POST /badges-par-liste': form('award badges', () => '/badges-par-liste', 422),
  'GET /badges-par-liste/modele.csv': page(
    'award badges',
    () => '/badges-par-liste/modele.csv',
    200,
  ),
  // A list that is there: test/http/award-lists/.
  ...Object.fromEntries(
    ['', '/erreurs.csv', '/resultats.csv', '/signer', '/supprimer'].map((end) => [
      `GET /badges-par-liste/:id${end}`,
      {
        path: () => `/badges-par-liste/${NO_ID}${end}`,
        answers: byRight('award badges', 'sign in', 404, 404),
      },
    ]),
  ),
  ...Object.fromEntries(
    ['/signer', '/langue', '/arreter', '/reprendre', '/supprimer'].map((end) => [
      `POST /badges-par-liste/:id${end}`,
      {
        path: () => `/badges-par-liste/${NO_ID}${end}`,
        answers: byRight('award badges', 403, 404, 404),
      },
    ]),
  ),
  'GET /personnes/nouvelle': page('add cooperants', () => '/personnes/nouvelle', 200),
  'POST /personnes': form('add cooperants', () => '/personnes', 422),
  'GET /personnes/:id': page('see people', ({ person }) => `/personnes/${person}`, 404),
  'GET /personnes/:id/corriger': page('correct cooperants', ofPerson('/corriger'), 404),
  'POST /personnes/:id/corriger': form('correct cooperants', ofPerson('/corriger'), 404),
  'POST /personnes/:id/corriger/signer': form(
    'correct cooperants',
    ofPerson('/corriger/signer'),
    404,
    303,
  ),
  'GET /personnes/semblables': page('correct cooperants', () => '/personnes/semblables', 200),
  'GET /personnes/:id/reunir': page('correct cooperants', ofPerson('/reunir'), 404),
  // Nothing is looked for.
  'POST /personnes/:id/reunir': form('correct cooperants', ofPerson('/reunir'), 404, 303),
  // With oneself: one is led back. Others: test/http/people/merged-records.long.test.ts.
  'GET /personnes/:id/reunir/:other': page('correct cooperants', withItself(''), 404, 303),
  'POST /personnes/:id/reunir/:other': form('correct cooperants', withItself(''), 404, 303),
  'GET /personnes/:id/reunir/:other/distinctes': page(
    'correct cooperants',
    withItself('/distinctes'),
    404,
    303,
  ),
  'POST /personnes/:id/reunir/:other/distinctes': form(
    'correct cooperants',
    withItself('/distinctes'),
    404,
    303,
  ),
  'GET /mon-compte/effacer': page('own account', () => '/mon-compte/effacer', 200),
  'POST /mon-compte/effacer': form('own account', () => '/mon-compte/effacer', 422),
  // Nobody there has left: test/http/people/erasure.long.test.ts.
  'GET /personnes/:id/effacer': page('erase who left', ofPerson('/effacer'), 404, 403),
  'POST /personnes/:id/effacer': form('erase who left', ofPerson('/effacer'), 404, 403),
  'GET /personnes/:id/depart': page('see cooperants off', ofPerson('/depart'), 404),
  'POST /personnes/:id/depart': form('see cooperants off', ofPerson('/depart'), 404),
  'POST /personnes/:id/depart/revenir': form(
    'see cooperants off',
    ofPerson('/depart/revenir'),
    404,
    303,
  ),
  'POST /personnes/:id/lien': form(
    'help cooperants sign in',
    ({ person }) => `/personnes/${person}/lien`,
    404,
    200,
  ),
  'GET /experiences': page('record experiences', () => '/experiences', 200),
  'GET /experiences/nouvelle': page('record experiences', () => '/experiences/nouvelle', 200),
  'POST /experiences': form('record experiences', () => '/experiences', 422),
  'GET /experiences/:id': page(
    'record experiences',
    ({ experience }) => `/experiences/${experience}`,
    404,
  ),
  'GET /experiences/:id/corriger': page('correct experiences', change('corriger'), 404),
  'POST /experiences/:id/corriger': form('correct experiences', change('corriger'), 404),
  'GET /experiences/:id/corriger/relire': page(
    'correct experiences',
    change('corriger/relire'),
    404,
    303,
  ),
  'POST /experiences/:id/corriger/relire': form(
    'correct experiences',
    change('corriger/relire'),
    404,
  ),
  'GET /experiences/:id/supprimer': page('correct experiences', change('supprimer'), 404),
  'POST /experiences/:id/supprimer': form('correct experiences', change('supprimer'), 404, 409),
  'GET /experiences/:id/reconnaitre': page('award badges', recognise(''), 404),
  'POST /experiences/:id/reconnaitre': form('award badges', recognise(''), 404, 200),
  'GET /experiences/:id/reconnaitre/relire': page('award badges', recognise('/relire'), 404, 303),
  'POST /experiences/:id/reconnaitre/relire': form('award badges', recognise('/relire'), 404),
  'GET /experiences/:id/reconnaitre/signer': page('award badges', recognise('/signer'), 404, 303),
  'POST /experiences/:id/reconnaitre/signer': form('award badges', recognise('/signer'), 404),
  'GET /experiences/:id/demande': page('award badges', onRequest(''), 404),
  'POST /experiences/:id/demande': form('award badges', onRequest(''), 404, 200),
  'GET /experiences/:id/demande/relire': page('award badges', onRequest('/relire'), 404, 303),
  'POST /experiences/:id/demande/relire': form('award badges', onRequest('/relire'), 404),
  'GET /experiences/:id/demande/signer': page('award badges', onRequest('/signer'), 404, 303),
  'POST /experiences/:id/demande/signer': form('award badges', onRequest('/signer'), 404),
  'GET /experiences/:id/preuves/nouvelle': page('add exhibits', change('preuves/nouvelle'), 404),
  'POST /experiences/:id/preuves': form('add exhibits', change('preuves'), 404),
  // Of one that is not there: test/http/exhibits/rights.long.test.ts has those that are.
  'GET /experiences/:id/preuves/:exhibit/supprimer': page(
    'add exhibits',
    change(`preuves/${NO_ID}/supprimer`),
    404,
    404,
  ),
  'POST /experiences/:id/preuves/:exhibit/supprimer': form(
    'add exhibits',
    change(`preuves/${NO_ID}/supprimer`),
    404,
    404,
  ),
  'GET /preuves/:id/:file': {
    path: () => `/preuves/${NO_ID}/1`,
    answers: byRight('see exhibits', 404, 404, 404),
  },
  'GET /dire-ce-que-j-ai-fait': page('own claims', () => '/dire-ce-que-j-ai-fait', 200),
  'POST /dire-ce-que-j-ai-fait': form('own claims', () => '/dire-ce-que-j-ai-fait', 422),
  'GET /mes-demandes': page('own claims', () => '/mes-demandes', 200),
  'GET /mes-demandes/:id': ownPage('own claims', ownClaim('')),
  'GET /mes-demandes/:id/badge': ownPage('own claims', ownClaim('/badge')),
  'POST /mes-demandes/:id/badge': ownForm('own claims', ownClaim('/badge'), 422),
  'POST /mes-demandes/:id/repondre': ownForm('own claims', ownClaim('/repondre'), 422),
  'GET /mes-demandes/:id/effacer': ownPage('own claims', ownClaim('/effacer')),
  // Of one that is not there: test/http/claims has those that are.
  'POST /mes-demandes/:id/effacer': form(
    'own claims',
    () => `/mes-demandes/${NO_ID}/effacer`,
    303,
    303,
  ),
  'GET /demander-un-badge/:slug': page('own claims', () => '/demander-un-badge/fixer-mon-cap', 200),
  'POST /demander-un-badge/:slug': form(
    'own claims',
    () => '/demander-un-badge/fixer-mon-cap',
    422,
  ),
  'GET /demandes': page('answer claims', () => '/demandes', 200),
  'GET /demandes/:id': page('answer claims', asked(''), 404),
  'POST /demandes/:id/confirmer': form('answer claims', asked('/confirmer'), 404, 303),
  'POST /demandes/:id/question': form('answer claims', asked('/question'), 404),
  'POST /demandes/:id/pas-maintenant/relire': form(
    'answer claims',
    asked('/pas-maintenant/relire'),
    404,
  ),
  'POST /demandes/:id/pas-maintenant': form('answer claims', asked('/pas-maintenant'), 404),
  'GET /demandes/:id/sons/:turn': {
    path: () => `/demandes/${NO_ID}/sons/0`,
    answers: byRight('hear sounds', 404, 404, 404),
  },
  'GET /mes-experiences/:id/preuves/nouvelle': {
    path: ({ experience }) => `/mes-experiences/${experience}/preuves/nouvelle`,
    answers: own('own exhibits', 'sign in', 200),
  },
  'POST /mes-experiences/:id/preuves': ownForm(
    'own exhibits',
    ({ experience }) => `/mes-experiences/${experience}/preuves`,
    422,
  ),
  'GET /mes-preuves/:id': page('own exhibits', () => `/mes-preuves/${NO_ID}`, 404, 404),
  'POST /mes-preuves/:id/montrer': form(
    'own exhibits',
    () => `/mes-preuves/${NO_ID}/montrer`,
    404,
    404,
  ),
  'POST /mes-preuves/:id/cacher': form(
    'own exhibits',
    () => `/mes-preuves/${NO_ID}/cacher`,
    404,
    404,
  ),
  'POST /mes-preuves/:id/enlever': form(
    'own exhibits',
    () => `/mes-preuves/${NO_ID}/enlever`,
    404,
    404,
  ),
  'GET /reconnaissances/:id/retirer': page(
    'take badges back',
    ({ award }) => `/reconnaissances/${award}/retirer`,
    404,
  ),
  'POST /reconnaissances/:id/retirer': form(
    'take badges back',
    ({ award }) => `/reconnaissances/${award}/retirer`,
    404,
  ),
  'GET /reconnaissances/:id/corriger': page('replace badges', replace(''), 404),
  'GET /reconnaissances/:id/corriger/relire': page('replace badges', replace('/relire'), 404, 303),
  'POST /reconnaissances/:id/corriger/relire': form('replace badges', replace('/relire'), 404),
  'POST /reconnaissances/:id/corriger': form('replace badges', replace(''), 404),
  'GET /experiences/:id/retirer': page('take badges back', takeBack('experiences'), 404),
  'GET /experiences/:id/retirer/relire': page(
    'take badges back',
    takeBack('experiences', '/relire'),
    404,
    303,
  ),
  'POST /experiences/:id/retirer/relire': form(
    'take badges back',
    takeBack('experiences', '/relire'),
    404,
  ),
  'POST /experiences/:id/retirer': form('take badges back', takeBack('experiences'), 404),
  'GET /personnes/:id/retirer': page('take badges back', takeBack('personnes'), 404),
  'GET /personnes/:id/retirer/relire': page(
    'take badges back',
    takeBack('personnes', '/relire'),
    404,
    303,
  ),
  'POST /personnes/:id/retirer/relire': form(
    'take badges back',
    takeBack('personnes', '/relire'),
    404,
  ),
  'POST /personnes/:id/retirer': form('take badges back', takeBack('personnes'), 404),
  'GET /ce-qui-m-attend': page('see what waits', () => '/ce-qui-m-attend', 200),
  'GET /ce-qui-m-attend/feuilles': page('see what waits', () => '/ce-qui-m-attend/feuilles', 200),
  'GET /ce-qui-m-attend/badges': page('see what waits', () => '/ce-qui-m-attend/badges', 200),
  'GET /ce-qui-m-attend/lettres': page('see what waits', () => '/ce-qui-m-attend/lettres', 200),
  'GET /personnes/:id/feuille': page(
    'give news',
    ({ person }) => `/personnes/${person}/feuille`,
    404,
  ),
  'POST /personnes/:id/feuille/donnee': form(
    'give news',
    ({ person }) => `/personnes/${person}/feuille/donnee`,
    404,
    303,
  ),
  'GET /a-confirmer': page('confirm badges', () => '/a-confirmer', 200),
  'POST /a-confirmer': form('confirm badges', () => '/a-confirmer', 422),
  'GET /reconnaissances/:id/confirmer': page(
    'confirm badges',
    ({ award }) => `/reconnaissances/${award}/confirmer`,
    404,
  ),
  'POST /reconnaissances/:id/confirmer': {
    path: ({ award }) => `/reconnaissances/${award}/confirmer`,
    answers: {
      ...{ anonymous: 403, holder: 403, cooperant: 403 },
      // She signed it herself.
      ...{ accompagnant: 409, manager: 422, both: 422, elsewhere: 404 },
    },
  },
  'GET /reseau': page('run the network', () => '/reseau', 200),
  'GET /reseau/nouveau': page('run the network', () => '/reseau/nouveau', 200),
  'POST /reseau/nouveau': form('run the network', () => '/reseau/nouveau', 422),
  'GET /reseau/badges': page('publish shared badges', () => '/reseau/badges', 200),
  'GET /reseau/badges/importer': page(
    'publish shared badges',
    () => '/reseau/badges/importer',
    200,
  ),
  'POST /reseau/badges/importer': form(
    'publish shared badges',
    () => '/reseau/badges/importer',
    422,
  ),
  'GET /reseau/badges/nouveau': page('publish shared badges', () => '/reseau/badges/nouveau', 200),
  // Nothing typed is a draft, too.
  'POST /reseau/badges/nouveau': form(
    'publish shared badges',
    () => '/reseau/badges/nouveau',
    303,
    303,
  ),
  'GET /reseau/badges/brouillons/:id': page(
    'publish shared badges',
    draft('/reseau/badges', ''),
    404,
    404,
  ),
  'POST /reseau/badges/brouillons/:id': form(
    'publish shared badges',
    draft('/reseau/badges', ''),
    404,
    404,
  ),
  'GET /reseau/badges/brouillons/:id/publier': page(
    'publish shared badges',
    draft('/reseau/badges', '/publier'),
    404,
    404,
  ),
  'POST /reseau/badges/brouillons/:id/publier': form(
    'publish shared badges',
    draft('/reseau/badges', '/publier'),
    404,
    404,
  ),
  'POST /reseau/badges/brouillons/:id/effacer': form(
    'publish shared badges',
    draft('/reseau/badges', '/effacer'),
    303,
    303,
  ),
  'POST /reseau/badges/classes/:slug': form(
    'publish shared badges',
    () => '/reseau/badges/classes/transmettre',
    404,
    404,
  ),
  // Of any KPA, by its slug.
  'GET /reseau/:slug': page('run the network', () => '/reseau/hauts-pres', 200),
  'POST /reseau/:slug/suspendre': form(
    'run the network',
    () => '/reseau/hauts-pres/suspendre',
    422,
  ),
  'POST /reseau/:slug/rouvrir': form('run the network', () => '/reseau/hauts-pres/rouvrir', 422),
  // Drafts are read where there are some: test/http/network/own-classes.long.test.ts.
  'GET /kpa/badges': page('define badges', () => '/kpa/badges', 200),
  'GET /kpa/badges/importer': page('define badges', () => '/kpa/badges/importer', 200),
  'POST /kpa/badges/importer': form('define badges', () => '/kpa/badges/importer', 422),
  'GET /kpa/badges/nouveau': page('define badges', () => '/kpa/badges/nouveau', 200),
  // Nothing typed is a draft, too.
  'POST /kpa/badges/nouveau': form('define badges', () => '/kpa/badges/nouveau', 303, 303),
  'GET /kpa/badges/brouillons/:id': page('define badges', draft('/kpa/badges', ''), 404, 404),
  'POST /kpa/badges/brouillons/:id': form('define badges', draft('/kpa/badges', ''), 404, 404),
  'GET /kpa/badges/brouillons/:id/publier': page(
    'define badges',
    draft('/kpa/badges', '/publier'),
    404,
    404,
  ),
  'POST /kpa/badges/brouillons/:id/publier': form(
    'define badges',
    draft('/kpa/badges', '/publier'),
    404,
    404,
  ),
  'POST /kpa/badges/brouillons/:id/effacer': form(
    'define badges',
    draft('/kpa/badges', '/effacer'),
    303,
    303,
  ),
  'POST /kpa/badges/classes/:slug': form(
    'define badges',
    () => '/kpa/badges/classes/transmettre',
    404,
    404,
  ),
  'GET /reseau/:slug/role': page('run the network', () => '/reseau/hauts-pres/role', 200),
  'POST /reseau/:slug/role': form('run the network', () => '/reseau/hauts-pres/role', 422),
  // Of nobody, nothing is taken.
  'POST /reseau/role/retirer': form('run the network', () => '/reseau/role/retirer', 303, 303),
  'GET /bienvenue': page('change the kpa', () => '/bienvenue', 200),
  'GET /kpa': page('see the kpa', () => '/kpa', 200),
  'GET /kpa/apercu': page('see the kpa', () => '/kpa/apercu', 200, 303),
  'POST /kpa/apercu': form('change the kpa', () => '/kpa/apercu', 200, 200),
  'POST /kpa': form('change the kpa', () => '/kpa', 422),
  'GET /kpa/cles': page('rotate keys', () => '/kpa/cles', 200),
  // Without the name of a key nothing is changed.
  'POST /kpa/cles': form('rotate keys', () => '/kpa/cles', 303, 303),
  'GET /kpa/journal': page('read the register', () => '/kpa/journal', 200),
  // Real ones: test/http/group/.
  'GET /groupe': open('/groupe'),
  'POST /groupe': { path: () => '/groupe', answers: all(422) },
  'GET /groupe/dire': { path: () => '/groupe/dire', answers: all(422) },
  'POST /groupe/dire': { path: () => '/groupe/dire', answers: all(422) },
  'GET /groupe/merci': { path: () => '/groupe/merci', answers: all(422) },
  'GET /reconnaissances/:id/groupe': page('confirm badges', group(), 404),
  'POST /reconnaissances/:id/groupe': form('confirm badges', group(), 404, 409),
  'POST /reconnaissances/:id/groupe/passer': form('confirm badges', group('/passer'), 404, 409),
  'POST /reconnaissances/:id/groupe/enlever': form('confirm badges', group('/enlever'), 404, 303),
  'POST /reconnaissances/:id/groupe/fermer': form('confirm badges', group('/fermer'), 404, 303),
  'POST /reconnaissances/:id/groupe/signer': form('confirm badges', group('/signer'), 404, 409),
  // Real ones: test/http/witnesses/.
  'GET /temoigner/:token': { path: () => `/temoigner/${NO_ID}`, answers: all(404) },
  'POST /temoigner/:token': { path: () => `/temoigner/${NO_ID}`, answers: all(404) },
  'POST /temoigner/:token/passer': {
    path: () => `/temoigner/${NO_ID}/passer`,
    answers: byRight('confirm badges', 403, 404, 404),
  },
  'GET /temoigner/lettre/:token': { path: () => `/temoigner/lettre/${NO_ID}`, answers: all(404) },
  'POST /temoigner/lettre/:token': { path: () => `/temoigner/lettre/${NO_ID}`, answers: all(404) },
  'GET /temoigner/lettre/:token/retirer': {
    path: () => `/temoigner/lettre/${NO_ID}/retirer`,
    answers: all(404),
  },
  'POST /temoigner/lettre/:token/retirer': {
    path: () => `/temoigner/lettre/${NO_ID}/retirer`,
    answers: all(404),
  },
  'GET /k/:slug/temoignages/:id.json': {
    path: () => `/k/hauts-pres/temoignages/${NO_ID}.json`,
    answers: all(404),
  },
  'GET /reconnaissances/:id/temoins': page('confirm badges', witnesses('reconnaissances'), 404),
  'POST /reconnaissances/:id/temoins': form('confirm badges', witnesses('reconnaissances'), 404),
  'POST /reconnaissances/:id/temoins/:link': form(
    'confirm badges',
    witnesses('reconnaissances', `/${NO_ID}`),
    404,
    404,
  ),
  'GET /mes-badges/:id/temoins': ownPage('own badges', witnesses('mes-badges')),
  'POST /mes-badges/:id/temoins': ownForm('own badges', witnesses('mes-badges'), 422),
  'GET /mes-badges/:id/temoins/liens/:link/fermer': page(
    'own badges',
    witnesses('mes-badges', `/liens/${NO_ID}/fermer`),
    404,
    404,
  ),
  'GET /mes-badges/:id/temoins/:testimony/effacer': page(
    'own badges',
    witnesses('mes-badges', `/${NO_ID}/effacer`),
    404,
    404,
  ),
  'POST /mes-badges/:id/temoins/liens/:link': ownForm(
    'own badges',
    witnesses('mes-badges', `/liens/${NO_ID}`),
    404,
  ),
  'POST /mes-badges/:id/temoins/:testimony': ownForm(
    'own badges',
    witnesses('mes-badges', `/${NO_ID}`),
    404,
  ),
  'GET /mes-badges': page('own badges', () => '/mes-badges', 200),
  'POST /mes-badges/accepter-tout': form('own badges', () => '/mes-badges/accepter-tout', 303, 303),
  'GET /mes-badges/liste': page('own badges', () => '/mes-badges/liste', 200),
  'GET /mes-experiences': page('own experiences', () => '/mes-experiences', 200),
  'GET /mes-badges/presentation': page('own badges', () => '/mes-badges/presentation', 200),
  'POST /mes-badges/presentation': anyForm('own badges', '/mes-badges/presentation', {
    introduction: 'x'.repeat(301),
  }),
  'GET /mes-badges/:id/mettre-de-cote': ownPage(
    'own badges',
    ({ award }) => `/mes-badges/${award}/mettre-de-cote`,
  ),
  'GET /mes-badges/:id': ownPage('own badges', ({ award }) => `/mes-badges/${award}`),
  'GET /mes-experiences/:id': ownPage(
    'own experiences',
    ({ experience }) => `/mes-experiences/${experience}`,
  ),
  'POST /mes-experiences/:id': ownForm(
    'own experiences',
    ({ experience }) => `/mes-experiences/${experience}`,
    422,
    {
      words: 'x'.repeat(601),
    },
  ),
  'GET /partages': page('own shares', () => '/partages', 200),
  'GET /partages/nouveau': page('own shares', () => '/partages/nouveau', 200),
  'POST /partages': anyForm('own shares', '/partages'),
  'GET /partages/:id': ownPage('own shares', ({ link }) => `/partages/${link}`),
  'GET /partages/:id/corriger': ownPage('own shares', ({ link }) => `/partages/${link}/corriger`),
  'POST /partages/:id/corriger': ownForm(
    'own shares',
    ({ link }) => `/partages/${link}/corriger`,
    422,
  ),
  // What follows changes things, so it comes last.
  'POST /mes-badges/:id/refuser': ownForm(
    'own badges',
    ({ award }) => `/mes-badges/${award}/refuser`,
    303,
  ),
  'POST /mes-badges/:id/accepter': ownForm(
    'own badges',
    ({ award }) => `/mes-badges/${award}/accepter`,
    303,
  ),
  'POST /partages/:id/fermer': ownForm('own shares', ({ link }) => `/partages/${link}/fermer`, 303),
  'POST /langue': {
    path: () => '/langue',
    fields: { language: 'fr', back: '/' },
    answers: { ...all(303), anonymous: 403 },
  },
  // It ends the session of the holder.
  'POST /personnes/:id/connexions/fermer': form(
    'help cooperants sign in',
    ({ person }) => `/personnes/${person}/connexions/fermer`,
    404,
    303,
  ),
  // So does this one, of each that is left.
  'POST /deconnexion': { path: () => '/deconnexion', answers: all(303) },
};

/** Who has left is nobody any more, and so is who passed on their phone. */
export function expectedOf({ answers }: Route, visitor: Visitor): Expected {
  if (visitor === 'left' || visitor === 'passed') return answers.anonymous;
  return visitor === 'network' ? (answers.network ?? answers.elsewhere) : answers[visitor];
}
