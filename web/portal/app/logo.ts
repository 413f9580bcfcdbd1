import { html, type TemplateResult } from 'lit';

/** logo is the mark of the product, for the eye alone. */
export function logo(): TemplateResult {
  return html`<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <circle cx="11" cy="16" r="8" fill="none" stroke="currentColor" stroke-width="3" />
    <circle cx="21" cy="16" r="8" fill="none" stroke="currentColor" stroke-width="3" />
    <circle cx="11" cy="16" r="2.5" fill="currentColor" />
    <circle cx="21" cy="16" r="2.5" fill="currentColor" />
  </svg>`;
}
