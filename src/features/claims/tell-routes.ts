/** « Dire ce que j’ai fait »: somebody starts an experience of their own, or tells one, by voice or in writing. */
import { type Request, type Response, Router } from 'express';
import {
  claimIdOf,
  findClaim,
  type Next,
  openClaim,
  turnOfForm,
  WHICH,
} from '../../claims/claims.ts';
import { restOfWhoLeft } from '../../claims/rest-claims.ts';
import { identityIn } from '../../badges/nameless-text.ts';
import { namesIn } from '../../badges/people-by-name.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { storeExperience } from '../../experiences/participations.ts';
import { dayIn, isToCome } from '../../language/dates.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import {
  type Claim,
  type Experience,
  ifRefused,
  type Store,
  type Stored,
} from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { areSameIn } from '../../web/acts/made-once.ts';
import { type FieldError, formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { languageOf } from '../../web/page-language.ts';
import { allowOurScripts, allowSounds } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { OWN_CLAIMS, TELL } from './addresses.ts';
import { markSpoken } from './mark-spoken.ts';
import {
  dropLeftIn,
  type HearingServices,
  readSaid,
  soundAgain,
  soundGivenBack,
} from './read-said.ts';
import { dayOf, MOST_WORDS, tellChoices, tellForm } from './tell-form.ts';

interface Services extends HearingServices {
  readonly store: Store;
  readonly register: Register;
  readonly clock: () => Date;
}

interface FormOfClaim {
  readonly id: string;
  readonly act: string;
}

/** Of one person: nobody tells more by hand. */
const MOST_CLAIMS = 300;

export function tellRoutes(services: Services): Router {
  const { store, clock } = services;
  const router = Router();
  router.use(TELL, allow('own claims'), allowOurScripts, allowSounds);

  router.get(TELL, async (req, res) => {
    const experience = await experienceAsked(req, req.query);
    const claim = experience && (await findClaim(store, visitorOf(req).person, experience.id));
    if (claim) {
      res.redirect(303, `${OWN_CLAIMS}/${claim.id}`);
      return;
    }
    const sound = await soundGivenBack(services, req, res);
    show(req, res, { act: actIn(req.body), experience, ...sound, values: typedIn(req.body) });
  });

  // Its parts were read before the walls against forged forms (app.ts).
  router.post(TELL, async (req, res) => {
    const { person } = visitorOf(req);
    const act = actIn(req.body);
    const there = await experienceAsked(req, req.body);
    const form = readForm(tellForm, req.body);
    const told = form.ok ? await tell(req, form.values, { act, there }) : form.errors;
    if ('claim' in told) {
      const { claim, isUntitled } = told;
      await dropLeftIn(services, req);
      const to = form.ok && form.values.wants === 'choose' ? '/badge' : '';
      res.redirect(303, `${OWN_CLAIMS}/${claim.id}${to}?envoye${isUntitled ? '&sans-titre' : ''}`);
      return;
    }
    const isNew = told.some(({ message }) => NEW_FORM.includes(message.code));
    const isGone = told.some(({ message }) => message.code === REFUSALS.gone);
    // What is told anew is of the same day.
    const typed = { ...typedIn(req.body), ...(isGone && there && { date: there.date }) };
    const view = formView({ errors: told, typed });
    const experience = isGone ? undefined : there;
    const sound = await soundAgain(services, req);
    const page = { act: isNew ? newAct() : act, experience, ...sound, ...view };
    show(req, res.status(isNew ? 409 : 422), page);

    async function tell(
      asked: Request,
      values: NonNullable<Parameters<typeof dayOf>[0]>,
      form_: { readonly act: string; readonly there: Experience | undefined },
    ): Promise<{ readonly claim: Claim; readonly isUntitled: boolean } | readonly FieldError[]> {
      const { kpaId } = person;
      const date = form_.there?.date ?? dayOf(values);
      if (date === undefined) return [{ field: 'date', message: say('claim.choose-day') }];
      if (isToCome(date, clock()))
        return [{ field: 'date', message: say('experience.day-to-come') }];
      const experienceId = form_.there?.id ?? repeatableId(`experience/${person.id}/${form_.act}`);
      const id = claimIdOf(experienceId, person.id);
      const count = await store.claims(kpaId).count({ index: 'byPerson', equals: [person.id] });
      if (count >= MOST_CLAIMS) return [{ field: 'words', message: say('claim.too-many') }];
      const said = await readSaid(services, asked, { id, kpaId }, values);
      if ('field' in said) return [said];
      const title = await titleOf(asked, values.title);
      if (!form_.there) {
        const experience: Experience = {
          ...{ id: experienceId, kpaId, kind: values.kind, date },
          title: title ?? languageOf(asked).say(say('claim.own-title')),
          participants: [
            {
              personId: person.id,
              ...(said.text !== undefined && { words: said.text }),
              ...(said.sound && { spoken: true }),
            },
          ],
          ...{ createdBy: person.id, createdAt: clock().toISOString() },
        };
        const before = () => store.experiences(kpaId).findById(experienceId);
        const there = await ifRefused(storeExperience(store, experience), 'DUPLICATE_KEY', before);
        if (there && (await isOther(there, experience, { id, act: form_.act }))) {
          return [{ field: 'words', message: say(REFUSALS.used) }];
        }
        await note(experience);
      }
      const next = NEXT[values.wants];
      const turn = {
        ...({ kind: 'told', act: form_.act, by: person.id, at: clock().toISOString() } as const),
        ...said,
        ...(next.asked !== undefined && { badgeClass: next.asked }),
      };
      const first = { id, kpaId, personId: person.id, experienceId };
      const { outcome, claim } = await openClaim(store, first, turn, next);
      if (!claim || outcome !== 'done') {
        return [{ field: 'words', message: say(REFUSALS[outcome]) }];
      }
      await restOfWhoLeft(store, person);
      if (form_.there && said.sound) await markSpoken(store, claim, person);
      return { claim, isUntitled: values.title !== undefined && title === undefined };
    }
  });

  async function note({ id: about, kpaId, createdBy: by }: Experience): Promise<void> {
    const id = repeatableId(`register/${about}`);
    await services.register.note({ kpaId, by, act: 'experience-recorded', about, id });
  }

  /**
   * One that was corrected since, or that a crash left without its claim, is gone on with: told anew, it would be
   * there twice.
   */
  async function isOther(there: Stored<Experience>, told: Experience, { id, act }: FormOfClaim) {
    if (there.version > 1 || areSameIn(there, told, ['title', 'kind', 'date'])) return false;
    const claim = await store.claims(told.kpaId).findById(id);
    return claim !== undefined && turnOfForm(claim, { act, kind: 'told' }) !== undefined;
  }

  /** One that names somebody would stand beside a badge: it is left out, and told. */
  async function titleOf(req: Request, title: string | undefined): Promise<string | undefined> {
    if (title === undefined) return undefined;
    const everyone = await namesIn(store, visitorOf(req).kpa.id);
    return identityIn(title, everyone, 'shown') ? undefined : title;
  }

  /** One that they took part in, as an address or the form says. */
  async function experienceAsked(req: Request, given: unknown): Promise<Experience | undefined> {
    const [id = ''] = severalIn(given, 'experience');
    if (id === '') return undefined;
    const { kpa, person } = visitorOf(req);
    const experience = await store.experiences(kpa.id).findById(id);
    const isOwn = experience?.participants.some(({ personId }) => personId === person.id);
    if (!experience || isOwn !== true) throw notFound(say('error.no-such-experience'));
    return experience;
  }

  function show(req: Request, res: Response, page: object): void {
    const choices = tellChoices(req.body, dayIn(clock()));
    res.render('claims/tell', { ...choices, mostWords: MOST_WORDS, ...page });
  }

  return router;
}

const REFUSALS = {
  used: 'claim.form-used',
  changed: 'claim.form-used',
  full: 'claim.full',
  gone: 'claim.work-gone',
  done: 'claim.work-gone',
} as const;

/** It has told something else, or it tells of what is gone: sent again, it is another. */
const NEW_FORM: readonly string[] = [REFUSALS.used, REFUSALS.gone];

const NEXT: Readonly<Record<'nothing' | 'which' | 'choose', Next>> = {
  nothing: { state: 'kept' },
  which: { state: 'waiting', asked: WHICH },
  choose: { state: 'kept' },
};
