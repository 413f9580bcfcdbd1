// The portal's own keys. In a task they come with Alt+Shift, so that they never
// meet what a task page does with plain keys.
import type { KeyPress, Shortcut } from '../crowd/page/messages.ts';
import type { Route } from './routes.ts';
import { texts } from './texts.ts';

/** Action is what a key asks for. */
export type Action = 'shortcuts' | 'start' | 'jobs' | 'answers' | 'pause' | 'release' | 'decline';

interface Binding {
  view: Route['view'] | 'any';
  keys: string;
  does: string;
  action: Action;
  matches: (press: KeyPress) => boolean;
}

const plain = (key: string) => (press: KeyPress) =>
  press.key.toLowerCase() === key && !press.altKey && !press.ctrlKey && !press.metaKey;

// By place on the keyboard: with Alt the letter itself differs between systems.
const altShift = (code: string) => (press: KeyPress) =>
  press.code === code && press.altKey && press.shiftKey && !press.ctrlKey && !press.metaKey;

const bindings: Binding[] = [
  { view: 'jobs', keys: 'S', does: texts.startWorking, action: 'start', matches: plain('s') },
  { view: 'job', keys: 'S', does: texts.startWorking, action: 'start', matches: plain('s') },
  { view: 'jobs', keys: 'A', does: texts.answers, action: 'answers', matches: plain('a') },
  { view: 'job', keys: 'J', does: texts.backToJobs, action: 'jobs', matches: plain('j') },
  { view: 'answers', keys: 'J', does: texts.backToJobs, action: 'jobs', matches: plain('j') },
  {
    view: 'answer',
    keys: 'Alt+Shift+J',
    does: texts.backToAnswers,
    action: 'answers',
    matches: altShift('KeyJ'),
  },
  { view: 'task', keys: 'Alt+Shift+J', does: texts.backToJobs, action: 'jobs', matches: altShift('KeyJ') },
  { view: 'task', keys: 'Alt+Shift+P', does: texts.pause, action: 'pause', matches: altShift('KeyP') },
  { view: 'task', keys: 'Alt+Shift+R', does: texts.release, action: 'release', matches: altShift('KeyR') },
  { view: 'task', keys: 'Alt+Shift+D', does: texts.decline, action: 'decline', matches: altShift('KeyD') },
  { view: 'any', keys: '?', does: texts.showShortcuts, action: 'shortcuts', matches: plain('?') },
];

/** actionOf gives what a key press asks for in a view. */
export function actionOf(press: KeyPress, view: Route['view']): Action | undefined {
  return inView(view).find((binding) => binding.matches(press))?.action;
}

/** shortcutsOf lists the keys of a view. */
export function shortcutsOf(view: Route['view']): Shortcut[] {
  return inView(view).map(({ keys, does }) => ({ keys, does }));
}

function inView(view: Route['view']): Binding[] {
  return bindings.filter((binding) => binding.view === view || binding.view === 'any');
}
