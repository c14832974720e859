/** A sheet of paper for somebody whom no letter reaches: printed, given, and then it is told. */
import { Router } from 'express';
import type { Addresses } from '../../badges/addresses.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { dayIn } from '../../language/dates.ts';
import type { Languages } from '../../language/languages.ts';
import { giveOnPaper } from '../../notices/give-on-paper.ts';
import { personInPath } from '../../people/person-in-path.ts';
import type { Store } from '../../storage/store.ts';
import { severalIn } from '../../web/forms.ts';
import { qrCode } from '../../web/qr-code.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { readSheet } from './read-sheet.ts';

interface Services {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly languages: Pick<Languages, 'find' | 'source'>;
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

export function sheetRoutes(services: Services): Router {
  const { store, definitions, languages, addresses, clock } = services;
  const router = Router();
  const path = '/personnes/:id/feuille';
  const mayGive = allow('give news');

  router.get(path, mayGive, async (req, res) => {
    const { kpa, person: reader } = visitorOf(req);
    const person = await personInPath(store, req);
    const language = languages.find(person.language) ?? languages.source;
    const address = addresses.card();
    const sheet = await readSheet(store, {
      ...{ kpa, person, reader, language, address: address.replace(/^https?:\/\//, '') },
      definitions: definitions.in(language.code),
      on: dayIn(clock()),
    });
    res.render('attention/sheet', { sheet, person, kpa, qr: qrCode(address) });
  });

  router.post(`${path}/donnee`, mayGive, async (req, res) => {
    const person = await personInPath(store, req);
    const ids = severalIn(req.body, 'notices');
    await giveOnPaper(services, person, { reader: visitorOf(req).person, ids });
    res.redirect(303, '/ce-qui-m-attend');
  });

  return router;
}
