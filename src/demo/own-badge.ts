/** A badge class that the KPA of the demo has published for itself, and one that it is writing. */
import type { Services } from '../services.ts';
import type { Kpa, Person } from '../storage/store.ts';
import { beginDraft } from '../features/badge-classes/keep-draft.ts';
import { publishDraft } from '../features/badge-classes/publish-class.ts';
import { repeatableId } from '../badges/repeatable-id.ts';

/** As the form has it. */
export const OWN_BADGE = {
  kind: 'competence',
  sign: 'tool',
  name: 'Je cuisine pour un grand groupe',
  description:
    'Je prépare un repas pour beaucoup de monde, à l’heure et en suivant les règles d’hygiène.',
  criteria:
    'J’ai préparé un repas pour au moins trente personnes.\nJ’ai suivi les règles d’hygiène, du marché à l’assiette.',
  employerSentence:
    'A préparé un repas pour un grand groupe, à l’heure et dans les règles d’hygiène.',
  evidence: 'Une photo du plat, sans personne dessus',
  recognisedBy: 'Une accompagnante ou un accompagnant du KPA',
  'en-name': 'I cook for a large group',
  'en-description': 'I prepare a meal for many people, on time and by the rules of hygiene.',
  'en-criteria':
    'I prepared a meal for at least thirty people.\nI kept to the rules of hygiene, from the market to the plate.',
  'en-employerSentence': 'Prepared a meal for a large group, on time and by the rules of hygiene.',
  'en-evidence': 'A photo of the dish, with nobody in it',
  'en-recognisedBy': 'A mentor of the KPA',
  competences: 'esco/0e21e183\nesco/d9013e0e\nrome-4-0/300446\nrome-4-0/300636',
};

const BEGUN = {
  kind: 'apprentissage',
  sign: 'shapes',
  name: 'J’apprends à réparer un vélo',
};

export async function publishOwnBadge(
  services: Services,
  kpa: Kpa,
  by: Pick<Person, 'id'>,
): Promise<void> {
  const owner = { id: kpa.id, slug: kpa.slug, by: by.id };
  const idOf = (name: string) => repeatableId(`demo/${kpa.id}/${name}`);
  const draft = { id: idOf('published'), fields: OWN_BADGE };
  const { id, version } = await beginDraft(services, owner, draft);
  const { outcome } = await publishDraft(services, owner, id, version);
  if (outcome !== 'published')
    throw new Error('The badge class of the demo is not as it should be');
  await beginDraft(services, owner, { id: idOf('begun'), fields: BEGUN });
}
