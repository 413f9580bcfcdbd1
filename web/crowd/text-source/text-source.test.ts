import { expect, test } from 'vitest';
import { isLink } from './text-source.ts';

const page = 'https://review.example.org/tasks/1';

test.each([
  ['/media/bucket/a.txt?token=x', true],
  [' /media/bucket/a%20b.txt?v=1&token=x\n', true],
  ['https://review.example.org/media/bucket/a.txt?token=x', true],
  ['/objects/bucket/a.txt', true],
  ['/media/bucket/a.txt', false],
  ['https://other.example.org/media/bucket/a.txt?token=x', false],
  ['//other.example.org/media/bucket/a.txt?token=x', false],
  ['https://review.example.org/portal?token=x', false],
  ['/media/../portal?token=x', false],
  ['see /media/bucket/a.txt?token=x', false],
  ['s3://bucket/a.txt', false],
  ['', false],
])('%j: %s', (text, want) => {
  expect(isLink(text, page)).toBe(want);
});
