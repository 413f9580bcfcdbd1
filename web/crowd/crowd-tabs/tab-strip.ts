import { css, html, type TemplateResult } from 'lit';
import { stepOf } from '../crowd-radio-group/steps.ts';

/** tabLook styles a row of tabs. */
export const tabLook = css`
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-bottom: 16px;
    border-bottom: 1px solid var(--line);
  }

  .tab {
    min-height: 44px;
    margin: 0 0 -1px;
    padding: 8px 16px;
    border: 0;
    border-bottom: 3px solid transparent;
    background: none;
    color: var(--muted);
    font: 600 15px/1.4 var(--sans);
    cursor: pointer;
  }

  .tab:hover {
    color: var(--ink);
  }

  .tab[aria-selected='true'] {
    border-color: var(--accent);
    color: var(--accent);
  }
`;

/**
 * tabStrip draws a row of tabs. A click opens one; arrow keys, Home and End go to
 * another and open it.
 */
export function tabStrip(
  captions: readonly string[],
  shown: number,
  open: (place: number) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const row = event.currentTarget as HTMLElement;
    const next = placeAfter(event, shown, captions.length, getComputedStyle(row).direction === 'rtl');
    if (next === undefined) return;
    event.preventDefault();
    open(next);
    row.querySelectorAll<HTMLElement>('.tab')[next]?.focus();
  };
  return html`<div class="tabs" role="tablist" @keydown=${onKey}>
    ${captions.map(
      (caption, place) => html`<button
        type="button"
        role="tab"
        class="tab"
        aria-selected=${String(place === shown)}
        tabindex=${place === shown ? 0 : -1}
        @click=${() => open(place)}
      >
        ${caption}
      </button>`,
    )}
  </div>`;
}

function placeAfter(
  event: KeyboardEvent,
  shown: number,
  count: number,
  rightToLeft: boolean,
): number | undefined {
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return count - 1;
  const step = event.key === 'ArrowUp' || event.key === 'ArrowDown' ? 0 : stepOf(event, rightToLeft);
  return step === 0 ? undefined : (shown + step + count) % count;
}
