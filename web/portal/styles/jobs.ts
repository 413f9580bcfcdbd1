import { css } from 'lit';

/** jobStyles is the list of jobs and of held tasks. */
export const jobStyles = css`
  .page {
    width: min(960px, 100%);
    margin: 0 auto;
    padding: clamp(16px, 3vw, 32px) clamp(12px, 3vw, 24px) 80px;
  }

  .page-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-bottom: 16px;
  }

  .page h1 {
    margin: 0;
    font: 700 26px/1.3 var(--sans);
  }

  .page section {
    margin-bottom: 28px;
  }

  .page section > h2 {
    margin: 0;
    font: 650 18px/1.4 var(--sans);
  }

  .page section > p {
    margin: 0 0 10px;
  }

  .cards {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 12px 24px;
    align-items: center;
    padding: 18px 20px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
  }

  .card.row {
    padding: 12px 20px;
    border-inline-start: 4px solid var(--accent);
  }

  .card h2,
  .card h3 {
    margin: 0;
    font: 650 17px/1.4 var(--sans);
    overflow-wrap: anywhere;
  }

  .description {
    display: -webkit-box;
    margin: 2px 0 0;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 6px 0 0;
    color: var(--muted);
    font-size: 14px;
  }

  .facts .name {
    overflow-wrap: anywhere;
  }

  .keywords {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 10px 0 0;
    padding: 0;
    list-style: none;
  }

  .keywords li {
    padding: 1px 10px;
    border-radius: 999px;
    background: var(--sunken);
    color: var(--muted);
    font-size: 13px;
  }

  .card-act {
    display: grid;
    gap: 8px;
    justify-items: end;
    text-align: end;
  }

  .notify {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 40px;
    margin-top: 16px;
    color: var(--muted);
    font-size: 14px;
  }

  .notify input {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }

  .search {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 16px;
    margin: 0 0 12px;
    font-size: 14px;
    font-weight: 600;
  }

  .search p {
    display: grid;
    flex: 1 1 220px;
    gap: 4px;
    max-width: 360px;
    margin: 0;
  }

  .search :is(input, select) {
    min-height: 40px;
    padding: 6px 12px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-weight: 400;
  }

  .answer-note {
    margin: 0;
    padding: 8px 16px;
    background: var(--sunken);
    font-size: 14px;
  }

  .answer-note pre {
    max-height: 40vh;
    margin: 8px 0 0;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .count {
    margin: 0;
    color: var(--accent);
    font-weight: 650;
    white-space: nowrap;
  }

  .count.none {
    color: var(--muted);
    font-weight: 400;
  }

  .count small {
    display: block;
    color: var(--muted);
    font-size: 13px;
    font-weight: 400;
  }

  .empty {
    display: grid;
    gap: 4px;
    place-items: center;
    padding: 64px 20px;
    border: 1px dashed var(--edge);
    border-radius: 12px;
    color: var(--muted);
    text-align: center;
  }

  .empty h2 {
    margin: 0;
    color: var(--ink);
    font: 650 18px/1.4 var(--sans);
  }

  .empty p {
    max-width: 46ch;
    margin: 0;
  }

  .page .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }

  .page .notice p {
    margin: 0;
  }

  @media (max-width: 600px) {
    .card {
      grid-template-columns: minmax(0, 1fr);
      padding: 16px;
    }

    .card-act {
      grid-template-columns: 1fr auto;
      align-items: center;
      justify-items: start;
      text-align: start;
    }
  }
`;
