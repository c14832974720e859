/**
 * The pictures of a shared page: their address is that of its link, and ends with it. Before the sessions:
 * no cookie is needed, read or set.
 */
import { Router } from 'express';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { findLink, type LinkServices } from '../../badges/links/share-links.ts';
import { findHolder, isOf } from '../../badges/records/who-stays.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { shownBy, takesExhibits } from '../../exhibits/links.ts';
import { noSuchExhibit, sendPicture } from '../../exhibits/send-picture.ts';
import type { Award, Exhibit, Person, ShareLink } from '../../storage/store.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { param } from '../../web/params.ts';

interface Services extends LinkServices {
  readonly blobs: BlobStore;
  readonly definitions: Definitions;
  readonly countFlood: CountFlood;
}

export function sharedExhibitRoutes(services: Services): Router {
  const { store, blobs, definitions } = services;
  const router = Router();
  const path = '/p/:token/preuves/:id/:file';

  router.get(path, limitFloods(services.countFlood, 'shared pictures'), async (req, res) => {
    const found = await findLink(services, param(req, 'token'));
    const link = found?.state === 'open' ? found.link : undefined;
    const exhibit = link && (await store.exhibits(link.kpaId).findById(param(req, 'id')));
    if (!exhibit || !(await isShown(link, exhibit))) throw noSuchExhibit();
    await sendPicture(res, blobs, exhibit, param(req, 'file'));
  });

  /** By its person, beside a badge of that experience which this link shows. */
  async function isShown(link: ShareLink, { id, kpaId, experienceId }: Exhibit): Promise<boolean> {
    const [person, experience] = await Promise.all([
      findHolder(store, kpaId, link.personId),
      store.experiences(kpaId).findById(experienceId),
    ]);
    if (!person || !experience || !takesExhibits(experience)) return false;
    const isTheirs = experience.participants.some(
      (one) => isOf(person, one.personId) && shownBy(one).includes(id),
    );
    return isTheirs && (await hasBadge(link, person, experienceId));
  }

  /** That stands, and is of no objective of which nothing is told. */
  async function hasBadge({ kpaId, awardIds }: ShareLink, person: Person, experienceId: string) {
    for (const record of [person.id, ...(person.mergedFrom ?? [])]) {
      const query = { index: 'byPersonExperience', equals: [record, experienceId] } as const;
      const { items } = await store.awards(kpaId).pick({ ...query, limit: 100 }, []);
      const linked = items.map(({ id }) => id).filter((id) => awardIds.includes(id));
      const awards = await store.awards(kpaId).readable.findByIds(linked);
      if (awards.some(isToldOf)) return true;
    }
    return false;
  }

  const isToldOf = ({ standing, state, badgeClass, badgeVersion }: Award) =>
    standing === 'valid' &&
    state === 'accepted' &&
    definitions.findBadgeClass(badgeClass, badgeVersion)?.sensitive === false;

  return router;
}
