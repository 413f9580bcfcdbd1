import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Arrivals } from './arrivals.ts';
import type { Chunk } from './contents.ts';

const root = document.createElement('main');
beforeEach(() => document.body.append(root));
afterEach(() => {
  root.remove();
  root.replaceChildren();
  vi.restoreAllMocks();
});

/** late makes Arrivals of one chunk with two tags nobody has used, and counts how often it is loaded. */
let count = 0;
function late(load?: (attempt: number) => Promise<Chunk>) {
  const [one, two] = [`late-one-${++count}`, `late-two-${count}`];
  const make = vi.fn(
    load ??
      (async () => ({
        elements: [
          [one, class extends HTMLElement {}],
          [two, class extends HTMLElement {}],
        ] as const,
      })),
  );
  return { one, two, make, arrivals: new Arrivals({ [one]: 'both', [two]: 'both' }, { both: make }) };
}

test('a chunk is fetched once for all of its tags, and only where one is used', async () => {
  const { one, two, make, arrivals } = late();
  await arrivals.fetch(root);
  expect(make).not.toHaveBeenCalled();
  root.innerHTML = `<${one}></${one}><p><${two}></${two}></p>`;
  expect(arrivals.missing(root).map(({ localName }) => localName)).toEqual([one, two]);
  await Promise.all([arrivals.fetch(root), arrivals.fetch(root)]);
  expect([make.mock.calls, arrivals.missing(root), root.querySelectorAll(':not(:defined)').length]).toEqual([
    [[0]],
    [],
    0,
  ]);
});

test('what a script adds later is fetched too', async () => {
  const { one, arrivals } = late();
  arrivals.follow(document);
  const element = document.createElement(one);
  root.append(element);
  await customElements.whenDefined(one);
  expect(element.matches(':defined')).toBe(true);
});

test('a failure is told, ends the wait, and is tried again with another address when asked', async () => {
  const reported = vi.spyOn(window, 'reportError').mockImplementation(() => {});
  const heard: boolean[] = [];
  const { one, make, arrivals } = late(async (attempt) => {
    if (attempt === 0) throw new Error('no network');
    return { elements: [[one, class extends HTMLElement {}]] };
  });
  arrivals.watch(() => heard.push(arrivals.failed(root)));
  root.innerHTML = `<${one}></${one}>`;
  await arrivals.fetch(root);
  expect([heard, reported.mock.calls.length]).toEqual([[true], 1]);
  await arrivals.fetch(root);
  expect([heard, make.mock.calls, arrivals.missing(root)]).toEqual([[true, false], [[0], [1]], []]);
});

test('a failed chunk is tried again when the network is back', async () => {
  vi.spyOn(window, 'reportError').mockImplementation(() => {});
  const { one, arrivals } = late(async (attempt) => {
    if (attempt === 0) throw new Error('no network');
    return { elements: [[one, class extends HTMLElement {}]] };
  });
  root.innerHTML = `<${one}></${one}>`;
  await arrivals.fetch(root);
  arrivals.follow(document);
  dispatchEvent(new Event('online'));
  await customElements.whenDefined(one);
  expect(arrivals.failed(root)).toBe(false);
});
