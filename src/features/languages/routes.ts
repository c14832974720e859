import { Router } from 'express';
import { z } from 'zod';
import type { Languages } from '../../language/languages.ts';
import type { Store } from '../../storage/store.ts';
import { readForm } from '../../web/forms.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { ourPath } from '../../web/our-path.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { chooseLanguage } from './choose-language.ts';

interface Services {
  readonly store: Store;
  readonly languages: Languages;
  readonly countFlood: CountFlood;
}

/** A signed-in person chooses the language of all pages, and of the letters they get. */
export function languageRoutes({ store, languages, countFlood }: Services): Router {
  const router = Router();
  const form = z.object({
    language: z.enum(languages.all.map(({ code }) => code)),
    // Where they were: a path of ours.
    back: z
      .string()
      .transform((address) => ourPath(address) ?? '/')
      .catch('/'),
  });

  router.post(
    '/langue',
    limitFloods(countFlood, 'language'),
    allow('choose a language'),
    async (req, res) => {
      const read = readForm(form, req.body);
      const { person } = visitorOf(req);
      if (read.ok) await chooseLanguage(store, person, read.values.language);
      res.redirect(303, read.ok ? read.values.back : '/');
    },
  );

  return router;
}
