import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ImageView } from '../image-view/image-view.ts';
import { drawn, expectAccessible, inside, press, type Stage, setStage } from '../testing/stage.ts';
import type { CrowdImageClassifier } from './crowd-image-classifier.ts';

let stage: Stage;
/** picture is an image of 200 by 100 pixels. */
const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="teal"/></svg>')}`;
const open = async (attributes = '', children = '') => {
  stage = await setStage(
    `<crowd-form><crowd-image-classifier name="check" src="${picture}" header="Is it right?" categories="['good', 'bad']" ${attributes}>${children}</crowd-image-classifier></crowd-form>`,
  );
  const tool = stage.$<CrowdImageClassifier>('crowd-image-classifier');
  const view = inside<ImageView>(tool, 'foureyes-image');
  await vi.waitFor(() => expect(inside<HTMLImageElement>(view, '.image').naturalWidth).toBe(200));
  await drawn(tool.shadowRoot as ShadowRoot);
  return { tool, view };
};
afterEach(() => stage.clear());
const commenting =
  '<worker-comment header="Tell us more" link-text="Say why" placeholder="Because">One sentence is enough.</worker-comment>';

test('is accessible, with labels over the image and a comment', async () => {
  await open(
    `overlay="{boundingBox: {labels: ['cup'], value: [{label: 'cup', left: 10, top: 20, width: 30, height: 40}]}}"`,
    commenting,
  );
  await expectAccessible(stage.root);
});

test('answers like crowd-classifier', async () => {
  const { tool } = await open('initial-value="bad"');
  expect(tool.value).toEqual({ label: 'bad' });
  press('1');
  stage.form().submit();
  expect(stage.answers).toEqual([{ check: { label: 'good' } }]);
});

describe('the comment', () => {
  const write = async (tool: CrowdImageClassifier, text: string, then: '.save' | '.cancel') => {
    inside<HTMLElement>(tool, '.comment-link').click();
    inside<HTMLTextAreaElement>(tool, '#comment-text').value = text;
    inside<HTMLElement>(tool, then).click();
    await drawn(stage.root);
  };

  test('is asked for only where the template wants one', async () => {
    const { tool } = await open();
    expect(tool.shadowRoot?.querySelector('.comment-link')).toBeNull();
  });

  test('shows its guidance, and goes into the answer when it is saved', async () => {
    const { tool } = await open('initial-value="good"', commenting);
    const link = inside<HTMLElement>(tool, '.comment-link');
    expect([link.textContent?.trim(), inside(tool, '#comment-title').textContent]).toEqual([
      'Say why',
      'Tell us more',
    ]);
    link.click();
    expect(stage.$('worker-comment').checkVisibility()).toBe(true);
    expect(inside<HTMLTextAreaElement>(tool, '#comment-text').placeholder).toBe('Because');
    await write(tool, ' edges are sharp ', '.save');
    stage.form().submit();
    expect(stage.answers).toEqual([{ check: { label: 'good', workerComment: 'edges are sharp' } }]);
  });

  test('is forgotten when it is cancelled', async () => {
    const { tool } = await open('initial-value="good"', commenting);
    await write(tool, 'no', '.cancel');
    expect(tool.value).toEqual({ label: 'good' });
  });

  test('is kept in drafts, with a choice and without one, and goes at a reset', async () => {
    const { tool } = await open('', commenting);
    await write(tool, 'why', '.save');
    expect(tool.saveState()).toEqual({ comment: 'why' });
    press('2');
    const state = tool.saveState();
    stage.form().reset();
    expect([state, tool.value, tool.saveState()]).toEqual([
      { comment: 'why', chosen: 'bad' },
      undefined,
      undefined,
    ]);
    tool.restoreState({ comment: 'why', chosen: 'bad' });
    expect(tool.value).toEqual({ label: 'bad', workerComment: 'why' });
  });
});

describe('the overlay', () => {
  test('draws boxes in pixels of the image, and tells their labels', async () => {
    const { view } = await open(
      `overlay="{boundingBox: {labels: ['cup', 'pan'], value: [{label: 'pan', left: 10, top: 20, width: 30, height: 40}]}}"`,
    );
    await vi.waitFor(() => inside(view, 'rect'));
    const rect = inside(view, 'rect');
    const numbers = ['x', 'y', 'width', 'height'].map((name) => Number(rect.getAttribute(name)));
    expect([inside(view, '.boxes').getAttribute('viewBox'), numbers]).toEqual([
      '0 0 200 100',
      [10, 20, 30, 40],
    ]);
    expect([...(view.shadowRoot?.querySelectorAll('.legend li') ?? [])].map((li) => li.textContent)).toEqual([
      'cup',
      'pan',
    ]);
  });

  test.each([
    `{semanticSegmentation: {labels: ['sky'], labelMappings: {sky: {color: '#1f77b4'}}, src: '${picture}'}}`,
    `{instanceSegmentation: {labels: ['sky'], instances: [{color: '#1f77b4', label: 'sky'}], src: '${picture}'}}`,
  ])('lays an image over the image, which can be hidden: %s', async (overlay) => {
    const { view } = await open(`overlay="${overlay}"`);
    expect(inside<HTMLImageElement>(view, 'img.cover').src).toBe(picture);
    expect(inside(view, '.legend').textContent?.trim()).toBe('sky');
    inside<HTMLElement>(view, 'button.cover').click();
    await view.updateComplete;
    expect(view.shadowRoot?.querySelector('img.cover')).toBeNull();
  });

  test('that is of no known kind is told', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { tool } = await open('overlay="{something: {}}"');
    expect(inside(tool, '.work .problem').textContent).toContain('“overlay” of crowd-image-classifier');
    log.mockRestore();
  });
});

describe('the image', () => {
  const scaleOf = (view: Element) => new DOMMatrix(getComputedStyle(inside(view, '.picture')).transform).a;

  test('is enlarged by buttons and keys, moved by arrows, and fits again', async () => {
    const { view } = await open();
    const frame = inside<HTMLElement>(view, '.window');
    inside<HTMLElement>(view, '[aria-label="Zoom in"]').click();
    await view.updateComplete;
    expect(scaleOf(view)).toBe(1.5);
    press('+', {}, frame);
    press('ArrowRight', {}, frame);
    await view.updateComplete;
    const { a, e } = new DOMMatrix(getComputedStyle(inside(view, '.picture')).transform);
    expect([a, e < 0]).toEqual([2.25, true]);
    press('f', {}, frame);
    await view.updateComplete;
    expect(scaleOf(view)).toBe(1);
    inside<HTMLElement>(view, '[aria-label="Zoom out"]').click();
    await view.updateComplete;
    expect(scaleOf(view)).toBe(1);
  });

  test('Ctrl and the wheel zoom where the pointer is, the wheel alone is the page’s', async () => {
    const { view } = await open();
    const frame = inside<HTMLElement>(view, '.window');
    const { left, top } = frame.getBoundingClientRect();
    const wheel = (ctrlKey: boolean) => {
      const event = new WheelEvent('wheel', {
        deltaY: -300,
        ctrlKey,
        clientX: left + 200,
        clientY: top + 100,
        cancelable: true,
      });
      frame.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect([wheel(false), wheel(true)]).toEqual([false, true]);
    await view.updateComplete;
    const { a, e } = new DOMMatrix(getComputedStyle(inside(view, '.picture')).transform);
    expect(a).toBeCloseTo(Math.E, 2);
    expect(e).toBeCloseTo(200 * (1 - Math.E), 1);
  });

  test('that cannot be loaded is told', async () => {
    const { view } = await open();
    view.src = 'data:image/png;base64,AAAA';
    await vi.waitFor(() => expect(inside(view, '.problem').textContent).toBe('The image cannot be shown.'));
  });

  test('digits typed while it has the focus still choose', async () => {
    const { tool, view } = await open();
    const frame = inside<HTMLElement>(view, '.window');
    frame.focus();
    press('2', {}, frame);
    expect(tool.value).toEqual({ label: 'bad' });
  });
});
