import { expect, test } from 'vitest';
import { cacheOf, namesAll, outdated, turnedTo, wayOf } from './rules.ts';

const origin = 'https://reviews.example.org';
const assets = ['/assets/portal-3fA9bQ2x.js', '/assets/favicon-DxSwVUoR.svg'];

test.each([
  ['GET', 'cors', '/assets/portal-3fA9bQ2x.js', 'kept first'],
  ['GET', 'no-cors', '/assets/favicon-DxSwVUoR.svg', 'kept first'],
  ['GET', 'cors', '/assets/portal-OtherOne.js', 'stays out'],
  ['GET', 'cors', '/assets/crowd-html-elements-3fA9bQ2x.js', 'stays out'],
  ['GET', 'cors', 'https://elsewhere.example.org/assets/portal-3fA9bQ2x.js', 'stays out'],
  ['GET', 'navigate', '/portal', 'network first'],
  ['GET', 'navigate', '/portal?workforce=a/b/c', 'network first'],
  ['GET', 'navigate', '/portal/tasks/01J', 'network first'],
  ['GET', 'navigate', '/portals', 'stays out'],
  ['POST', 'navigate', '/portal', 'stays out'],
  ['GET', 'cors', '/portal', 'stays out'],
  ['GET', 'navigate', '/console', 'stays out'],
  ['GET', 'navigate', '/logout', 'stays out'],
  ['GET', 'cors', '/api/v1/session', 'stays out'],
  ['GET', 'cors', '/api/v1/events', 'stays out'],
  ['GET', 'navigate', '/api/v1/assignments/01J/content', 'stays out'],
  ['GET', 'no-cors', '/media/bucket/photo.png', 'stays out'],
  ['POST', 'cors', '/assets/portal-3fA9bQ2x.js', 'stays out'],
])('%s %s of %s: %s', (method, mode, path, way) => {
  expect(wayOf({ method, mode, url: new URL(path, origin).href }, origin, assets)).toBe(way);
});

test('caches of other builds go, other people’s stay', () => {
  expect(outdated([cacheOf('a'), cacheOf('b'), 'images'], 'b')).toEqual([cacheOf('a')]);
});

test('a page is of the build whose files it loads', () => {
  const html = assets.map((asset) => `<link href="${asset}" />`).join('');
  expect([namesAll(html, assets), namesAll(html, [...assets, '/assets/portal-Newer123.js'])]).toEqual([
    true,
    false,
  ]);
});

test.each([
  [['/portal/tasks/01J', '/portal'], '/portal'],
  [['/console', '/portal/tasks/01J', '/portal/account'], '/portal/tasks/01J'],
  [['/console', '/portals'], undefined],
  [[], undefined],
])('of the windows %j a notification turns to %s', (paths, path) => {
  const found = turnedTo(paths.map((path) => ({ url: origin + path })));
  expect(found?.url).toBe(path && origin + path);
});
