import { css } from 'lit';

/** styles shows the text with its marks, and the short name above each. */
export const styles = css`
  .hint {
    margin: 0 0 12px;
    color: var(--muted);
    font-size: 14px;
  }

  .text {
    position: relative;
    padding: 14px 12px 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 17px;
    line-height: 2.1;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    cursor: text;
  }

  .text[inert] {
    color: var(--muted);
  }

  .entity {
    position: relative;
    padding-block: 2px;
    border-bottom: 3px solid var(--colour);
    border-radius: 3px;
    background: color-mix(in srgb, var(--colour) 22%, var(--surface));
    color: var(--ink);
    cursor: pointer;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }

  .entity.selected {
    outline: 2px solid var(--accent);
  }

  .tag {
    position: absolute;
    top: -1.1em;
    inset-inline-start: 0;
    display: flex;
    align-items: center;
    max-width: max(100%, 6ch);
    border-radius: 3px;
    background: var(--colour);
    color: var(--on-colour);
    font: 600 11px/1.4 var(--sans);
    white-space: nowrap;
    user-select: none;
    -webkit-user-select: none;
  }

  .entity:hover .tag,
  .entity.selected .tag {
    z-index: 1;
    max-width: none;
  }

  .short {
    padding-inline: 4px;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .remove {
    display: none;
    flex: none;
    min-width: 24px;
    min-height: 24px;
    margin: -4px 0;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: inherit;
    color: inherit;
    font: 700 16px/1 var(--sans);
    cursor: pointer;
  }

  .entity:hover .remove,
  .entity.selected .remove {
    display: block;
  }

  .text[inert] .remove {
    display: none;
  }

  .caret {
    position: absolute;
    width: 2px;
    background: var(--accent);
    pointer-events: none;
  }

  .text:not(:focus) .caret {
    display: none;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .tools {
    display: flex;
    gap: 2px;
    margin-top: 8px;
  }

  .tools .button[aria-disabled='true'] {
    color: var(--muted);
    opacity: 0.6;
  }

  .glyph {
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* Of hundreds of rows only those in sight are laid out. */
  .list li {
    content-visibility: auto;
    contain-intrinsic-height: auto 48px;
  }

  .text-of {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .text-of small {
    color: var(--muted);
  }
`;
