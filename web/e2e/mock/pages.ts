// Task pages as the server renders them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** crowdScript is the path of the built bundle. */
export function crowdScript(): string {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../dist/manifest.json'), 'utf8'));
  return manifest.assets['crowd-html-elements.js'];
}

/** page wraps a template the way a rendered fragment is served. */
export function page(template: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Task</title><script src="${crowdScript()}"></script></head><body>${template}</body></html>`;
}

/** blank is the page without a task that the next task's page is written into. */
export function blank(policy: string): string {
  return `<!doctype html><html lang=""><head><meta name="foureyes-task" content="blank"><meta name="foureyes-policy" content="${policy}"><script src="${crowdScript()}"></script></head><body></body></html>`;
}

/** photo is a picture without a file. */
const photo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="100%" role="img" aria-label="A cup"><rect width="320" height="200" fill="#dbe7e4"/><path d="M100 70h90v50a30 30 0 0 1-30 30h-30a30 30 0 0 1-30-30z" fill="#0a665c"/><path d="M190 82h14a18 18 0 0 1 0 36h-14" fill="none" stroke="#0a665c" stroke-width="10"/></svg>';

/** classifier is a task with one question and all regions. */
export const classifier = (name = 'product') => `<crowd-form>
  <crowd-classifier name="${name}" categories="['Cup', 'Plate', 'Bottle', 'Something else',]" header="Which product is on the photo?">
    <classification-target>${photo}<p>Order ${name}</p></classification-target>
    <short-instructions header="How to choose"><p>Choose the product that fills most of the photo.</p><ul><li>Ignore the background.</li><li>If there are two, choose the nearer one.</li></ul></short-instructions>
    <full-instructions header="Choosing products"><p>Take your time. A product that is cut off counts.</p></full-instructions>
  </crowd-classifier>
</crowd-form>`;

/** receipt is a task with fields to fill in. */
export const receipt = `<crowd-form>
  <h1>Check the receipt</h1>
  <crowd-input name="shop" label="Shop" value="Corner Books" required></crowd-input>
  <crowd-input name="total" label="Total" required error-message="Please type the total." allowed-pattern="[0-9.]" auto-validate></crowd-input>
  <crowd-text-area name="note" label="Anything unusual?" rows="3" max-rows="8" char-counter max-length="200"></crowd-text-area>
  <p><label><input type="checkbox" name="flags" value="handwritten"> Handwritten</label> <label><input type="checkbox" name="flags" value="torn"> Torn</label></p>
</crowd-form>`;
