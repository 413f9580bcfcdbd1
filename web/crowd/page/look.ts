// What the page itself looks like where its template says nothing. Every rule
// has no weight (:where), so that any rule of a template wins.
import { texts } from '../texts.ts';

const sheet = `
:where(html) { color-scheme: light dark; -webkit-text-size-adjust: 100%; }
:where(html[data-foureyes-light]) { color-scheme: only light; }
:where(body) {
  margin: 0;
  background: light-dark(#f5f6f8, #13171c);
  color: light-dark(#1b232e, #e9ecf0);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
  overflow-wrap: break-word;
}
:where(h1, h2, h3) { line-height: 1.3; }
:where(crowd-form > :first-child, body > form > :first-child) { margin-top: 0; }
:where(a) { color: light-dark(#0a665c, #63d2c2); }
:where(crowd-form, body > form) :where(img, video, canvas) { max-width: 100%; }
:where(crowd-form, body > form) :where(input, select, textarea, button) { font: inherit; max-width: 100%; }
:where(crowd-form, body > form) :where(input, progress, select) { accent-color: light-dark(#0a665c, #63d2c2); }
:where(crowd-form, body > form) :where(
  select, textarea, input:not([type=checkbox], [type=radio], [type=range], [type=file], [type=color],
  [type=submit], [type=button], [type=reset], [type=image], [type=hidden])
) {
  box-sizing: border-box;
  min-height: 40px;
  padding: 7px 10px;
  border: 1px solid light-dark(#7d8896, #7c8896);
  border-radius: 8px;
  background: light-dark(#fff, #1b2027);
  color: inherit;
}
:where(crowd-form, body > form) :where(button, [type=submit], [type=button], [type=reset]) {
  min-height: 40px;
  padding: 7px 16px;
  border: 1px solid light-dark(#7d8896, #7c8896);
  border-radius: 8px;
  background: light-dark(#fff, #1b2027);
  color: inherit;
  cursor: pointer;
}
:where(crowd-form, body > form) :where(input, select, textarea, button, a, summary):focus-visible {
  outline: 3px solid light-dark(#1558d6, #9ec1ff);
  outline-offset: 2px;
}
:where([data-foureyes-note]) { margin: 12px 0; font-weight: 600; color: light-dark(#a8201a, #ffb0a8); }
:where(#answers-box) { white-space: pre-wrap; overflow-wrap: anywhere; }
:where(body > form) { display: block; padding: 20px; }
`;

/** dressPage adds the look to a document. */
export function dressPage(doc: Document): void {
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  doc.adoptedStyleSheets = [...doc.adoptedStyleSheets, style];
}

/** paints tells whether style text sets colours by itself. */
export function paints(style: string): boolean {
  return /(^|[\s;{"'])(background(-color|-image)?|color)\s*:/i.test(style);
}

/**
 * keepPaintedLight keeps a page light whose template brings colours or style
 * sheets of its own: they were chosen on white, and half of a dark page would be
 * unreadable. A template that declares a color-scheme has thought of it.
 */
export function keepPaintedLight(doc: Document): void {
  if (doc.querySelector('meta[name="color-scheme"]')) return;
  const styles = [...doc.querySelectorAll('style')].some((element) => paints(element.textContent ?? ''));
  const inline = [...doc.querySelectorAll('[style]')].some((element) =>
    paints(element.getAttribute('style') ?? ''),
  );
  const coloured = doc.querySelector('link[rel~="stylesheet"], [bgcolor], font[color]') !== null;
  if (styles || inline || coloured) doc.documentElement.dataset['foureyesLight'] = '';
}

/**
 * namePage gives a page what screen readers ask for where its template has none:
 * a title, and the worker's own language, which is what they would read it in.
 */
export function namePage(doc: Document, language: string): void {
  if (doc.title.trim() === '') doc.title = texts.pageTitle;
  if (doc.documentElement.lang === '') doc.documentElement.lang = language;
}
