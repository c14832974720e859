/** What all ways in have in common. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Person, Store } from '../../storage/store.ts';
import { isBeginning } from '../../badges/first-steps.ts';
import { may } from '../../badges/rights.ts';
import type { KeptForms } from '../kept/kept-forms.ts';
import type { Entry, Sessions } from '../sessions.ts';

const tick = z.object({ kept: z.literal('yes') });

/** Whether « Ce téléphone est à moi » is ticked: it never is by itself. */
export const keptIn = (body: unknown): boolean => tick.safeParse(body).success;

interface Services {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly keptForms: KeptForms;
}

interface Coming {
  readonly person: Person;
  /** What is looked at once the session is there, before they are told. */
  readonly opened?: () => Promise<void>;
}

/** Whichever way it was: to the form that was kept for them, to where they were going, or to their first page. */
export async function comeIn(
  { store, sessions, keptForms }: Services,
  req: Request,
  res: Response,
  { person, opened, ...how }: Entry & Coming,
): Promise<void> {
  const place = await sessions.open(req, res, person, how);
  await opened?.();
  await keptForms.dropOthers(req, person);
  const form = await keptForms.waitingFor(req, person);
  res.redirect(303, form ?? place ?? (await firstPage(store, person)));
}

/** The first page of somebody who has come in: those who begin a KPA are led through its first days. */
export async function firstPage(store: Store, person: Person): Promise<string> {
  if (may(person, 'change the kpa')) {
    const kpa = await store.kpas.findById(person.kpaId);
    if (kpa && (await isBeginning(store, kpa))) return '/bienvenue';
  }
  if (may(person, 'see what waits')) return '/ce-qui-m-attend';
  return may(person, 'run the network') ? '/reseau' : '/mes-badges';
}
