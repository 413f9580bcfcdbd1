import { expect, test, vi } from 'vitest';
import { spareDraft, TabMemory } from './tab-memory.ts';

/** box is a Storage of so many characters. */
function box(room = 1000): Storage {
  const items = Object.create({
    getItem: (name: string) => items[name] ?? null,
    removeItem: (name: string) => delete items[name],
    setItem: (name: string, text: string) => {
      if (text.length > room) throw new DOMException('full', 'QuotaExceededError');
      items[name] = text;
    },
  });
  return items;
}

test('it gives back what was kept, and nothing after drop', () => {
  const memory = new TabMemory(() => storage);
  const storage = box();
  memory.set('a', { deep: [1] });
  expect(memory.get('a')).toEqual({ deep: [1] });
  memory.drop('a');
  expect(memory.get('a')).toBeUndefined();
});

test('clear forgets what is ours only', () => {
  const storage = box();
  storage.setItem('others', '1');
  const memory = new TabMemory(() => storage);
  memory.set('a', 1);
  memory.clear();
  expect(Object.keys(storage)).toEqual(['others']);
});

test('without room an old value does not stay', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const storage = box(10);
  const memory = new TabMemory(() => storage);
  memory.set('a', 'short');
  memory.set('a', 'much too long for it');
  expect(memory.get('a')).toBeUndefined();
});

test('a browser without storage keeps nothing and throws nothing', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const memory = new TabMemory(() => {
    throw new DOMException('no', 'SecurityError');
  });
  memory.set('a', 1);
  memory.clear();
  expect(memory.get('a')).toBeUndefined();
});

test('a spare draft is dropped only while it is the one that was saved', () => {
  vi.stubGlobal('sessionStorage', box());
  const spare = spareDraft('a-1');
  spare.keep({ fields: 1 });
  spare.keep({ fields: 2 });
  spare.drop({ fields: 1 });
  expect(spare.get()).toEqual({ fields: 2 });
  spare.drop({ fields: 2 });
  expect(spare.get()).toBeUndefined();
  spare.keep({ fields: 3 });
  spare.drop();
  expect(spare.get()).toBeUndefined();
  vi.unstubAllGlobals();
});
