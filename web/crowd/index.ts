// The bundle that worker task templates load by one classic script tag: it
// defines the elements, dresses the page, and joins it to the portal.
import { arrivals } from './chunks/arrivals.ts';
import { defineElements, tags } from './elements.ts';
import { awaitPage, isBlank } from './page/blank.ts';
import { dressPage, keepPaintedLight, namePage } from './page/look.ts';
import { tellMissing } from './page/missing.ts';
import { giveSubmit } from './page/plain-form.ts';
import { announceReady, parsed } from './page/ready.ts';
import { Task } from './page/task.ts';
import { watchTriggers } from './page/triggers.ts';

async function start(): Promise<void> {
  dressPage(document);
  tellMissing(document);
  arrivals.follow(document);
  watchTriggers(window);
  const task = new Task(window);
  await parsed(document);
  giveSubmit(document);
  namePage(document, navigator.language);
  keepPaintedLight(document);
  await announceReady(document, tags);
  await task.ready();
}

// A template may load the library twice; the first copy serves.
if (!customElements.get('crowd-form')) {
  defineElements();
  void (isBlank(document) ? awaitPage(window, () => void start()) : start());
}
