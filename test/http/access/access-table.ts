/**
 * Each route of the application: where it is, and what each kind of visitor is answered. Those of the
 * API have their row in the `operations.ts` of their feature.
 */
import { FORMATS } from '../../../src/credentials/formats/formats.ts';
/** Things of one KPA. */
export interface Ids {
  readonly person: string;
  readonly experience: string;
  /** Offered: its holder has not answered yet. */
  readonly award: string;
  readonly link: string;
  readonly token: string;
}

/**
 * `holder` and `cooperant` are coopérantes of the KPA, the award and the link are the holder's;
 * `accompagnant` signed the award, `manager` is nothing else, `both` accompanies and is accompanied;
 * `elsewhere` has every role, in another KPA.
 */
export const VISITORS = [
  ...(['anonymous', 'holder', 'cooperant', 'accompagnant', 'manager', 'both'] as const),
  'elsewhere',
] as const;
export type Visitor = (typeof VISITORS)[number];
type Expected = number | 'sign in';

interface Route {
  readonly path: (ids: Ids) => string;
  readonly answers: Readonly<Record<Visitor, Expected>>;
  /** What a form sends, when an empty one would do something. */
  readonly fields?: Readonly<Record<string, string>>;
}

const all = (status: number): Route['answers'] => ({
  ...{ anonymous: status, holder: status, cooperant: status, accompagnant: status },
  ...{ manager: status, both: status, elsewhere: status },
});
const open = (path: string): Route => ({ path: () => path, answers: all(200) });

/** A page or a form of those who accompany; `elsewhere` meets its own KPA's, or with ids nothing. */
const staffPage = (path: Route['path'], elsewhere: 200 | 404, page = 200): Route => ({
  path,
  answers: {
    ...all(page),
    ...{ anonymous: 'sign in', holder: 403, cooperant: 403 },
    elsewhere: elsewhere === 404 ? 404 : page,
  },
});
const staffForm = (path: Route['path'], elsewhere: 422 | 404, answer = 422): Route => ({
  path,
  answers: { ...all(answer), anonymous: 403, holder: 403, cooperant: 403, elsewhere },
});
/** Something of the holder's own; nobody else in the KPA may open it. */
const ownPage = (path: Route['path']): Route => ({
  path,
  answers: { ...all(404), anonymous: 'sign in', holder: 200, accompagnant: 403, manager: 403 },
});
const ownForm = (path: Route['path'], answer: number, fields = {}): Route => ({
  path,
  answers: { ...all(404), anonymous: 403, holder: answer, accompagnant: 403, manager: 403 },
  fields,
});
/** A page or a form for every coopérant·e of any KPA. */
const cooperantPage = (path: string): Route => ({
  path: () => path,
  answers: { ...all(200), anonymous: 'sign in', accompagnant: 403, manager: 403 },
});
const cooperantForm = (path: string, fields = {}): Route => ({
  path: () => path,
  answers: { ...all(422), anonymous: 403, accompagnant: 403, manager: 403 },
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

const NO_ID = '00000000-0000-4000-8000-000000000000';
const sharedBadge =
  (end: string) =>
  ({ token }: Ids) =>
    `/p/${token}/badges/${NO_ID}${end}`;

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
  // Those who are in already are sent to their first page.
  'GET /connexion': { path: () => '/connexion', answers: { ...all(303), anonymous: 200 } },
  'POST /connexion': { path: () => '/connexion', answers: all(422) },
  'GET /connexion/attente': open('/connexion/attente'),
  'POST /connexion/attente': { path: () => '/connexion/attente', answers: all(422) },
  'GET /connexion/lien/:token': { path: () => '/connexion/lien/forged', answers: all(410) },
  'POST /connexion/lien/:token': { path: () => '/connexion/lien/forged', answers: all(410) },
  'GET /personnes': staffPage(() => '/personnes', 200),
  'GET /personnes/recherche': staffPage(() => '/personnes/recherche', 200, 303),
  'POST /personnes/recherche': {
    path: () => '/personnes/recherche',
    answers: { ...all(303), anonymous: 403, holder: 403, cooperant: 403 },
  },
  'GET /personnes/nouvelle': staffPage(() => '/personnes/nouvelle', 200),
  'POST /personnes': staffForm(() => '/personnes', 422),
  'GET /personnes/:id': staffPage(({ person }) => `/personnes/${person}`, 404),
  'POST /personnes/:id/lien': staffForm(({ person }) => `/personnes/${person}/lien`, 404, 200),
  'GET /experiences': staffPage(() => '/experiences', 200),
  'GET /experiences/nouvelle': staffPage(() => '/experiences/nouvelle', 200),
  'POST /experiences': staffForm(() => '/experiences', 422),
  'GET /experiences/:id': staffPage(({ experience }) => `/experiences/${experience}`, 404),
  'GET /experiences/:id/reconnaitre': staffPage(recognise(''), 404),
  'GET /experiences/:id/reconnaitre/phrases': staffPage(recognise('/phrases'), 404, 422),
  'POST /experiences/:id/reconnaitre/phrases': staffForm(recognise('/phrases'), 404),
  'GET /experiences/:id/reconnaitre/relire': staffPage(recognise('/relire'), 404, 303),
  'POST /experiences/:id/reconnaitre/relire': staffForm(recognise('/relire'), 404),
  'GET /experiences/:id/reconnaitre/signer': staffPage(recognise('/signer'), 404, 303),
  'POST /experiences/:id/reconnaitre/signer': staffForm(recognise('/signer'), 404),
  'GET /reconnaissances/:id/retirer': staffPage(
    ({ award }) => `/reconnaissances/${award}/retirer`,
    404,
  ),
  'POST /reconnaissances/:id/retirer': staffForm(
    ({ award }) => `/reconnaissances/${award}/retirer`,
    404,
  ),
  'GET /experiences/:id/retirer': staffPage(takeBack('experiences'), 404),
  'GET /experiences/:id/retirer/relire': staffPage(takeBack('experiences', '/relire'), 404, 303),
  'POST /experiences/:id/retirer/relire': staffForm(takeBack('experiences', '/relire'), 404),
  'POST /experiences/:id/retirer': staffForm(takeBack('experiences'), 404),
  'GET /personnes/:id/retirer': staffPage(takeBack('personnes'), 404),
  'GET /personnes/:id/retirer/relire': staffPage(takeBack('personnes', '/relire'), 404, 303),
  'POST /personnes/:id/retirer/relire': staffForm(takeBack('personnes', '/relire'), 404),
  'POST /personnes/:id/retirer': staffForm(takeBack('personnes'), 404),
  'GET /reconnaissances/:id/confirmer': staffPage(
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
  'GET /mes-badges': cooperantPage('/mes-badges'),
  'GET /mes-badges/liste': cooperantPage('/mes-badges/liste'),
  'GET /mes-experiences': cooperantPage('/mes-experiences'),
  'GET /mes-badges/presentation': cooperantPage('/mes-badges/presentation'),
  'POST /mes-badges/presentation': cooperantForm('/mes-badges/presentation', {
    introduction: 'x'.repeat(301),
  }),
  'GET /mes-badges/:id': ownPage(({ award }) => `/mes-badges/${award}`),
  'GET /mes-experiences/:id': ownPage(({ experience }) => `/mes-experiences/${experience}`),
  'POST /mes-experiences/:id': ownForm(({ experience }) => `/mes-experiences/${experience}`, 422, {
    words: 'x'.repeat(601),
  }),
  'GET /partages': cooperantPage('/partages'),
  'GET /partages/nouveau': cooperantPage('/partages/nouveau'),
  'POST /partages': cooperantForm('/partages'),
  'GET /partages/:id': ownPage(({ link }) => `/partages/${link}`),
  // What follows changes things, so it comes last.
  'POST /mes-badges/:id/refuser': ownForm(({ award }) => `/mes-badges/${award}/refuser`, 303),
  'POST /mes-badges/:id/accepter': ownForm(({ award }) => `/mes-badges/${award}/accepter`, 303),
  'POST /partages/:id/fermer': ownForm(({ link }) => `/partages/${link}/fermer`, 303),
  'POST /langue': {
    path: () => '/langue',
    fields: { language: 'fr', back: '/' },
    answers: { ...all(303), anonymous: 403 },
  },
  'POST /deconnexion': { path: () => '/deconnexion', answers: all(303) },
};
