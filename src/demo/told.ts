/** What two people of the demo tell the team themselves: one waits for an answer, the other one is asked something. */
import { claimIdOf, addTurn, openClaim, WHICH } from '../claims/claims.ts';
import { repeatableId } from '../badges/repeatable-id.ts';
import { storeExperience } from '../experiences/participations.ts';
import type { Services } from '../services.ts';
import type { Claim, Experience, Person } from '../storage/store.ts';
import type { DemoClock } from './clock.ts';

interface Told {
  readonly title: string;
  readonly words: string;
  /** A class, or `which`. */
  readonly asked: string;
}

const DOOR: Told = {
  title: 'La porte du local',
  words:
    'La porte du local ne fermait plus. J’ai démonté la serrure, je l’ai nettoyée et je l’ai remise. Maintenant elle ferme.',
  asked: WHICH,
};
const BREAD: Told = {
  title: 'Commande du pain pour le buffet',
  words: 'J’ai appelé trois boulangeries. J’ai comparé les prix, et j’ai commandé le pain.',
  asked: 'trouver-des-solutions',
};
export const TOLD = [DOOR, BREAD];
const QUESTION = 'Qu’avez-vous fait quand la première boulangerie a dit non ?';

interface Cast {
  readonly awa: Person;
  readonly bruno: Person;
  readonly nadia: Person;
}

export async function tellThemselves(
  services: Services,
  clock: DemoClock,
  { awa, bruno, nadia }: Cast,
): Promise<void> {
  const { store } = services;
  clock.goBack(6);
  const claim = await tell(services, awa, BREAD);
  clock.goBack(4);
  const at = services.clock().toISOString();
  const turn = { ...({ kind: 'question', by: nadia.id, at } as const), text: QUESTION };
  await addTurn(store, claim, { turn, next: { state: 'question' } });
  clock.goBack(3);
  await tell(services, bruno, DOOR);
}

async function tell(
  services: Services,
  { id: personId, kpaId }: Person,
  { title, words, asked }: Told,
): Promise<Pick<Claim, 'id' | 'kpaId'>> {
  const { store, register } = services;
  const at = services.clock().toISOString();
  const experience: Experience = {
    ...({
      id: repeatableId(`experience/${personId}/${title}`),
      kpaId,
      kind: 'prestation',
    } as const),
    ...{ date: at.slice(0, 10), title, participants: [{ personId, words }] },
    ...{ createdBy: personId, createdAt: at },
  };
  const { id: about } = await storeExperience(store, experience);
  await register.note({ kpaId, by: personId, act: 'experience-recorded', about });
  const first = { id: claimIdOf(about, personId), kpaId, personId, experienceId: about };
  const turn = { ...({ kind: 'told', by: personId, at } as const), text: words };
  await openClaim(store, first, turn, { state: 'waiting', asked });
  return first;
}
