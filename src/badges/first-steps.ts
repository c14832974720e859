/** How far a new KPA has come: three steps, and the first badges leave. What is done follows from the data. */
import type { Kpa, Store } from '../storage/store.ts';

export interface FirstSteps {
  readonly profile: boolean;
  /** Two people besides the manager who began. */
  readonly people: boolean;
  readonly experience: boolean;
}

const FEW = 3;

export async function firstSteps(store: Store, kpa: Kpa): Promise<FirstSteps> {
  const [people, experiences] = await Promise.all([
    store.people(kpa.id).pick({ index: 'byName', limit: FEW }, []),
    store.experiences(kpa.id).pick({ index: 'byDate', limit: 1 }, []),
  ]);
  return {
    profile: kpa.profileSavedAt !== undefined,
    people: people.items.length >= FEW,
    experience: experiences.items.length > 0,
  };
}

/**
 * Whether its managers are led through them: until all are done, or a badge was given, for then the KPA
 * is at work, be it from before there were these steps.
 */
export async function isBeginning(store: Store, kpa: Kpa): Promise<boolean> {
  const { profile, people, experience } = await firstSteps(store, kpa);
  if (profile && people && experience) return false;
  const badges = await store.awards(kpa.id).pick({ index: 'byDate', limit: 1 }, []);
  return badges.items.length === 0;
}
