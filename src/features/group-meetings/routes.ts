/** « Confirmer avec le groupe »: one of the team opens a meeting for a badge, and signs with those who saw it. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { endMeeting } from '../../awards/confirmations/who-saw.ts';
import { whoMaySay } from '../../awards/confirmations/who-said.ts';
import { refuseToBegin } from '../../awards/suspension.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { whyNoGroup } from '../../badges/co-signature.ts';
import { tellEvidence } from '../../badges/evidence.ts';
import { presentAward } from '../../badges/present-award.ts';
import { findKnownAward } from '../../badges/records/find-award.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import type { Award, GroupMeeting, Kpa, Person, Store, Stored } from '../../storage/store.ts';
import { readForm, uuidField } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allow, type Sessions, visitorOf } from '../../web/sessions.ts';
import { codeOf, createTickets } from './meeting-code.ts';
import { meetingOf, openMeeting, takeOut } from './meetings.ts';
import { type GroupSigningServices, isByGroup, signWithGroup } from './sign-with-group.ts';

export interface GroupServices extends GroupSigningServices {
  readonly store: Store;
  readonly register: Register;
  readonly addresses: GroupSigningServices['addresses'] & Addresses;
  readonly secure: boolean;
  readonly sessions: Pick<Sessions, 'pass'>;
}

const PATH = '/reconnaissances/:id/groupe';
/** Where the group types its code: it is read aloud. */
export const OF_GROUP = '/groupe';

const taken = z.object({ person: uuidField });

export function groupMeetingRoutes(services: GroupServices): Router {
  const { store, definitions, clock, register, appSecret, addresses } = services;
  const tickets = createTickets(appSecret, services.secure);
  const router = Router();
  router.use(PATH, allow('confirm badges'));

  router.get(PATH, async (req, res) => {
    res.render('group-meetings/meeting', await pageOf(req, await knownAward(req)));
  });

  router.post(PATH, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    refuseToBegin(kpa);
    const award = await knownAward(req);
    const { meeting, isNew } = await openMeeting(services, award, person);
    const id = repeatableId(`register/group opened/${meeting.turn}`);
    const noted = { kpaId: kpa.id, by: person.id, about: award.id, id };
    if (isNew) await register.note({ ...noted, act: 'group-asked' });
    back(res, award);
  });

  // The telephone goes round: who has it types no code, and is not who passes it.
  router.post(`${PATH}/passer`, async (req, res) => {
    const award = await knownAward(req);
    const meeting = await meetingOf(services, award);
    if (meeting?.code === undefined) throw new HttpError('CONFLICT', say('group.over'));
    tickets.give(res, meeting);
    await services.sessions.pass(req, res, { back: `/reconnaissances/${award.id}/groupe` });
    res.redirect(303, `${OF_GROUP}/dire`);
  });

  router.post(`${PATH}/enlever`, async (req, res) => {
    const award = await knownAward(req);
    const form = readForm(taken, req.body);
    const meeting = await meetingOf(services, award);
    const person = form.ok && (await findPerson(store, award.kpaId, form.values.person));
    if (meeting && person) await takeOut(services, meeting, person);
    back(res, award);
  });

  router.post(`${PATH}/fermer`, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const award = await knownAward(req);
    const meeting = await meetingOf(services, award);
    const isThis = ({ turn }: GroupMeeting) => turn === meeting?.turn;
    const isEnded = meeting && (await endMeeting(services, kpa.id, meeting.id, isThis));
    // What was signed before, and cut short, is completed: it was not closed without signing.
    const now = await store.awards(kpa.id).findById(award.id);
    if (meeting && isEnded === true && now && !isByGroup(now)) {
      const id = repeatableId(`register/group closed/${meeting.turn}`);
      const noted = { kpaId: kpa.id, by: person.id, about: award.id, id };
      await register.note({ ...noted, act: 'group-closed' });
    }
    res.redirect(303, presentAward(award, kpa, definitions).href);
  });

  router.post(`${PATH}/signer`, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const award = await knownAward(req);
    if (isOf(person, award.personId)) throw new HttpError('CONFLICT', say('confirm.own'));
    const signed = await signWithGroup(services, kpa, award, person);
    res.redirect(303, `${presentAward(signed, kpa, definitions).href}?groupe`);
  });

  const back = (res: Response, { id }: Award) => {
    res.redirect(303, `/reconnaissances/${id}/groupe`);
  };

  async function knownAward(req: Request): Promise<Stored<Award>> {
    const award = await findKnownAward(services, visitorOf(req).person, param(req, 'id'));
    if (!award) throw notFound(say('award.not-there'));
    return award;
  }

  async function pageOf(req: Request, award: Stored<Award>) {
    const { kpa, person } = visitorOf(req);
    const here = definitions.in(languageOf(req).code);
    const view = presentAward(award, kpa, here);
    const badge = here.findBadgeClass(award.badgeClass, award.badgeVersion);
    const needed = badge?.confirmedBy?.group ?? 1;
    return {
      award: view,
      holder: await findPerson(store, kpa.id, award.personId),
      work: award.evidence === undefined ? undefined : tellEvidence(award.evidence),
      ...(await stateOf(award, { kpa, person, needed })),
    };
  }

  async function stateOf(
    award: Stored<Award>,
    { kpa, person, needed }: { kpa: Kpa; person: Person; needed: number },
  ) {
    const meeting = await meetingOf(services, award);
    const may = await whoMaySay(store, award, person);
    if (meeting) {
      const code = codeOf(appSecret, meeting);
      const said = may.filter((one) => meeting.seen.some((id) => isOf(one, id)));
      const address = `${addresses.publicUrl}${OF_GROUP}`;
      return {
        needed: meeting.needed,
        meeting: {
          halves: [code.slice(0, 3), code.slice(3)],
          until: meeting.expiresAt,
          isCounted: meeting.code === undefined,
          address: address.replace(/^https?:\/\//u, ''),
          qr: qrCode(address),
          said: said.map(({ id, name }) => ({ id, name })),
          isEnough: said.length >= meeting.needed,
        },
      };
    }
    const tooFew = say('group.too-few', { count: needed });
    const why =
      whyNoGroup(award, definitions, person, clock()) ?? (may.length < needed ? tooFew : undefined);
    return { needed, why, isSuspended: kpa.suspended !== undefined };
  }

  return router;
}
