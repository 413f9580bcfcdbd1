// A blank page: the portal loads one while a worker is busy with a task, and writes
// the next task's page into it. The elements are there by then. All else begins
// where that page loads the library, as in a page that was loaded with it.
import { Channel } from './channel.ts';

/** library is the path of this script, while it runs for the first time. */
const library = pathOf(document.currentScript);

/** isBlank tells whether a document waits for a task's page. */
export function isBlank(doc: Document): boolean {
  return doc.querySelector('meta[name="foureyes-task"][content="blank"]') !== null;
}

/** awaitPage tells the portal that a blank page is here, takes the page that it is to show, and calls begin where that loads the library. */
export async function awaitPage(win: Window, begin: () => void): Promise<void> {
  const channel = new Channel(win, (message) => {
    if (message.type === 'fill') write(win.document, message.html, once(begin));
  });
  const policy = win.document.querySelector<HTMLMetaElement>('meta[name="foureyes-policy"]')?.content ?? '';
  if (await channel.connected) channel.send({ type: 'blank', policy });
}

// Opening the document again forgets its listeners and keeps its scripts' world. The
// parser then does all that it does with a page from the network.
function write(doc: Document, html: string, begin: () => void): void {
  doc.open();
  // Where the page forbids the script in the library's place, it begins at its end.
  doc.addEventListener('DOMContentLoaded', begin, { once: true });
  doc.write(library === undefined ? html : html.replaceAll(library, inItsPlace(begin)));
  doc.close();
}

// A script that the parser has to wait for, as for the library: Chromium calls a
// document complete too early when it is closed and nothing holds its parser up.
function inItsPlace(begin: () => void): string {
  Object.assign(globalThis, { foureyesBegin: begin });
  return URL.createObjectURL(new Blob(['foureyesBegin()'], { type: 'text/javascript' }));
}

function once(begin: () => void): () => void {
  let begun = false;
  return () => {
    if (!begun) begin();
    begun = true;
  };
}

function pathOf(script: HTMLOrSVGScriptElement | null): string | undefined {
  return script instanceof HTMLScriptElement && script.src ? new URL(script.src).pathname : undefined;
}
