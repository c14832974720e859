import { describe, expect, it } from 'vitest';
import { createFetchQuota } from '../../src/web/fetch-quota.ts';

const limits = { atOnce: 5000, perHostAtOnce: 1, perHostPerMinute: 1, clock: () => new Date(0) };

describe('the memory of a fetch quota', () => {
  const visitOthers = (quota: ReturnType<typeof createFetchQuota>) => {
    for (let host = 0; host < 1000; host += 1) quota.enter(`host-${host}`)?.();
  };

  it('is bounded: the host visited longest ago is forgotten', () => {
    const quota = createFetchQuota(limits);
    quota.enter('issuer.test')?.();
    expect(quota.enter('issuer.test')).toBeUndefined();
    visitOthers(quota);
    expect(quota.enter('issuer.test')).toBeTypeOf('function');
  });

  it('holds on to a host with a request under way', () => {
    const quota = createFetchQuota({ ...limits, perHostPerMinute: 10 });
    expect(quota.enter('issuer.test')).toBeTypeOf('function');
    visitOthers(quota);
    expect(quota.enter('issuer.test')).toBeUndefined();
  });
});
