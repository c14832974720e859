/**
 * What an award is worth before it is shown or given to anybody outside: one judge for every page
 * and every address (docs/adr/0019). Who writes in the database can make it « sans réponse », and
 * nothing else.
 */
import type { Verification } from '../credentials/verify/verify.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import type { Award, Kpa, Store } from '../storage/store.ts';
import type { Addresses } from '../badges/addresses.ts';
import type { AwardRows } from './award-rows.ts';
import type { Doubt, Judgement, AwardJudge } from './judgement.ts';
import { differencesOf, isCredentialOf } from './signed-award.ts';
import { formsOf, keysIn } from './forms.ts';

interface Services {
  readonly store: Store;
  readonly addresses: Addresses;
  readonly awardRows: AwardRows;
  readonly keys: { publicKeys(kpaId: string): Promise<readonly PublicKey[]> };
  readonly verifyCredential: (
    credential: unknown,
    question: { readonly isNewest: true; readonly holderName?: string },
  ) => Promise<Verification>;
  readonly log: { error(details: object, message: string): void };
}

/** Against who makes ever new faults for us to tell of. */
const MOST_TOLD = 1_000;

export function createJudge(services: Services): AwardJudge {
  const told = new Set<string>();

  function tell(
    { slug }: Kpa,
    { id, mac, version = 0 }: Award & { version?: number },
    why: string,
  ) {
    const fault = [id, version, mac, why].join(' ');
    if (told.has(fault) || told.size >= MOST_TOLD) return;
    told.add(fault);
    const message = 'An award is not as it was signed: without an answer';
    services.log.error({ kpa: slug, awardId: id, why }, message);
  }

  async function doubtOf(kpa: Kpa, award: Award): Promise<Doubt | undefined> {
    const why = await faultsOf(services, kpa, award);
    if (why.length === 0) return undefined;
    tell(kpa, award, why.join(', '));
    const [form] = formsOf(award);
    const isForeign = !form || !isCredentialOf(form, award, { ...services, kpa });
    return { why, isForeign };
  }

  return {
    doubtOf,
    async judge(kpa, award, { holderName } = {}) {
      const [form] = formsOf(award);
      const verification = await services.verifyCredential(form?.text ?? '', {
        isNewest: true,
        ...(holderName !== undefined && { holderName }),
      });
      const doubt =
        (await doubtOf(kpa, award)) ?? (await lostSignature(services, award, verification));
      if (doubt) tell(kpa, award, doubt.why.join(', '));
      const answer = answerOf(award, verification, doubt);
      return { verification: inAgreement(verification, answer), doubt, answer };
    },
  };
}

/** What is wrong with the row, without asking whether the signature is right. */
async function faultsOf(
  { store, addresses, awardRows }: Services,
  kpa: Kpa,
  award: Award,
): Promise<readonly string[]> {
  const [doubt, list, holder] = await Promise.all([
    awardRows.doubt(award),
    store.statusLists(kpa.id).findById(award.statusListId),
    store.people(kpa.id).findById(award.personId),
  ]);
  const around = { addresses, kpa, listNumber: list?.number, holderName: holder?.name };
  const forms = formsOf(award);
  const differences = forms.map((form) => differencesOf(form, award, around));
  return [
    ...(doubt === undefined ? [] : [`row: ${doubt}`]),
    ...(forms.length === 0 ? ['form'] : []),
    ...differences.flatMap((names, at) =>
      names.map((name) => (at === 0 ? name : `${forms[at]?.format.name ?? ''}: ${name}`)),
    ),
  ];
}

/**
 * The row is ours, and yet the signature that we stored with it does not verify: something of ours
 * was lost, unless we disowned the key ourselves.
 */
async function lostSignature(
  { keys }: Services,
  award: Award,
  { summary }: Verification,
): Promise<Doubt | undefined> {
  if (summary.authentic !== 'no') return undefined;
  const used = keysIn(award);
  const all = await keys.publicKeys(award.kpaId);
  const isDisowned = all.some(
    ({ fragment, state }) => state === 'revoked' && used.includes(fragment),
  );
  return isDisowned ? undefined : { why: ['signature'], isForeign: false };
}

/** A list that is behind our own mark says of a revoked badge that it stands. */
function inAgreement(verification: Verification, answer: Judgement['answer']): Verification {
  const { summary, checks } = verification;
  if (answer !== 'revoked' || summary.standing === 'revoked') return verification;
  return {
    ...verification,
    summary: { ...summary, standing: 'revoked' },
    checks: checks.filter(({ id }) => id !== 'status'),
  };
}

function answerOf(
  award: Award,
  { summary }: Verification,
  doubt: Doubt | undefined,
): Judgement['answer'] {
  const authentic = summary.authentic === 'yes' && doubt?.isForeign !== true;
  // A revocation that is signed counts, whatever else somebody wrote.
  if (authentic && summary.standing === 'revoked') return 'revoked';
  if (doubt) return 'unknown';
  // Marked by us: the list that says so to others follows.
  if (award.standing === 'revoked') return 'revoked';
  if (!authentic) return 'unknown';
  if (summary.standing === 'valid') return 'sound';
  return summary.standing === 'expired' ? 'ended' : 'unknown';
}
