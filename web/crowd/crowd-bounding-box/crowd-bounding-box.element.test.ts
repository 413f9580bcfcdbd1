import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CrowdButton } from '../crowd-button/crowd-button.ts';
import { type Board, photo, setBoard } from '../testing/drawing.ts';
import { drawn, expectAccessible, inside, press } from '../testing/stage.ts';
import type { CrowdBoundingBox } from './crowd-bounding-box.ts';

let board: Board;
const open = async (attributes = `labels="['cup', 'plate',]"`, children = '') => {
  board = await setBoard('crowd-bounding-box', attributes, children);
  return board;
};
afterEach(() => board.stage.clear());

const two = `[{label: 'cup', left: 100, top: 100, width: 200, height: 150}, {label: 'plate', left: 360, top: 210, width: 180, height: 180}]`;
const size = { height: 480, width: 640 };
const cup = { height: 150, label: 'cup', left: 100, top: 100, width: 200 };
const plate = { height: 180, label: 'plate', left: 360, top: 210, width: 180 };
const boxes = () => board.tool.value['boundingBoxes'];
const choose = async (place: number) => {
  inside<HTMLElement>(board.tool, `.label-button:nth-of-type(${place})`).click();
  await drawn(board.stage.root);
};
const warning = () => inside(board.tool, '.warning').textContent;
const said = () => inside(board.tool, '[role="status"]').textContent;
const button = (id: string) => inside<HTMLButtonElement>(board.tool, `#${id}`);
const tap = async (id: string) => {
  button(id).click();
  await drawn(board.stage.root);
};

test('is accessible, empty and with boxes', async () => {
  await open(
    `labels="['cup', 'plate']" initial-value="${two}"`,
    '<short-instructions>Mark all.</short-instructions>',
  );
  const submit = inside<HTMLButtonElement>(inside(board.tool, 'crowd-button'), 'button');
  // Colours on their way would be looked at half done.
  await vi.waitFor(() => expect([submit.disabled, submit.getAnimations().length]).toEqual([false, 0]));
  await expectAccessible(board.stage.root);
});

test('the answer is boxes in the image’s own pixels', async () => {
  await open();
  await choose(1);
  await board.drag([
    [100, 100],
    [200, 180],
    [300, 250],
  ]);
  await choose(2);
  await board.drag([
    [540, 390],
    [360, 210],
  ]);
  board.stage.form().submit();
  expect(board.stage.answers).toEqual([
    { result: { boundingBoxes: [cup, plate], inputImageProperties: size } },
  ]);
});

test('a box can be drawn by two clicks, too', async () => {
  await open();
  await choose(1);
  await board.click(100, 100);
  expect(boxes()).toEqual([]);
  await board.click(300, 250);
  expect(boxes()).toEqual([cup]);
});

test('what lies outside is held at the edge of the image', async () => {
  await open();
  await choose(1);
  await board.drag([
    [600, 400],
    [700, 600],
  ]);
  expect(boxes()).toEqual([{ height: 80, label: 'cup', left: 600, top: 400, width: 40 }]);
});

test('a label has to be chosen first; of one label there is no choice', async () => {
  await open();
  await board.drag([
    [100, 100],
    [300, 250],
  ]);
  expect([boxes(), warning()]).toEqual([[], 'Choose a label first.']);
  board.stage.clear();
  await open(`labels="['cup']"`);
  await board.drag([
    [100, 100],
    [300, 250],
  ]);
  expect(boxes()).toEqual([cup]);
});

test('input and change are fired once for a box', async () => {
  await open();
  await choose(1);
  const heard: string[] = [];
  for (const type of ['input', 'change']) board.tool.addEventListener(type, () => heard.push(type));
  await board.drag([
    [100, 100],
    [200, 120],
    [300, 250],
  ]);
  expect(heard).toEqual(['input', 'change']);
});

describe('initial-value', () => {
  test.each([
    ['a list', two],
    ['an object', `{boundingBoxes: ${two}}`],
    [
      'strict JSON with numbers as texts',
      JSON.stringify([{ ...cup, left: '100' }, plate]).replaceAll('"', '&quot;'),
    ],
  ])('is %s', async (_, value) => {
    await open(`labels="['cup', 'plate']" initial-value="${value}"`);
    expect(board.tool.value).toEqual({
      boundingBoxes: [cup, plate],
      inputImageProperties: size,
      initialValueModified: false,
    });
  });

  test('changed and changed back', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    await board.key('Tab');
    await board.key('ArrowRight');
    expect(board.tool.value['initialValueModified']).toBe(true);
    await board.key('z', { ctrlKey: true });
    expect(board.tool.value['initialValueModified']).toBe(false);
  });

  test('an empty one is one', async () => {
    await open(`labels="['cup']" initial-value="[]"`);
    expect(board.tool.value).toHaveProperty('initialValueModified', false);
    board.stage.clear();
    await open(`labels="['cup']" initial-value=""`);
    expect(board.tool.value).not.toHaveProperty('initialValueModified');
  });

  test('boxes of unknown labels are hidden and no part of the answer, until the label is there', async () => {
    await open(`labels="['cup']" initial-value="${two}"`);
    expect(boxes()).toEqual([cup]);
    board.tool.labels = ['plate', 'cup'];
    await drawn(board.stage.root);
    expect(boxes()).toEqual([cup, plate]);
    expect(board.tool.getAttribute('labels')).toBe("['cup']");
  });

  test('what is no box is told', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await open(
      `labels="['cup']" initial-value="[{label: 'cup', left: 1}, 7, ${JSON.stringify(cup).replaceAll('"', "'")}]"`,
    );
    expect([boxes(), inside(board.tool, '.work .problem').textContent]).toEqual([
      [cup],
      'The attribute “initial-value” of crowd-bounding-box cannot be read: 2 shapes cannot be read',
    ]);
    log.mockRestore();
  });
});

describe('changing a box', () => {
  const one = `labels="['cup', 'plate']" initial-value="[{label:'cup',left:100,top:100,width:200,height:150}]"`;
  test.each<[string, [number, number][], object]>([
    [
      'its border moves it',
      [
        [200, 100],
        [230, 140],
      ],
      { left: 130, top: 140 },
    ],
    [
      'but not out of the image',
      [
        [200, 100],
        [-300, 90],
      ],
      { left: 0, top: 90 },
    ],
  ])('%s', async (_, path, want) => {
    await open(one);
    await board.drag(path);
    expect(boxes()).toEqual([{ ...cup, ...want }]);
  });

  test.each<[string, [number, number], [number, number], object]>([
    ['a corner', [300, 250], [340, 270], { width: 240, height: 170 }],
    ['a side', [300, 175], [260, 300], { width: 160 }],
    ['a corner over the opposite one', [300, 250], [60, 80], { left: 60, top: 80, width: 40, height: 20 }],
  ])('%s resizes it when it is selected', async (_, from, to, want) => {
    await open(one);
    await board.click(200, 100);
    await board.drag([from, to]);
    expect(boxes()).toEqual([{ ...cup, ...want }]);
  });

  test('too small, it goes back', async () => {
    await open(one);
    await board.click(200, 100);
    await board.drag([
      [300, 250],
      [100, 100],
    ]);
    expect([boxes(), warning()]).toEqual([[cup], 'That is too small.']);
  });

  test('in it, another one can be drawn', async () => {
    await open(one);
    await choose(2);
    await board.drag([
      [150, 150],
      [200, 200],
    ]);
    expect(boxes()).toEqual([cup, { height: 50, label: 'plate', left: 150, top: 150, width: 50 }]);
  });

  test('in the move mode its inside moves it, and what is beside it moves the image', async () => {
    await open(one);
    await tap('move');
    await board.drag([
      [200, 175],
      [210, 185],
    ]);
    expect(boxes()).toEqual([{ ...cup, left: 110, top: 110 }]);
    const before = board.at(0, 0).clientX;
    await board.drag([
      [500, 400],
      [450, 400],
    ]);
    expect(board.at(0, 0).clientX).toBeLessThan(before - 10);
    expect(boxes()).toHaveLength(1);
  });

  test('a label that is chosen while it is selected is its new one', async () => {
    await open(one);
    await board.click(200, 100);
    await board.key('2');
    expect(boxes()).toEqual([{ ...cup, label: 'plate' }]);
  });

  test('Delete, the button and the list delete', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    await board.click(200, 100);
    await board.key('Delete');
    expect(boxes()).toEqual([plate]);
    await tap('undo');
    inside<HTMLElement>(board.tool, '.list li:last-child .icon').click();
    expect(boxes()).toEqual([cup]);
    await board.click(200, 100);
    await tap('delete');
    expect(boxes()).toEqual([]);
  });

  test('undo and redo, by keys and buttons', async () => {
    await open();
    await choose(1);
    await board.drag([
      [100, 100],
      [300, 250],
    ]);
    await board.key('z', { ctrlKey: true });
    expect(boxes()).toEqual([]);
    await board.key('y', { ctrlKey: true });
    expect(boxes()).toEqual([cup]);
    await tap('undo');
    expect(button('undo').ariaDisabled).toBe('true');
    await tap('redo');
    expect(boxes()).toEqual([cup]);
  });

  test('of boxes on top of each other, another click takes the next', async () => {
    const same = `{left:100,top:100,width:200,height:150,label:`;
    await open(`labels="['cup','plate']" initial-value="[${same}'cup'},${same}'plate'}]"`);
    const selected = () => inside(board.tool, '.list .selected .text').textContent?.trim().split(' ')[0];
    const seen = [];
    for (let click = 0; click < 3; click++) {
      await board.click(150, 100);
      seen.push(selected());
    }
    expect(seen).toEqual(['plate', 'cup', 'plate']);
  });
});

describe('by keys alone', () => {
  test('the crosshair draws a box', async () => {
    await open();
    await board.key('1');
    await board.key('Enter');
    await board.key('ArrowLeft', { ctrlKey: true }, 2);
    await board.key('ArrowUp', { shiftKey: true }, 4);
    await board.key('ArrowRight', {}, 3);
    await board.key('Enter');
    await board.key('ArrowRight', { shiftKey: true }, 5);
    await board.key('ArrowDown', { shiftKey: true }, 2);
    await board.key('Enter');
    expect(boxes()).toEqual([{ height: 20, label: 'cup', left: 123, top: 200, width: 50 }]);
    expect(said()).toBe('Drawn: cup 1');
  });

  test('Tab goes through the boxes and then leaves', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    const tab = () => press('Tab', {}, inside(board.tool, '.stage')).defaultPrevented;
    expect([tab(), tab(), tab()]).toEqual([true, true, false]);
    await drawn(board.stage.root);
    expect(said()).toBe('');
  });

  test('after Escape, Tab leaves at once', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    const tab = () => press('Tab', {}, inside(board.tool, '.stage')).defaultPrevented;
    expect(tab()).toBe(true);
    await board.key('Escape');
    expect(tab()).toBe(false);
  });

  test('the crosshair draws on where something was selected', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    await board.key('2');
    for (const key of ['Tab', 'Enter', 'ArrowRight', 'Enter', 'ArrowRight']) await board.key(key);
    await board.key('ArrowDown', { shiftKey: true });
    await board.key('ArrowRight', { shiftKey: true });
    await board.key('Enter');
    expect(boxes()).toEqual([cup, plate, { height: 10, label: 'plate', left: 321, top: 240, width: 11 }]);
  });

  test('arrows move what is selected, V goes to its corners', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    await board.key('Tab');
    expect(said()).toBe('Selected: cup 1, 200 × 150 at 100, 100');
    await board.key('ArrowLeft');
    await board.key('ArrowDown', { shiftKey: true });
    await board.key('v');
    await board.key('ArrowUp', {}, 5);
    expect(boxes()).toEqual([{ ...cup, left: 99, top: 105, height: 155 }, plate]);
    await board.key('Escape');
    expect(board.tool.renderRoot.querySelector('.handles')).toBeNull();
  });

  test('keys in a text field of the instructions are text', async () => {
    await open(
      `labels="['cup']"`,
      '<short-instructions><input id="note" aria-label="note"></short-instructions>',
    );
    const text = board.stage.$('#note');
    expect(['1', 'Delete', 'f', ' '].map((key) => press(key, {}, text).defaultPrevented)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('completeness', () => {
  const submit = () => inside<CrowdButton>(board.tool, '[data-testid="crowd-submit"]');
  const nothing = () => inside<HTMLInputElement>(board.tool, '.nothing input');

  test('a box, or “Nothing to label”, is needed', async () => {
    await open();
    expect(submit().disabled).toBe(true);
    board.stage.form().submit();
    await drawn(board.stage.root);
    expect(inside(board.tool, '.send .problem').textContent).toContain('Draw at least one shape');
    nothing().click();
    await drawn(board.stage.root);
    expect(submit().disabled).toBe(false);
    board.stage.form().submit();
    expect(board.stage.answers).toEqual([{ result: { boundingBoxes: [], inputImageProperties: size } }]);
  });

  test('with a box there is something to label', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    expect([nothing().disabled, submit().disabled]).toEqual([true, false]);
  });

  test('a box that is half drawn holds the answer back; Escape gives it up', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    await choose(1);
    await board.click(20, 20);
    expect(submit().disabled).toBe(true);
    await board.key('Escape');
    expect(submit().disabled).toBe(false);
  });

  test('without its image there is no answer', async () => {
    board = await open();
    board.tool.setAttribute('src', 'data:image/png,broken');
    await vi.waitFor(() =>
      expect(inside(board.tool, '.note').textContent).toBe('The image cannot be shown.'),
    );
    board.stage.form().submit();
    expect(board.stage.answers).toEqual([]);
    board.tool.setAttribute('src', photo);
    await vi.waitFor(() => expect(board.tool.value['inputImageProperties']).toEqual(size));
  });
});

describe('its state', () => {
  test('disabled, it is no part of the answer and nobody changes it', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}" disabled`);
    await board.key('Tab');
    await board.key('Delete');
    expect([boxes(), inside<HTMLElement>(board.tool, '.stage').inert]).toEqual([[cup, plate], true]);
    board.stage.form().submit();
    expect(board.stage.answers).toEqual([{}]);
  });

  test('is kept in a draft once it was touched, and put back', async () => {
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    expect(board.tool.saveState()).toBeUndefined();
    await board.click(200, 100);
    await board.key('Delete');
    const draft = board.tool.saveState();
    board.stage.clear();
    await open(`labels="['cup', 'plate']" initial-value="${two}"`);
    board.tool.restoreState(draft ?? null);
    expect(board.tool.value).toMatchObject({ boundingBoxes: [plate], initialValueModified: true });
    board.stage.form().reset();
    expect(board.tool.value).toMatchObject({ boundingBoxes: [cup, plate], initialValueModified: false });
  });
});

describe('what scripts touch', () => {
  test('value and _submittableValue are live', async () => {
    await open();
    await choose(1);
    await board.drag([
      [100, 100],
      [300, 250],
    ]);
    expect(board.tool._submittableValue).toEqual(board.tool.value);
  });

  test('the colour of a label', async () => {
    await open(`labels="['cup', 'plate']" label-colors="['#ABCDEF']"`);
    expect((board.tool as CrowdBoundingBox).store.getState().label.labels).toEqual({
      cup: { color: '#ABCDEF' },
      plate: { color: '#1f77b4' },
    });
  });

  test('the surface and the delete button are found by class and id', async () => {
    await open();
    const surface = inside(board.tool, 'canvas.upper-canvas').getBoundingClientRect();
    expect(surface).toEqual(inside(board.tool, '.drawing').getBoundingClientRect());
    expect(button('delete')).toBeInstanceOf(HTMLButtonElement);
  });
});

describe('the view', () => {
  const width = () => inside(board.tool, '.picture').getBoundingClientRect().width;

  test('the wheel zooms at the pointer, F shows all', async () => {
    await open();
    const [before, place] = [width(), board.at(300, 250)];
    inside(board.tool, '.stage').dispatchEvent(
      new WheelEvent('wheel', { deltaY: -300, cancelable: true, ...place }),
    );
    await drawn(board.stage.root);
    expect(width()).toBeCloseTo(before * 2, 3);
    // A wheel event's place is in whole pixels.
    expect(Math.abs(board.at(300, 250).clientX - place.clientX)).toBeLessThan(1);
    await choose(1);
    await board.drag([
      [280, 240],
      [320, 260],
    ]);
    expect(boxes()).toEqual([{ height: 20, label: 'cup', left: 280, top: 240, width: 40 }]);
    await board.key('f');
    expect(width()).toBeCloseTo(before, 3);
  });

  test('Space and the middle button move it', async () => {
    await open();
    await choose(1);
    const before = board.at(0, 0).clientX;
    await board.drag(
      [
        [300, 200],
        [280, 200],
      ],
      { button: 1 },
    );
    const after = board.at(0, 0).clientX;
    expect(after).toBeLessThan(before - 5);
    await board.key(' ');
    await board.drag([
      [300, 200],
      [280, 200],
    ]);
    expect(board.at(0, 0).clientX).toBeLessThan(after - 5);
    press(' ', {}, document);
    document.dispatchEvent(new KeyboardEvent('keyup', { key: ' ' }));
    await board.drag([
      [100, 100],
      [300, 250],
    ]);
    expect(boxes()).toEqual([cup]);
  });

  test('two fingers zoom, and draw nothing', async () => {
    await open();
    await choose(1);
    const surface = inside(board.tool, '.stage');
    const before = width();
    const finger = (type: string, pointerId: number, x: number, y: number) =>
      surface.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          composed: true,
          pointerId,
          pointerType: 'touch',
          clientX: x,
          clientY: y,
        }),
      );
    const { clientX: x, clientY: y } = board.at(300, 200);
    finger('pointerdown', 1, x - 50, y);
    finger('pointerdown', 2, x + 50, y);
    finger('pointermove', 2, x + 150, y);
    finger('pointerup', 1, x - 50, y);
    finger('pointerup', 2, x + 150, y);
    await drawn(board.stage.root);
    expect(width()).toBeCloseTo(before * 2, 3);
    expect(boxes()).toEqual([]);
  });
});
