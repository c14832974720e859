/** The published versions that this process has met, of all KPAs: none of them ever changes. */
import type { OwnClass } from '../../definitions/definitions.ts';
import type { Award, PublishedClass, Store } from '../../storage/store.ts';
import { isOwnSlug, LONGEST_SLUG } from './owners.ts';
import { classOf } from './stored-class.ts';

type Named = Pick<Award, 'badgeClass' | 'badgeVersion'>;

export function createKnownClasses({ publishedClasses }: Pick<Store, 'publishedClasses'>) {
  const bySlug = new Map<string, Map<number, OwnClass>>();
  const asked = new Map<string, Promise<void>>();

  /** The same object for the same version. */
  function add(stored: PublishedClass): OwnClass {
    const { slug, classVersion } = stored;
    const versions = bySlug.get(slug) ?? new Map<number, OwnClass>();
    const one = versions.get(classVersion) ?? classOf(stored);
    versions.set(classVersion, one);
    bySlug.set(slug, versions);
    return one;
  }

  async function read(slug: string): Promise<void> {
    const query = { index: 'acrossByClass', equals: [slug] } as const;
    const all = await publishedClasses.across.readable.all(query).toArray();
    all.forEach(add);
  }

  /** Once for all who ask together. */
  async function readAgain(slug: string): Promise<void> {
    if (!isOwnSlug(slug) || slug.length > LONGEST_SLUG) return;
    const underWay = asked.get(slug) ?? read(slug).finally(() => asked.delete(slug));
    asked.set(slug, underWay);
    await underWay;
  }

  const isMissing = ({ badgeClass, badgeVersion }: Named) =>
    isOwnSlug(badgeClass) && bySlug.get(badgeClass)?.has(badgeVersion) !== true;

  return {
    add,
    readAgain,
    find: (slug: string, version?: number): OwnClass | undefined => {
      const versions = bySlug.get(slug);
      return versions?.get(version ?? Math.max(...versions.keys()));
    },
    bring: async (awards: readonly Named[]): Promise<void> => {
      const slugs = awards.filter(isMissing).map(({ badgeClass }) => badgeClass);
      await Promise.all([...new Set(slugs)].map(readAgain));
    },
  };
}
