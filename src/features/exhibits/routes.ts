/** The team adds photos and documents of what was done, and takes them away again. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { isGone, isOf } from '../../badges/records/who-stays.ts';
import { may } from '../../badges/rights.ts';
import { namesIn } from '../../badges/people-by-name.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { exhibitView } from '../../exhibits/exhibit-views.ts';
import { exhibitsIn, takesExhibits } from '../../exhibits/links.ts';
import { noSuchExhibit, sendPicture } from '../../exhibits/send-picture.ts';
import { removeExhibit } from '../../exhibits/store-exhibit.ts';
import { say, typed } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Exhibit, Experience, Person, Store } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { type FieldError, formView, severalIn, typedIn } from '../../web/forms.ts';
import { isTooLarge } from '../../web/files/upload.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, findVisitor, visitorOf } from '../../web/sessions.ts';
import { addExhibit, type AddServices } from './add-exhibit.ts';
import { CONSENTS, fileIn, MOST_MEGABYTES } from './exhibit-file.ts';
import { readSaid, type SaidOfExhibit } from './exhibit-form.ts';

interface Services extends AddServices {
  readonly store: Store;
}

export function exhibitRoutes(services: Services): Router {
  const { store, blobs, register } = services;
  const router = Router();

  router.get(
    '/experiences/:id/preuves/nouvelle',
    allow('add exhibits'),
    allowOurScripts,
    async (req, res) => {
      const experience = await experienceInPath(req);
      // An address says whose work it shows, and on whose card to go on.
      const input: unknown = req.body ?? req.query;
      const page = await formPage(experience, input);
      res.render('exhibits/new', { act: actIn(req.body), ...page, values: typedIn(req.body) });
    },
  );

  // Its parts were read before the walls against forged forms (app.ts).
  router.post(
    '/experiences/:id/preuves',
    allow('add exhibits'),
    allowOurScripts,
    async (req, res) => {
      const experience = await experienceInPath(req);
      const act = actIn(req.body);
      const people = await peopleOf(experience);
      const names = await namesIn(store, experience.kpaId);
      const form = readSaid(req.body, new Set(people.map(({ id }) => id)), names);
      const file = fileIn(req);
      if (form.ok && Buffer.isBuffer(file)) {
        const added = await add(req, experience, { said: form.values, file, act });
        if ('id' in added) res.redirect(303, afterwards(experience, cardIn(req.body, people)));
        else await refuse(req, res.status(added.status), experience, added);
        return;
      }
      const errors = [
        ...(Buffer.isBuffer(file) ? [] : [{ field: 'file', message: file }]),
        ...(form.ok ? [] : form.errors),
      ];
      const status = isTooLarge(req) ? 413 : 422;
      await refuse(req, res.status(status), experience, { errors, act });
    },
  );

  const removal = '/experiences/:id/preuves/:exhibit/supprimer';
  router.get(removal, allow('add exhibits', 'remove exhibits'), async (req, res) => {
    const { experience, exhibit } = await removableInPath(req);
    const shown = exhibitView(exhibit, '/preuves');
    res.render('exhibits/remove', { experience, exhibit: shown });
  });

  router.post(removal, allow('add exhibits', 'remove exhibits'), async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const about = param(req, 'id');
    const entry = repeatableId(`register/exhibit-removed/${param(req, 'exhibit')}`);
    const found = await removableInPath(req).catch(async (error: unknown) => {
      // By the same form, sent twice: then it is done.
      if (await store.registerEntries(kpa.id).findById(entry)) return undefined;
      throw error;
    });
    if (found) {
      const noted = { kpaId: kpa.id, by: person.id, about, id: entry };
      await register.note({ ...noted, act: 'exhibit-removed' });
      await removeExhibit(services, found.experience, found.exhibit.id);
    }
    res.redirect(303, `/experiences/${about}?preuve-supprimee#preuves`);
  });

  router.get('/preuves/:id/:file', signedIn, allow('see exhibits'), async (req, res) => {
    const { person } = visitorOf(req);
    const exhibit = await exhibitInPath(req, param(req, 'id'));
    const experience = await store.experiences(exhibit.kpaId).findById(exhibit.experienceId);
    const isTheirs = experience?.participants.some(
      ({ personId, exhibits = [] }) =>
        isOf(person, personId) && exhibits.some(({ id }) => id === exhibit.id),
    );
    const isSeen = may(person, 'add exhibits') && experience && hasExhibit(experience, exhibit);
    if (isTheirs !== true && isSeen !== true) throw noSuchExhibit();
    await sendPicture(res, blobs, exhibit, param(req, 'file'));
  });

  async function exhibitInPath(req: Request, id: string): Promise<Exhibit> {
    const exhibit = await store.exhibits(visitorOf(req).kpa.id).findById(id);
    if (!exhibit) throw noSuchExhibit();
    return exhibit;
  }

  async function experienceInPath(req: Request): Promise<Experience> {
    const { kpa } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    if (!experience) throw notFound(say('error.no-such-experience'));
    if (!takesExhibits(experience)) throw notFound(say('exhibit.none-in-interviews'));
    return experience;
  }

  /** Who took part, and is somebody here. */
  async function peopleOf({ kpaId, participants }: Experience): Promise<readonly Person[]> {
    const ids = participants.map(({ personId }) => personId);
    const found = await store.people(kpaId).readable.findByIds(ids);
    return found.filter((one) => !isGone(one));
  }

  /** Of who added it, or of anybody by who is responsible. */
  async function removableInPath(req: Request) {
    const { kpa, person } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(param(req, 'id'));
    const exhibit = await exhibitInPath(req, param(req, 'exhibit'));
    if (!experience || !hasExhibit(experience, exhibit)) throw noSuchExhibit();
    if (!isOf(person, exhibit.addedBy) && !may(person, 'remove exhibits')) {
      throw new HttpError('FORBIDDEN', say('exhibit.not-yours'));
    }
    return { experience, exhibit };
  }

  async function formPage(experience: Experience, body: unknown) {
    const people = await peopleOf(experience);
    const ticked = severalIn(body, 'people');
    const [consent] = severalIn(body, 'consent');
    return {
      experience: { id: experience.id, title: experience.title },
      card: cardIn(body, people),
      people: people.map(({ id, name }) => ({
        value: id,
        label: typed(name),
        checked: ticked.includes(id),
      })),
      consents: CONSENTS.map((one) => ({ ...one, checked: one.value === consent })),
      most: MOST_MEGABYTES,
    };
  }

  async function refuse(
    req: Request,
    res: Response,
    experience: Experience,
    { errors, act }: { readonly errors: readonly FieldError[]; readonly act: string },
  ): Promise<void> {
    const view = formView({ errors, typed: typedIn(req.body) });
    const isChosen = Buffer.isBuffer(fileIn(req));
    const page = { act, ...(await formPage(experience, req.body)), ...view, again: isChosen };
    res.render('exhibits/new', page);
  }

  async function add(
    req: Request,
    experience: Experience,
    given: { readonly said: SaidOfExhibit; readonly file: Buffer; readonly act: string },
  ) {
    const { person: by } = visitorOf(req);
    try {
      const added = await addExhibit(services, { experience, by, ...given });
      if ('id' in added) return added;
      const errors = [{ field: 'file', message: added.refused }];
      return { errors, act: given.act, status: 422 };
    } catch (error) {
      if (!(error instanceof FormUsedError)) throw error;
      const errors = [{ field: 'file', message: error.said }];
      return { errors, act: newAct(), status: 409 };
    }
  }

  return router;
}

/** A picture of a page that stayed open is no place to come back to. */
const signedIn: RequestHandler = (req, _res, next) => {
  if (!findVisitor(req)) throw noSuchExhibit();
  next();
};

/** Whose card one comes from, of « Qui a montré quoi ? ». */
function cardIn(body: unknown, people: readonly Person[]): string | undefined {
  const [card] = severalIn(body, 'carte');
  return people.find(({ id }) => id === card)?.id;
}

const afterwards = ({ id }: Experience, card: string | undefined) =>
  card === undefined
    ? `/experiences/${id}?preuve#preuves`
    : `/experiences/${id}/reconnaitre?carte=${card}#person-${card}`;

const hasExhibit = (experience: Experience, { id, experienceId }: Exhibit): boolean =>
  experience.id === experienceId && exhibitsIn(experience).includes(id);
