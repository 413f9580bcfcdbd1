import { expect, test } from 'vitest';
import { passwordTokenOf, pathOf, returnOf, routeOf, signInTokenOf, workforceOf } from './routes.ts';

test.each([
  ['/portal', { view: 'jobs' }],
  ['/portal/', { view: 'jobs' }],
  ['/portal/account', { view: 'account' }],
  ['/portal/account/', { view: 'account' }],
  ['/portal/tasks/a-1', { view: 'task', id: 'a-1' }],
  ['/portal/tasks/a%2Fb/', { view: 'task', id: 'a/b' }],
  ['/portal/jobs/j-1', { view: 'job', id: 'j-1' }],
  ['/portal/answers', { view: 'answers' }],
  ['/portal/answers/a-1', { view: 'answer', id: 'a-1' }],
  ['/portal/answers/', { view: 'answers' }],
  ['/portal/tasks/', { view: 'jobs' }],
  ['/portal/tasks/%E0%A4%A', { view: 'jobs' }],
  ['/portal/elsewhere', { view: 'jobs' }],
])('%s is %j', (path, want) => {
  expect(routeOf(path)).toEqual(want);
});

test('paths and routes are each other’s inverse', () => {
  for (const id of ['7', 'a/b', 'ü ?#'])
    for (const view of ['task', 'job', 'answer'] as const)
      expect(routeOf(pathOf({ view, id }))).toEqual({ view, id });
  for (const view of ['jobs', 'answers'] as const) expect(routeOf(pathOf({ view }))).toEqual({ view });
});

test.each([
  ['#sign-in=abc', 'abc'],
  ['#sign-in=a%2Bb', 'a+b'],
  ['#sign-in=', undefined],
  ['#other=abc', undefined],
  ['', undefined],
])('the fragment %j holds %j', (fragment, want) => {
  expect(signInTokenOf(fragment)).toBe(want);
});

test.each([
  ['#invitation=abc', { token: 'abc', invitation: true }],
  ['#password=a%2Bb', { token: 'a+b', invitation: false }],
  ['#password=', undefined],
  ['#sign-in=abc', undefined],
  ['', undefined],
])('the fragment %j lets choose a password: %j', (fragment, want) => {
  expect(passwordTokenOf(fragment)).toEqual(want);
});

test('the account page has its address', () => {
  expect(pathOf({ view: 'account' })).toBe('/portal/account');
});

test('an address may be for the people of one workforce', () => {
  expect(workforceOf('?workforce=000000000000%2Feu-west-1%2Fmine&to=%2Fconsole')).toBe(
    '000000000000/eu-west-1/mine',
  );
  expect(workforceOf('')).toBeUndefined();
});

test.each([
  ['?to=%2Fconsole', '/console'],
  ['?to=%2Fconsole%2Fworkflows%2Fa%3Fb', '/console/workflows/a?b'],
  ['?to=https%3A%2F%2Felsewhere.example%2Fconsole', undefined],
  ['?to=%2F%2Felsewhere.example%2Fconsole', undefined],
  ['?to=%2Fconsoles', undefined],
  ['', undefined],
])('after signing in with %j one goes to %j', (search, want) => {
  expect(returnOf(search)).toBe(want);
});
