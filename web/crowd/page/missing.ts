// A part of the library that could not be fetched, on a page without a
// crowd-form, which would tell it.
import { arrivals } from '../chunks/arrivals.ts';
import { texts } from '../texts.ts';
import { enclosing } from './enclosing.ts';

/** tellMissing says on the page, for as long as it is so, that an element outside any crowd-form has not come. */
export function tellMissing(doc: Document): void {
  const line = doc.createElement('p');
  line.setAttribute('role', 'alert');
  line.dataset['foureyesNote'] = '';
  arrivals.watch(() => {
    line.textContent = texts.notLoaded;
    const lost = arrivals.missing(doc).find((element) => !enclosing(element, 'crowd-form'));
    if (lost && arrivals.failed(doc)) lost.before(line);
    else line.remove();
  });
}
