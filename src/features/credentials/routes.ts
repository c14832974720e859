import { type Request, Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Format, SignatureFormat } from '../../credentials/formats/formats.ts';
import type { Award, Kpa, Person, Store } from '../../storage/store.ts';
import type { AllAddresses } from '../../badges/addresses.ts';
import { FORMATS, SIGNATURE_FORMATS } from '../../credentials/formats/formats.ts';
import { type ShowingServices, testimoniesOf } from '../../awards/testimonies/shown.ts';
import { sayWhoSaw } from '../../awards/confirmations/who-saw.ts';
import { lacksSecond, mayConfirm, whyNoGroup, whyNoWitness } from '../../badges/co-signature.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { wantsPage } from '../../web/errors.ts';
import { presentEvidence } from '../../badges/evidence.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';
import { verdictOn } from '../../answers/verdict-on.ts';
import { isKnownTo } from '../../badges/records/known-to.ts';
import { findAward } from '../../badges/records/find-award.ts';
import { filesOf } from '../../awards/files-of-award.ts';
import type { AwardJudge, Doubt } from '../../awards/judgement.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { presentSigned } from '../../badges/present-award.ts';
import { presentChecks } from '../../answers/present-checks.ts';
import { hideAddress, keepPrivate, openToAll } from '../../web/security-headers.ts';
import { sendAs } from '../../web/send-public.ts';
import { findVisitor } from '../../web/sessions.ts';
import { isStaff } from '../../badges/roles.ts';
import { createBadgeFiles, fileName, formatFor, signatureFor } from './badge-files.ts';
import type { PictureServices } from './pictures.ts';

interface Services
  extends PictureServices, Pick<ShowingServices, 'languages' | 'verifyCredential'> {
  readonly store: Store;
  readonly awardJudge: AwardJudge;
  readonly clock: () => Date;
  readonly addresses: AllAddresses;
  readonly countFlood: CountFlood;
}

const isConfirmedBy = ({ endorsements = [] }: Award, person: Person | undefined) =>
  person !== undefined && endorsements.some(({ by }) => isOf(person, by.personId));

/**
 * A credential at its own address, which only its holder gives away: as a
 * file in any of our formats for software, as a page for a browser. Before the person has accepted it, it is shown to nobody outside.
 */
export function credentialRoutes(services: Services): Router {
  const { store, definitions, awardJudge, clock, addresses, countFlood } = services;
  const writeFile = createBadgeFiles(services);
  const router = Router();
  const path = '/k/:slug/credentials/:id';
  router.use(path, limitFloods(countFlood, 'badges'), keepPrivate, hideAddress, openToAll);

  for (const format of FORMATS) {
    router.get(`${path}.${format.extension}`, async (req, res) => {
      const { kpa, award } = await find(req);
      const signature = SIGNATURE_FORMATS.find(({ id }) => id === req.query['signature'])?.id;
      const file = await fileOf(kpa, award, format, signature);
      sendAs(res.attachment(fileName(award, format)), format.mediaType, file);
    });
  }

  router.get(path, async (req, res) => {
    const { kpa, award, visitor } = await find(req);
    res.vary('Accept');
    const wanted = formatFor((types) => req.accepts(types));
    if (wanted) {
      sendAs(res, wanted.mediaType, await fileOf(kpa, award, wanted.format));
      return;
    }
    const judged = await awardJudge.judge(kpa, award);
    const { verification, doubt } = judged;
    const checkedAt = clock().toISOString();
    const shown = presentSigned(award, kpa, definitions.in(languageOf(req).code), verification);
    const verdict = verdictOn(judged, { checkedAt, revocation: shown.revocation });
    if (doubt) {
      res.render('credentials/unanswered', { verdict, checkedAt });
      return;
    }
    const person = visitor && (await findPerson(store, kpa.id, award.personId));
    res.render('credentials/credential', {
      award: shown,
      kpa,
      person,
      canConfirm: visitor && mayConfirm(award, definitions, visitor.person, clock()),
      testimonies: await testimoniesOf(services, kpa, award),
      canAsk:
        visitor !== undefined &&
        isStaff(visitor.person) &&
        !isOf(visitor.person, award.personId) &&
        whyNoWitness(award, definitions, clock()) === undefined,
      canMeet:
        visitor !== undefined &&
        isStaff(visitor.person) &&
        whyNoGroup(award, definitions, visitor.person, clock()) === undefined,
      // For its person and the team (docs/adr/0056).
      groupNames: visitor && shown.byGroup && (await sayWhoSaw(store, award)),
      confirmedByGroupNow: visitor && shown.byGroup && req.query['groupe'] !== undefined,
      canRevoke: visitor !== undefined && isStaff(visitor.person) && award.standing === 'valid',
      verdict,
      ...presentChecks(verification),
      checkedAt,
      address: addresses.credential(kpa.slug, award.id),
      files: filesOf(award),
      ended: verification.summary.standing === 'expired',
      // Nothing but this leads from one to the other, and nobody outside sees it.
      ...(visitor &&
        award.replacedBy !== undefined && {
          replacedBy: `/k/${kpa.slug}/credentials/${award.replacedBy}`,
        }),
      confirmedNow: req.query['confirme'] !== undefined && isConfirmedBy(award, visitor?.person),
    });
  });

  // Where older copies of the badge say that the newest lies (1EdTech Credential Refresh 1.0).
  router.get(`${path}/refresh`, async (req, res) => {
    const { kpa, award } = await find(req);
    const { format, mediaType } = signatureFor((types) => req.accepts(types));
    sendAs(res.vary('Accept'), mediaType, await fileOf(kpa, award, format));
  });

  router.get(`${path}/evidence`, async (req, res) => {
    const { kpa, award } = await find(req);
    await refuseDoubtful(kpa, award);
    if (award.evidence === undefined) throw notFound(say('evidence.gone'));
    res.vary('Accept');
    if (!wantsPage(req)) {
      sendAs(res, 'application/json', award.evidence);
      return;
    }
    const { verification, doubt } = await awardJudge.judge(kpa, award);
    if (doubt) throw doubtful(award, doubt);
    const evidence = presentEvidence(award.evidence, verification);
    const view = presentSigned(award, kpa, definitions.in(languageOf(req).code), verification);
    res.render('credentials/evidence', { award: view, evidence, back: view.href });
  });

  /** Throws rather than give another badge under this address, or a picture of what was not signed. */
  async function fileOf(kpa: Kpa, award: Award, format: Format, signature?: SignatureFormat['id']) {
    await refuseDoubtful(kpa, award);
    // What counts for nobody yet is given to nobody (docs/adr/0056).
    if (lacksSecond(award, definitions)) throw new HttpError('CONFLICT', say('award.lacks-second'));
    return writeFile(award, format, signature);
  }

  async function refuseDoubtful(kpa: Kpa, award: Award): Promise<void> {
    const doubt = await awardJudge.doubtOf(kpa, award);
    if (doubt) throw doubtful(award, doubt);
  }

  async function find(req: Request) {
    const kpa = await kpaOf(store, req);
    const award = await findAward(store, kpa.id, param(req, 'id'));
    const visitor = insider(req, kpa, award, definitions);
    if (!award || !(visitor || award.state === 'accepted')) {
      throw notFound(say('award.not-shown'));
    }
    return { kpa, award, visitor };
  }

  return router;
}

const doubtful = ({ id }: Award, { why }: Doubt) =>
  new Error(`The badge ${id} is not as it was signed: ${why.join()}`);

/** The visitor, when they are the holder, or accompany people in this KPA and may know of it. */
function insider(req: Request, kpa: Kpa, award: Award | undefined, definitions: Definitions) {
  const visitor = findVisitor(req);
  if (!award || visitor?.kpa.id !== kpa.id) return undefined;
  const { person } = visitor;
  const isOfTeam = isStaff(person) && isKnownTo(award, definitions, person);
  return isOfTeam || isOf(person, award.personId) ? visitor : undefined;
}
