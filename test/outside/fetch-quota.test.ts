import { describe, expect, it } from 'vitest';
import { createFetchQuota, type FetchLimits } from '../../src/outside/fetch-quota.ts';

const LIMITS = { atOnce: 5000, perHostAtOnce: 1, perAskerAtOnce: 5000, perHostPerMinute: 2 };

function create(changes: Partial<FetchLimits> = {}) {
  const quota = createFetchQuota({ ...LIMITS, ...changes, clock: () => new Date(0) });
  return (host: string) => quota.enter(host, 'somebody', 20);
}

describe('the memory of a fetch quota', () => {
  const visitOthers = async (enter: ReturnType<typeof create>) => {
    for (let host = 0; host < 1000; host += 1) (await enter(`host-${host}`))?.();
  };

  it('is bounded: the host visited longest ago is forgotten', async () => {
    const enter = create();
    (await enter('issuer.test'))?.();
    expect(await enter('issuer.test')).toBeUndefined();
    await visitOthers(enter);
    expect(await enter('issuer.test')).toBeTypeOf('function');
  });

  it('holds on to a host with a request under way', async () => {
    const enter = create({ perHostPerMinute: 10 });
    expect(await enter('issuer.test')).toBeTypeOf('function');
    await visitOthers(enter);
    expect(await enter('issuer.test')).toBeUndefined();
  });
});
