/**
 * The real application on a real SQLite file, as it runs in production. Words: the folder of its
 * data; with « unverified » after it, pages say what a first verification answered.
 */
import { createApp } from '../../src/app.ts';
import type { AwardJudge } from '../../src/awards/judgement.ts';
import { readConfig } from '../../src/config.ts';
import { awardBadges } from '../../src/features/awards/award-badges.ts';
import { catchUp } from '../../src/features/status-lists/catch-up.ts';
import { createServices } from '../../src/services.ts';
import { answerParent } from './commands.ts';
import { acceptedAward, createCast, createTokens, draftFor } from './cast.ts';
import { recordWork, sharedPortfolio, signIn } from './cast.ts';
import { listenAnywhere } from './listen.ts';
import { rendering } from './rendering.ts';

const [folder = '', mode] = process.argv.slice(2);
const config = readConfig({ ...process.env, DATA_DIR: folder, TRUST_PROXY: '1' });
// Each place is new: what is measured makes it.
const services = await createServices(config, {}, 'make');
await catchUp(services);
const shown =
  mode === 'unverified' ? { ...services, awardJudge: remembering(services.awardJudge) } : services;
const app = createApp(shown);
const origin = await listenAnywhere(app);
const cast = mode === 'unverified' ? undefined : await createCast(services);

answerParent(cast === undefined ? rendering(app) : commandsOf(cast), origin);

function commandsOf(cast: Awaited<ReturnType<typeof createCast>>) {
  const { kpa, staff, members } = cast;
  const [member = staff] = members;
  const times = async <T>(count: string, make: () => Promise<T>): Promise<T[]> => {
    const made: T[] = [];
    while (made.length < Number(count)) made.push(await make());
    return made;
  };
  return {
    staff: () => signIn(services, staff),
    /** The cookie of somebody of this KPA. */
    enter: async (person = '') => {
      const found = await services.store.people(kpa.id).findById(person);
      return found ? signIn(services, found) : [];
    },
    members: () => Promise.resolve(members.map(({ id }) => id)),
    tokens: (count = '') => createTokens(services, kpa, Number(count)),
    /** Ids of experiences, of which nobody was recognised yet. */
    experiences: async (count = '') =>
      (await times(count, () => recordWork(services, cast))).map(({ id }) => id),
    /** Badges in JSON, accepted and endorsed, which nobody has verified yet. */
    badges: async (count = '') =>
      (await times(count, () => acceptedAward(services, cast, member, true))).map(
        ({ forms }) => forms['data-integrity'] ?? '',
      ),
    /** Ids of accepted awards. */
    awards: async (count = '') =>
      (await times(count, () => acceptedAward(services, cast, member))).map(({ id }) => id),
    portfolio: async (count = '') => [await sharedPortfolio(services, cast, Number(count))],
    /** So many in one act: signed in both forms, and durable. */
    batch: async (count = '') => {
      const work = await times(String(Math.ceil(Number(count) / members.length)), () =>
        recordWork(services, cast),
      );
      const drafts = work
        .flatMap((one) => members.map((person) => draftFor(services, cast, person, one)))
        .slice(0, Number(count));
      const before = process.cpuUsage();
      const rows = await awardBadges(services, drafts);
      const { user, system } = process.cpuUsage(before);
      const failed = rows.find(({ outcome }) => outcome !== 'awarded');
      if (failed) throw new Error(`Not awarded: ${JSON.stringify(failed)}`);
      return [String(user + system)];
    },
  };
}

/** What a page costs beside its verifications. */
function remembering(judge: AwardJudge): AwardJudge {
  const judged = new Map<string, ReturnType<AwardJudge['judge']>>();
  const once = ({ judge }: Pick<AwardJudge, 'judge'>): Pick<AwardJudge, 'judge'> => ({
    judge(kpa, award, options) {
      const known = judged.get(award.id) ?? judge(kpa, award, options);
      judged.set(award.id, known);
      return known;
    },
  });
  return { ...judge, ...once(judge), forOnePage: () => once(judge) };
}
