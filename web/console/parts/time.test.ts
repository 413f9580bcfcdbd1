import { describe, expect, it } from 'vitest';
import { dateOf, since } from './time.tsx';

const now = new Date('2026-01-02T12:00:00Z');

describe('times', () => {
  it('reads both ways in which the APIs write them', () => {
    expect(dateOf(1_767_355_200).toISOString()).toBe('2026-01-02T12:00:00.000Z');
    expect(dateOf('2026-01-02T12:00:00Z').getTime()).toBe(now.getTime());
  });

  it('says how long ago in the largest unit that fits', () => {
    expect(since(new Date('2026-01-02T10:00:01Z'), now)).toBe('1 hour ago');
    expect(since(new Date('2025-12-30T12:00:00Z'), now)).toBe('3 days ago');
    expect(since(new Date('2026-01-02T12:05:00Z'), now)).toBe('in 5 minutes');
    expect(since(now, now)).toBe('now');
  });
});
