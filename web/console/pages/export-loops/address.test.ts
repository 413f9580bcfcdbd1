import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

const place = { account: '000000000000', region: 'eu-west-1' };

it('asks for a format alone, or for a part', () => {
  const all = { format: 'csv', status: undefined, from: '', until: '' } as const;
  expect(addressOf(place, 'check', all)).toBe(
    '/api/v1/flow-definitions/check/export?account=000000000000&region=eu-west-1&format=csv',
  );
  const part = { format: 'parquet', status: 'Completed', from: '2026-01-02', until: '2026-02-01' } as const;
  expect(addressOf(place, 'check', part)).toContain(
    '&format=parquet&status=Completed&from=2026-01-02T00%3A00%3A00Z&until=2026-02-01T00%3A00%3A00Z',
  );
});
