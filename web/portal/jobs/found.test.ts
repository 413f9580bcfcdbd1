import { expect, test } from 'vitest';
import type { Job } from '../../api/worker.ts';
import { found } from './found.ts';

const job = (flowDefinitionName: string, taskTitle: string, ...taskKeywords: string[]) =>
  ({ flowDefinitionName, taskTitle, taskDescription: 'Look.', workteamName: 'clerks', taskKeywords }) as Job;

const jobs = [
  job('invoice-check', 'Check an Invoice', 'paper'),
  job('photo-check', 'Which product?', 'photo'),
];

test.each([
  ['', 2],
  ['  check ', 2],
  ['INVOICE paper', 1],
  ['paper photo', 0],
  ['clerks product', 1],
])('%j finds %d', (sought, count) => {
  expect(found(jobs, sought)).toHaveLength(count);
});
