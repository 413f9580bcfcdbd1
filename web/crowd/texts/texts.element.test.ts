import { afterEach, describe, expect, test } from 'vitest';
import { type Stage, setStage } from '../testing/stage.ts';
import { english, languageAmong, texts } from '../texts.ts';
import { german } from './german.ts';
import { plural, polish } from './polish.ts';

let stage: Stage | undefined;
afterEach(() => {
  stage?.clear();
  document.documentElement.lang = '';
});

test.each([
  [['de'], 'de'],
  [['de-AT', 'en'], 'de'],
  [['PL'], 'pl'],
  [['fr', 'pl-PL', 'de'], 'pl'],
  [['', 'en-US'], 'en'],
  [['fr'], 'en'],
  [['constructor'], 'en'],
  [[], 'en'],
])('of %j the language is %s', (wanted, want) => {
  expect(languageAmong(wanted)).toBe(want);
});

test('the page’s language decides, also when it is named late', async () => {
  expect(texts.submit).toBe('Submit');
  document.documentElement.lang = 'de-CH';
  stage = await setStage('<crowd-form><crowd-input name="a" required></crowd-input></crowd-form>');
  expect(stage.form().shadowRoot?.querySelector('crowd-button')?.textContent?.trim()).toBe('Absenden');
  document.documentElement.lang = 'pl';
  expect(texts.submit).toBe('Wyślij');
});

describe.each([
  ['German', german],
  ['Polish', polish],
])('%s', (_, translation) => {
  test('says every sentence, and takes in what varies', () => {
    const said = (catalogue: object) =>
      Object.entries(catalogue).map(([key, text]) => [
        key,
        typeof text === 'function' ? String(text(7, 8)).match(/7|8/g)?.sort() : typeof text,
      ]);
    expect(said(translation)).toEqual(said(english));
    for (const text of Object.values(translation))
      if (typeof text === 'string') expect(text.trim()).not.toBe('');
  });
});

test.each([
  [1, 'znak'],
  [2, 'znaki'],
  [4, 'znaki'],
  [5, 'znaków'],
  [12, 'znaków'],
  [14, 'znaków'],
  [22, 'znaki'],
  [0, 'znaków'],
])('Polish: %d %s', (count, want) => {
  expect(plural(count, 'znak', 'znaki', 'znaków')).toBe(want);
});
