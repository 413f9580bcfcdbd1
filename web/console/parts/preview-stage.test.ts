import { expect, test } from 'vitest';
import type { ToFrame } from '../../crowd/page/messages.ts';
import type { Listener } from '../../portal/frame.ts';
import { type Heard, type Page, PreviewStage } from './preview-stage.ts';

/** FakePage is a page that answers when it is told to. */
class FakePage implements Page {
  hear: Listener = () => {};
  closed = false;
  readonly sent: ToFrame[] = [];
  give: (draft: unknown) => void = () => {};

  readonly open = (hear: Listener): Page => {
    this.hear = hear;
    return this;
  };
  send(message: ToFrame): void {
    this.sent.push(message);
  }
  draft(): Promise<unknown> {
    return new Promise((resolve) => {
      this.give = resolve;
    });
  }
  close(): void {
    this.closed = true;
  }
  start(): void {
    this.hear({ type: 'ready', shortcuts: [] });
    this.hear({ type: 'started' });
  }
}

function setStage() {
  const heard: Heard[] = [];
  return { heard, stage: new PreviewStage((message) => heard.push(message)) };
}

test('what is filled in goes over to the next page', async () => {
  const { stage, heard } = setStage();
  const [first, second] = [new FakePage(), new FakePage()];
  await stage.show(first.open, 'filled');
  first.start();
  const shown = stage.show(second.open, 'filled');
  first.give('typed');
  await shown;
  second.start();
  expect([first.closed, second.sent]).toEqual([true, [{ type: 'start', draft: 'typed' }]]);
  expect(heard.map(({ type }) => type)).toEqual(['opened', 'started', 'opened', 'started']);
});

test('of pages asked for in a row the last one comes', async () => {
  const { stage } = setStage();
  const [first, second, third] = [new FakePage(), new FakePage(), new FakePage()];
  await stage.show(first.open, 'filled');
  first.start();
  const overtaken = stage.show(second.open, 'filled');
  const giveFirst = first.give;
  const last = stage.show(third.open, 'filled');
  first.give('typed');
  await last;
  giveFirst('late');
  await overtaken;
  third.start();
  second.start();
  expect([second.sent, third.sent]).toEqual([[], [{ type: 'start', draft: 'typed' }]]);
});

test('a page that is overtaken before it starts hands on what it was given, and nobody waits for it', async () => {
  const { stage } = setStage();
  const [first, second, third] = [new FakePage(), new FakePage(), new FakePage()];
  await stage.show(first.open, 'filled');
  first.start();
  const shown = stage.show(second.open, 'filled');
  first.give('typed');
  await shown;
  await stage.show(third.open, 'filled');
  third.start();
  expect([second.closed, third.sent]).toEqual([true, [{ type: 'start', draft: 'typed' }]]);
});

test('whoever begins empty gets an empty page at once, and hears no more of the old one', async () => {
  const { stage, heard } = setStage();
  const [first, second] = [new FakePage(), new FakePage()];
  await stage.show(first.open, 'filled');
  first.start();
  await stage.show(second.open, 'empty');
  first.hear({ type: 'silent' });
  second.start();
  expect([second.sent, heard.at(-1)]).toEqual([[{ type: 'start' }], { type: 'started' }]);
});

test('nothing comes after the end', async () => {
  const { stage } = setStage();
  const [first, second] = [new FakePage(), new FakePage()];
  await stage.show(first.open, 'filled');
  first.start();
  const shown = stage.show(second.open, 'filled');
  stage.close();
  first.give('typed');
  await shown;
  second.start();
  expect([first.closed, second.sent]).toEqual([true, []]);
});
