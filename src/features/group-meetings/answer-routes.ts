/**
 * What each of the group does, without signing in: the code, their first name, and whether they saw it. The
 * room is trusted, as it is when hands are raised (docs/adr/0056).
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { whoMaySay } from '../../awards/confirmations/who-said.ts';
import { tellEvidence } from '../../badges/evidence.ts';
import { presentAward } from '../../badges/present-award.ts';
import { findPerson } from '../../badges/records/who-stays.ts';
import { firstName } from '../../language/names.ts';
import { say, typed } from '../../language/message.ts';
import type { Person } from '../../storage/store.ts';
import { formView, readForm, uuidField } from '../../web/forms.ts';
import { clientArea, clientKey } from '../../web/limits/client-key.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { createStoredLimit, type LimitServices } from '../../web/limits/stored-limits.ts';
import { languageOf } from '../../web/page-language.ts';
import { keepPrivate } from '../../web/security-headers.ts';
import { findPasser, findVisitor } from '../../web/sessions.ts';
import { createTickets, readDigits } from './meeting-code.ts';
import { type MeetingRoom, roomOf, roomWithCode, saySeen } from './meetings.ts';
import { type GroupServices, OF_GROUP } from './routes.ts';

export type AnswerServices = GroupServices & LimitServices & { readonly countFlood: CountFlood };

const said = say('group.many-failures');
/**
 * Codes that open nothing, in an hour: of a client, of the network around it, of all. Six digits are few:
 * with a dozen meetings open, all of these tries together find one once in four hundred hours.
 */
const OF_CLIENT = { name: 'codes of groups, of a client', most: 30, said };
const OF_AREA = { name: 'codes of groups, of a network', most: 90, said };
const OF_ALL = { name: 'codes of groups', most: 200, said };

const codeForm = z.object({
  code: z
    .string({ error: 'group.no-code' })
    .max(40, 'group.six-digits')
    .refine((one) => one.trim() !== '', 'group.no-code')
    .refine((one) => one.trim() === '' || readDigits(one) !== undefined, 'group.six-digits'),
});
const seenForm = z.object({ person: uuidField });
const CANNOT = z.object({ do: z.literal('cannot') });

export function groupAnswerRoutes(services: AnswerServices): Router {
  const { store, definitions } = services;
  const tickets = createTickets(services.appSecret, services.secure);
  const limits = [OF_CLIENT, OF_AREA, OF_ALL].map((one) => createStoredLimit(services, one));
  const router = Router();
  router.use(OF_GROUP, keepPrivate, limitFloods(services.countFlood, 'groups'));

  router.get(OF_GROUP, (_req, res) => {
    res.render('group-meetings/code', {});
  });

  router.post(OF_GROUP, async (req, res) => {
    const form = readForm(codeForm, req.body);
    if (!form.ok) {
      res.status(422).render('group-meetings/code', formView(form));
      return;
    }
    const takeBack = await countFailure(req);
    const room = await roomWithCode(services, readDigits(form.values.code) ?? '');
    if (!room || isElsewhere(req, room)) {
      refuse(res);
      return;
    }
    for (const one of takeBack) await one();
    tickets.give(res, room.meeting);
    res.redirect(303, `${OF_GROUP}/dire`);
  });

  router.get(`${OF_GROUP}/dire`, async (req, res) => {
    const room = await roomIn(req);
    if (room) res.render('group-meetings/say', await pageOf(req, room));
    else refuse(res);
  });

  router.post(`${OF_GROUP}/dire`, async (req, res) => {
    const room = await roomIn(req);
    if (!room) {
      refuse(res);
      return;
    }
    // Nothing is kept, also of who it was.
    if (CANNOT.safeParse(req.body).success) {
      res.redirect(303, `${OF_GROUP}/merci`);
      return;
    }
    const form = readForm(seenForm, req.body);
    const chosen = form.ok
      ? await findPerson(store, room.award.kpaId, form.values.person)
      : undefined;
    const others = await whoMaySay(store, room.award, { id: room.meeting.by });
    const person = others.find(({ id }) => id === chosen?.id);
    if (!person) {
      const errors = [{ field: 'person', message: say('group.who-are-you') }];
      const page = { ...(await pageOf(req, room)), ...formView({ errors, typed: {} }) };
      res.status(422).render('group-meetings/say', page);
      return;
    }
    if (await saySeen(services, room.meeting, person)) res.redirect(303, `${OF_GROUP}/merci`);
    else refuse(res);
  });

  router.get(`${OF_GROUP}/merci`, async (req, res) => {
    const room = await roomIn(req);
    if (room) res.render('group-meetings/thanks', {});
    else refuse(res);
  });

  /** One answer for a code that is wrong, one that is over, and one that never was. */
  function refuse(res: Response): void {
    tickets.forget(res);
    const errors = [{ field: 'code', message: say('group.no-such-code') }];
    res.status(422).render('group-meetings/code', formView({ errors, typed: {} }));
  }

  /** Before it is one; what is compared at the same moment counts too. */
  async function countFailure(req: Request): Promise<readonly (() => Promise<void>)[]> {
    const whose = [clientKey(req.ip), clientArea(req.ip), 'everybody'];
    // To somebody known, codes of other KPAs open nothing: those from outside who try cannot keep them out.
    const counting = whoIsIn(req) ? limits.slice(0, 1) : limits;
    const counted: (() => Promise<void>)[] = [];
    for (const [at, limit] of counting.entries()) counted.push(await limit.count(whose[at] ?? ''));
    return counted;
  }

  /** Whoever is signed in at another KPA was not in this room. */
  function isElsewhere(req: Request, { meeting }: MeetingRoom): boolean {
    const visitor = whoIsIn(req);
    return visitor !== undefined && visitor.kpa.id !== meeting.kpaId;
  }

  async function roomIn(req: Request): Promise<MeetingRoom | undefined> {
    const ticket = tickets.read(req);
    const held = ticket && (await store.groupMeetings(ticket.kpaId).findById(ticket.id));
    const room = held && ticket.opens(held) ? await roomOf(services, held) : undefined;
    return room && !isElsewhere(req, room) ? room : undefined;
  }

  async function pageOf(req: Request, { meeting, award }: MeetingRoom) {
    const [kpa, holder, all] = await Promise.all([
      store.kpas.findById(award.kpaId),
      findPerson(store, award.kpaId, award.personId),
      whoMaySay(store, award, { id: meeting.by }),
    ]);
    if (!kpa) throw new Error(`No KPA of the award ${award.id}`);
    return {
      kpa,
      first: firstName(holder?.name ?? ''),
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      work: award.evidence === undefined ? undefined : tellEvidence(award.evidence),
      // Also who has answered: whoever were missing would be who saw it, and the others not.
      people: chipsOf(all),
    };
  }

  return router;
}

const whoIsIn = (req: Request) => findVisitor(req) ?? findPasser(req);

/** By their first name, or whole where two have the same one. */
function chipsOf(people: readonly Person[]) {
  const folded = ({ name }: Person) => firstName(name).toLocaleLowerCase('fr');
  return people
    .map((person) => {
      const isAlone = people.every((one) => one === person || folded(one) !== folded(person));
      return { value: person.id, name: isAlone ? firstName(person.name) : person.name };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name, 'fr'))
    .map(({ value, name }) => ({ value, label: typed(name) }));
}
