import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CrowdButton } from '../crowd-button/crowd-button.ts';
import { type Board, photo } from '../testing/drawing.ts';
import { decode, eventually, paintedPng, paintedPngOf, setMask, without } from '../testing/masks.ts';
import { drawn, expectAccessible, inside } from '../testing/stage.ts';
import type { CrowdSemanticSegmentation } from './crowd-semantic-segmentation.ts';

let board: Board<CrowdSemanticSegmentation>;
const open = async (attributes = `labels="['sky', 'road']"`) => {
  board = await setMask('crowd-semantic-segmentation', attributes);
};
afterEach(() => {
  board.stage.clear();
  vi.restoreAllMocks();
});

const size = { height: 480, width: 640 };
const [green, blue] = ['#2ca02c', '#1f77b4'];
const button = (id: string) => inside<HTMLButtonElement>(board.tool, `#${id}`);
const press = async (id: string) => {
  button(id).click();
  await drawn(board.stage.root);
};
const label = async (place: number) => {
  board.tool.renderRoot.querySelectorAll<HTMLElement>('.label-button')[place]?.click();
  await drawn(board.stage.root);
};
const brush = async (diameter: number) => {
  const slider = inside<HTMLInputElement>(board.tool, '#size');
  slider.value = String(diameter);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await drawn(board.stage.root);
};
const warning = () => inside(board.tool, '.warning').textContent;
const said = () => inside(board.tool, '[role="status"]').textContent;
const mappings = () => board.tool.value['labelMappings'];
/** shown is what the canvas over the image shows at one of its points. */
const shown = (x: number, y: number) => {
  const canvas = inside<HTMLCanvasElement>(board.tool, 'canvas.upper-canvas');
  const { left, top } = canvas.getBoundingClientRect();
  const { clientX, clientY } = board.at(x, y);
  const ratio = canvas.width / canvas.getBoundingClientRect().width;
  const place = [(clientX - left) * ratio, (clientY - top) * ratio].map(Math.floor) as [number, number];
  return [...(canvas.getContext('2d')?.getImageData(...place, 1, 1).data ?? [])];
};
const pane = [0x2c, 0xa0, 0x2c, 255];

test('is accessible, empty and painted', async () => {
  await open(`labels="['sky', 'road']" header="What is where?"`);
  await expectAccessible(board.tool);
  await label(0);
  await board.drag([
    [100, 100],
    [200, 100],
  ]);
  await board.key('Enter');
  await expectAccessible(board.tool);
});

describe('painting', () => {
  test('a stroke gives exact pixels and the colours of the labels in use', async () => {
    await open();
    await label(0);
    await brush(1);
    await board.drag([
      [100.5, 50.5],
      [109.5, 50.5],
    ]);
    const { value } = board.tool;
    expect(without(value)).toEqual({ inputImageProperties: size, labelMappings: { sky: { color: green } } });
    const picture = await decode(value);
    expect([picture.width, picture.height, picture.count]).toEqual([
      640,
      480,
      { none: 640 * 480 - 10, [green as string]: 10 },
    ]);
    expect([picture.at(99, 50), picture.at(100, 50), picture.at(109, 50), picture.at(110, 50)]).toEqual([
      'none',
      green,
      green,
      'none',
    ]);
  });

  test('a click paints a dab; another label goes over it, unless what is there is kept', async () => {
    await open();
    await label(0);
    await brush(2);
    await board.click(300, 200);
    expect((await decode(board.tool.value)).count[green as string]).toBe(4);
    await board.key('2');
    await press('keep');
    await brush(4);
    await board.click(300, 200);
    expect((await decode(board.tool.value)).count).toMatchObject({
      [green as string]: 4,
      [blue as string]: 8,
    });
    await board.key('k');
    await board.click(300, 200);
    expect((await decode(board.tool.value)).count).toEqual({ none: 640 * 480 - 12, [blue as string]: 12 });
    expect(mappings()).toEqual({ road: { color: blue } });
  });

  test('the eraser takes away, E and B change the tool', async () => {
    await open();
    await label(0);
    await brush(10);
    await board.click(300, 200);
    await board.key('e');
    expect(button('eraser').getAttribute('aria-pressed')).toBe('true');
    await brush(60);
    await board.click(300, 200);
    expect(mappings()).toEqual({});
    await board.key('b');
    await board.click(300, 200);
    expect(mappings()).toEqual({ sky: { color: green } });
  });

  test('without a label it says so', async () => {
    await open();
    await board.click(300, 200);
    expect([warning(), mappings()]).toEqual(['Choose a label first.', {}]);
  });

  test('an only label is chosen from the start', async () => {
    await open(`labels="['sky']"`);
    await board.click(300, 200);
    expect(mappings()).toEqual({ sky: { color: green } });
  });

  test('an outline is filled; its corners are taken back one by one', async () => {
    await open();
    await label(0);
    await press('polygon');
    for (const [x, y] of [
      [100, 100],
      [300, 100],
      [300, 200],
      [200, 400],
    ] as const)
      await board.click(x, y);
    await board.key('z', { ctrlKey: true });
    await board.click(100, 200);
    await board.click(102, 101);
    expect((await decode(board.tool.value)).count[green as string]).toBe(200 * 100);
    await board.key('z', { ctrlKey: true });
    expect(mappings()).toEqual({});
    await board.key('y', { ctrlKey: true });
    expect(mappings()).toEqual({ sky: { color: green } });
  });

  test('an outline that is not closed holds the answer back, and can be given up', async () => {
    await open();
    await label(0);
    await brush(3);
    await board.click(10, 10);
    await press('polygon');
    await board.click(100, 100);
    await board.key('Enter');
    expect(warning()).toBe('More points are needed.');
    board.stage.form().submit();
    await drawn(board.stage.root);
    expect(inside(board.tool, '.send .problem').textContent).toContain('Finish or cancel the outline');
    await press('cancel');
    board.stage.form().submit();
    await eventually(() => expect(board.stage.answers).toHaveLength(1));
  });

  test('an area is filled as far as it has one label', async () => {
    await open();
    await label(0);
    await press('polygon');
    for (const [x, y] of [
      [100, 0],
      [102, 0],
      [102, 480],
      [100, 480],
    ] as const)
      await board.click(x, y);
    await press('finish');
    await label(1);
    await board.key('g');
    await board.click(50, 50);
    expect((await decode(board.tool.value)).count).toEqual({
      none: (640 - 102) * 480,
      [green as string]: 2 * 480,
      [blue as string]: 100 * 480,
    });
    await board.click(50, 50);
    expect(warning()).toBe('There is nothing to fill here.');
  });

  test('each stroke is one step of undo and redo', async () => {
    await open();
    await label(0);
    await board.drag([
      [100, 100],
      [200, 100],
      [300, 150],
    ]);
    const [one] = [await decode(board.tool.value)];
    await board.click(500, 300);
    await press('undo');
    expect((await decode(board.tool.value)).count).toEqual(one?.count);
    await press('undo');
    expect([mappings(), button('undo').getAttribute('aria-disabled')]).toEqual([{}, 'true']);
    await press('redo');
    expect((await decode(board.tool.value)).count).toEqual(one?.count);
  });

  test('a second finger takes the stroke back and moves the image', async () => {
    await open();
    await label(0);
    const surface = inside(board.tool, '.stage');
    const finger = (type: string, pointerId: number, x: number, y: number) =>
      surface.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          composed: true,
          pointerId,
          pointerType: 'touch',
          ...board.at(x, y),
        }),
      );
    finger('pointerdown', 1, 300, 200);
    finger('pointermove', 1, 320, 200);
    expect(mappings()).toEqual({ sky: { color: green } });
    finger('pointerdown', 2, 400, 200);
    finger('pointerup', 1, 320, 200);
    finger('pointerup', 2, 400, 200);
    await drawn(board.stage.root);
    expect(mappings()).toEqual({});
  });
});

describe('what is seen', () => {
  test('labels lie over the image in their colour, from the first move on', async () => {
    await open();
    await label(0);
    expect(shown(300, 200)).toEqual([0, 0, 0, 0]);
    inside(board.tool, '.stage').dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, pointerId: 1, ...board.at(300, 200) }),
    );
    expect(shown(300, 200)).toEqual(pane);
    window.dispatchEvent(new PointerEvent('pointerup', { pointerId: 1, ...board.at(300, 200) }));
    await drawn(board.stage.root);
    expect([shown(300, 200), shown(400, 200)]).toEqual([pane, [0, 0, 0, 0]]);
  });

  test('they follow the view, can be hidden, and come back with a stroke', async () => {
    await open();
    await label(0);
    await brush(40);
    await board.click(300, 200);
    await board.key('+', {}, 3);
    expect([shown(300, 200), shown(330, 200)]).toEqual([pane, [0, 0, 0, 0]]);
    await board.key('h');
    expect(shown(300, 200)).toEqual([0, 0, 0, 0]);
    await board.click(330, 200);
    expect(shown(300, 200)).toEqual(pane);
  });

  test('the opacity is the canvas’s, not the answer’s', async () => {
    await open();
    const slider = inside<HTMLInputElement>(board.tool, '.sliders label:last-child input');
    slider.value = '80';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await drawn(board.stage.root);
    expect(inside<HTMLElement>(board.tool, 'canvas.upper-canvas').style.opacity).toBe('0.8');
  });

  test('the brush is shown where it would paint', async () => {
    await open();
    await brush(41);
    const surface = inside(board.tool, '.stage');
    surface.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, ...board.at(300.2, 200.7) }));
    const ring = inside(board.tool, '.brush .edge').getBoundingClientRect();
    const { clientX, clientY } = board.at(300.5, 200.5);
    expect(ring.left + ring.width / 2).toBeCloseTo(clientX, 1);
    expect(ring.top + ring.height / 2).toBeCloseTo(clientY, 1);
    surface.dispatchEvent(new PointerEvent('pointerleave'));
    expect(inside(board.tool, '.brush .edge').getAttribute('r')).toBe('0');
  });
});

describe('by keys alone', () => {
  test('Enter sets the brush down, arrows paint, Enter lifts it', async () => {
    await open();
    await board.key('1');
    await brush(1);
    await board.key('Enter');
    expect(said()).toBe('at 320, 240');
    await board.key('Enter');
    await board.key('ArrowRight', {}, 3);
    await board.key('ArrowDown', { shiftKey: true });
    await board.key('Enter');
    expect(said()).toBe('Brush lifted.');
    await board.key('ArrowRight', { ctrlKey: true });
    const picture = await decode(board.tool.value);
    expect(picture.count[green as string]).toBe(4 + 10);
    expect([picture.at(320, 240), picture.at(323, 250), picture.at(423, 250)]).toEqual([
      green,
      green,
      'none',
    ]);
    await board.key('z', { ctrlKey: true });
    expect(mappings()).toEqual({});
  });

  test('Escape takes the stroke back, then hides the crosshair, then is free', async () => {
    await open();
    await board.key('1');
    await board.key('Enter', {}, 2);
    await board.key('ArrowRight', {}, 3);
    await board.key('Escape');
    expect([mappings(), said()]).toEqual([{}, 'Cancelled.']);
    expect(board.tool.renderRoot.querySelector('.crosshair')).not.toBeNull();
    await board.key('Escape');
    expect(board.tool.renderRoot.querySelector('.crosshair')).toBeNull();
  });

  test('an outline by corners, closed at the same place again', async () => {
    await open();
    await board.key('1');
    await board.key('p');
    await board.key('Enter', {}, 2);
    await board.key('ArrowRight', { shiftKey: true }, 4);
    await board.key('Enter');
    await board.key('ArrowDown', { shiftKey: true }, 2);
    await board.key('Enter', {}, 2);
    expect((await decode(board.tool.value)).count[green as string]).toBe((40 * 20) / 2);
  });

  test('G fills at the crosshair; brackets change the brush', async () => {
    await open();
    await board.key('2');
    await board.key('g');
    await board.key('Enter', {}, 2);
    expect((await decode(board.tool.value)).count).toEqual({ [blue as string]: 640 * 480 });
    await board.key('b');
    await board.key('[', {}, 30);
    expect(said()).toBe('Brush size: 1 pixel');
    await board.key(']');
    expect(said()).toBe('Brush size: 2 pixels');
  });

  test('arrows on a slider are the slider’s', async () => {
    await open();
    await board.key('1');
    await board.key('Enter');
    const event = new KeyboardEvent('keydown', {
      key: 'ArrowRight',
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    inside(board.tool, '#size').dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('the initial value', () => {
  const initial = async (...boxes: [string, number, number, number, number][]) => {
    const src = await paintedPng(...boxes);
    return `initial-value="{labelMappings: {road: {color: '#123456'}, grass: {color: '#00ff00'}}, src: '${src}'}"`;
  };

  test('is read by its colours, which stay the labels’ own', async () => {
    await open(
      `labels="['sky', 'road']" ${await initial(['#123456', 10, 20, 30, 40], ['#fff', 0, 0, 5, 5])}`,
    );
    const { value } = board.tool;
    expect(without(value)).toEqual({
      initialValueModified: false,
      inputImageProperties: size,
      labelMappings: { road: { color: '#123456' } },
    });
    expect((await decode(value)).count).toEqual({ none: 640 * 480 - 1200, '#123456': 1200 });
  });

  test('counts as modified while its pixels differ', async () => {
    await open(`labels="['sky', 'road']" ${await initial(['#123456', 10, 20, 30, 40])}`);
    await label(1);
    await brush(1);
    await board.click(11, 21);
    expect(board.tool.value['initialValueModified']).toBe(false);
    await board.click(100.5, 100.5);
    expect(board.tool.value['initialValueModified']).toBe(true);
    await board.key('z', { ctrlKey: true });
    expect(board.tool.value['initialValueModified']).toBe(false);
  });

  test('has pixels of a label that the tool does not have: they come with the label', async () => {
    await open(
      `labels="['sky', 'road']" ${await initial(['#00ff00', 0, 0, 10, 10], ['#123456', 20, 0, 10, 10])}`,
    );
    expect((await decode(board.tool.value)).count).toEqual({ none: 640 * 480 - 100, '#123456': 100 });
    board.tool.labels = ['grass'];
    expect((await decode(board.tool.value)).count).toEqual({ none: 640 * 480 - 100, '#00ff00': 100 });
    expect(mappings()).toEqual({ grass: { color: '#00ff00' } });
  });

  test('of a stray colour gets the nearest label, and the console is told', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await open(`labels="['sky', 'road']" ${await initial(['#133557', 0, 0, 10, 10])}`);
    expect(mappings()).toEqual({ road: { color: '#123456' } });
    expect(warned.mock.calls[0]?.[0]).toContain('100 pixels');
  });

  test('is taken as an answer, too', async () => {
    await open();
    await label(0);
    await board.click(300, 200);
    const before = board.tool.value;
    board.stage.clear();
    await open(
      `labels="['sky', 'road']" initial-value="${JSON.stringify(before).replaceAll('"', '&quot;')}"`,
    );
    expect(board.tool.value).toEqual({ ...before, initialValueModified: false });
  });

  test.each([
    ['of another size', 'the earlier labels have 64 × 48 pixels, the image 640 × 480'],
    ['that cannot be loaded', 'the earlier labels cannot be loaded'],
    ['that is no picture', 'decode'],
    ['without a picture', 'an object with src'],
  ])('%s is told', async (kind, text) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const sources: Record<string, string> = {
      'of another size': await paintedPngOf(64, 48),
      'that cannot be loaded': `${location.origin}/no-such-picture.png`,
      'that is no picture': 'data:text/plain,hello',
      'without a picture': '',
    };
    if (kind === 'that cannot be loaded')
      vi.spyOn(window, 'fetch').mockResolvedValue(new Response('', { status: 404, statusText: 'Not Found' }));
    await open(`labels="['sky']" initial-value="{labelMappings: {}, src: '${sources[kind]}'}"`);
    expect(inside(board.tool, '.work > .problem').textContent).toContain(text);
  });
});

describe('completeness', () => {
  const submit = () => inside<CrowdButton>(board.tool, '[data-testid="crowd-submit"]');

  test('a label, or “Nothing to label”, is needed', async () => {
    await open();
    expect(submit().disabled).toBe(true);
    board.stage.form().submit();
    await drawn(board.stage.root);
    expect(inside(board.tool, '.send .problem').textContent).toContain('Paint at least one label');
    inside<HTMLInputElement>(board.tool, '.nothing input').click();
    await drawn(board.stage.root);
    expect(submit().disabled).toBe(false);
    board.stage.form().submit();
    await eventually(() => expect(board.stage.answers).toHaveLength(1));
    const [answer] = board.stage.answers as { result: { [key: string]: never } }[];
    expect(without(answer?.result ?? {})).toEqual({ inputImageProperties: size, labelMappings: {} });
    expect((await decode(answer?.result)).count).toEqual({ none: 640 * 480 });
  });

  test('the answer has what was painted last, whatever is still being compressed', async () => {
    await open();
    await label(0);
    await board.drag([
      [10, 10],
      [600, 400],
    ]);
    const { value } = board.tool;
    board.stage.form().submit();
    await eventually(() => expect(board.stage.answers).toEqual([{ result: value }]));
  });

  test('disabled, it is no part of the answer and nobody changes it', async () => {
    const src = await paintedPng(['#123456', 10, 20, 30, 40]);
    await open(
      `labels="['road']" disabled initial-value="{labelMappings:{road:{color:'#123456'}},src:'${src}'}"`,
    );
    await board.key('e');
    await board.key('Enter', {}, 2);
    await board.key('Enter');
    expect([mappings(), inside<HTMLElement>(board.tool, '.stage').inert]).toEqual([
      { road: { color: '#123456' } },
      true,
    ]);
    board.stage.form().submit();
    await eventually(() => expect(board.stage.answers).toEqual([{}]));
  });

  test('without its image there is no answer', async () => {
    await open();
    board.tool.setAttribute('src', 'data:image/png,broken');
    await eventually(() =>
      expect(inside(board.tool, '.note').textContent).toBe('The image cannot be shown.'),
    );
    board.stage.form().submit();
    expect(board.stage.answers).toEqual([]);
    board.tool.setAttribute('src', photo);
    await eventually(() => expect(board.tool.value['inputImageProperties']).toEqual(size));
  });
});

describe('drafts', () => {
  test('bring back what was painted, over the initial value', async () => {
    const src = await paintedPng(['#123456', 10, 20, 30, 40]);
    const attributes = `labels="['sky', 'road']" initial-value="{labelMappings:{road:{color:'#123456'}},src:'${src}'}"`;
    await open(attributes);
    expect(board.tool.saveState()).toBeUndefined();
    await label(0);
    await board.click(300, 200);
    const [draft, value] = [board.tool.saveState(), board.tool.value];
    board.stage.clear();
    await open(attributes);
    board.tool.restoreState(draft ?? null);
    expect(board.tool.saveState()).toEqual(draft);
    await eventually(() => expect(board.tool.value).toEqual(value));
    expect(board.tool.saveState()).toEqual(draft);
    expect(board.tool.value['initialValueModified']).toBe(true);
    board.stage.form().reset();
    await eventually(() => expect(mappings()).toEqual({ road: { color: '#123456' } }));
    expect(board.tool.value['initialValueModified']).toBe(false);
  });
});

describe('what scripts touch', () => {
  test('value and _submittableValue are live, also during a stroke', async () => {
    await open();
    await label(0);
    inside(board.tool, '.stage').dispatchEvent(
      new PointerEvent('pointerdown', { bubbles: true, pointerId: 1, ...board.at(300, 200) }),
    );
    expect(mappings()).toEqual({ sky: { color: green } });
    expect(board.tool._submittableValue).toEqual(board.tool.value);
    window.dispatchEvent(new PointerEvent('pointerup', { pointerId: 1, ...board.at(300, 200) }));
  });

  test('labels that are assigned keep the pixels of those that stay', async () => {
    await open();
    await label(1);
    await board.click(300, 200);
    board.tool.labels = ['tree', 'road'];
    expect(mappings()).toEqual({ road: { color: blue } });
    board.tool.labels = ['tree'];
    expect(mappings()).toEqual({});
    board.tool.labels = ['sky', 'road'];
    expect(mappings()).toEqual({ road: { color: blue } });
  });

  test('colours that the page gives; none is white, and none is there twice', async () => {
    await open(`labels="['a', 'b', 'c']" label-colors="['#FFF', '#ABCDEF', '#abcdef']"`);
    await brush(2);
    for (const place of [0, 1, 2]) {
      await label(place);
      await board.click(100 + 50 * place, 100);
    }
    expect(mappings()).toEqual({ a: { color: '#2ca02c' }, b: { color: '#abcdef' }, c: { color: '#ff7f0e' } });
  });

  test('the surface and the buttons are found by class and id', async () => {
    await open();
    const surface = inside(board.tool, 'canvas.upper-canvas').getBoundingClientRect();
    expect(surface).toEqual(inside(board.tool, '.drawing').getBoundingClientRect());
    expect(button('polygon')).toBeInstanceOf(HTMLButtonElement);
  });
});
