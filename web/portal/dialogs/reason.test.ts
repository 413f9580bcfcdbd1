import { expect, test } from 'vitest';
import { texts } from '../texts.ts';
import { mostWords } from './confirm.ts';
import { reasonOf } from './reason.ts';

test.each([
  [[], '', ''],
  [[], ' Blurred. ', 'Blurred.'],
  [['I cannot see it'], '', 'I cannot see it'],
  [['I cannot see it', 'I do not know it'], 'Blurred.', 'I cannot see it; I do not know it; Blurred.'],
])('%j and %j are %j', (ticked, words, want) => {
  expect(reasonOf(ticked, words)).toBe(want);
});

test('all reasons with many words fit into what the server takes', () => {
  expect(reasonOf(texts.declineReasons, 'x'.repeat(mostWords)).length).toBeLessThanOrEqual(1000);
});
