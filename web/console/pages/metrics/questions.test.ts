import { expect, test } from 'vitest';
import { everyStep, membersOf, type Span, since, valueAt } from './questions.ts';

const day: Span = { id: '7d', hours: 24 * 7, unit: 'day' };

test('a span begins on a whole day or hour', () => {
  const now = new Date('2026-11-22T06:51:28Z');
  expect(since(day, now)).toBe('2026-11-15 00:00:00');
  expect(since({ id: '24h', hours: 24, unit: 'hour' }, now)).toBe('2026-11-21 06:00:00');
});

test('days on which nothing happened are 0', () => {
  const from = Date.parse('2026-11-20T00:00:00Z') / 1000;
  const filled = everyStep(new Map([[from + 86_400, 5]]), day, from, from + 2 * 86_400 + 60);
  expect(filled.values).toEqual([0, 5, 0]);
});

test('members of answers are found and read', () => {
  const answers = [
    { damage: { label: 'Broken ' }, note: 'x' },
    { damage: { label: 'Whole' }, list: [1] },
  ];
  expect(membersOf(answers)).toEqual(['damage.label', 'note']);
  expect(valueAt(answers[0], 'damage.label')).toBe('Broken');
  expect(valueAt({ sure: { on: true } }, 'sure.on')).toBe('true');
  expect(valueAt(answers[0], 'damage.colour')).toBeUndefined();
  expect(valueAt(null, 'damage')).toBeUndefined();
});
