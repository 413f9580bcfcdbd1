import { describe, expect, it } from 'vitest';
import { type PageName, pathOf, patterns, routeOf } from './routes.ts';

describe('routes', () => {
  it('reads what it writes, for every page', () => {
    for (const page of Object.keys(patterns) as PageName[]) {
      const names = patterns[page]
        .split('*')
        .slice(1)
        .map((_, at) => `a b/ü%${at}`);
      expect(routeOf(pathOf(page, ...names))).toMatchObject({ page, names });
    }
  });

  it('knows no page at other addresses', () => {
    expect(routeOf('/console/nothing')).toBeUndefined();
    expect(routeOf('/console/workflows/%')).toBeUndefined();
  });

  it('keeps the query', () => {
    expect(routeOf('/console/workflows', '?search=x')?.query.get('search')).toBe('x');
  });
});
