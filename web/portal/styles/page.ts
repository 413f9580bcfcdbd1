import { css } from 'lit';

/** pageStyles is the frame of the portal: page, header, sign-in, messages. */
export const pageStyles = css`
  html {
    color-scheme: light dark;
  }

  html,
  body {
    height: 100%;
  }

  body {
    margin: 0;
    background: var(--page);
    color: var(--ink);
    font: 16px/1.5 var(--sans);
    overflow-wrap: break-word;
  }

  portal-app {
    display: flex;
    flex-direction: column;
    min-height: 100%;
  }

  main {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
  }

  portal-jobs,
  portal-account,
  portal-task,
  portal-answer {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  h1:focus,
  h2:focus {
    outline: none;
  }

  .muted {
    color: var(--muted);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 6px clamp(12px, 3vw, 24px);
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }

  .brand {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    border-radius: var(--radius-small);
    color: var(--ink);
    font-weight: 700;
    text-decoration: none;
  }

  .logo {
    flex: none;
    color: var(--accent);
  }

  .who {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
  }

  .who .worker {
    flex: 0 1 auto;
    display: block;
    min-width: 3em;
    overflow: hidden;
    color: var(--muted);
    font-size: 14px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .who .button {
    flex: none;
    font-size: 14px;
  }

  .welcome {
    flex: none;
    width: min(420px, calc(100% - 32px));
    margin: clamp(32px, 14vh, 140px) auto 32px;
    padding: clamp(20px, 5vw, 36px);
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
    box-shadow: var(--shadow);
  }

  .welcome h1 {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0 0 4px;
    font: 700 24px/1.3 var(--sans);
  }

  .welcome > p {
    margin: 0 0 20px;
  }

  .sign-in {
    display: grid;
    gap: 6px;
  }

  .sign-in label {
    margin-top: 6px;
    font-size: 14px;
    font-weight: 600;
  }

  .sign-in .secret {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 4px;
  }

  .sign-in .secret .button {
    padding: 8px 10px;
  }

  .sign-in > .button {
    margin-top: 14px;
  }

  .welcome h2,
  .account h2 {
    margin: 0 0 4px;
    font: 650 18px/1.4 var(--sans);
  }

  .sign-in .hint {
    margin: 0;
    font-size: 14px;
  }

  .strength.short,
  .strength.weak {
    color: var(--danger);
  }

  .strength.fair {
    color: var(--warning);
  }

  .strength.strong {
    color: var(--accent);
  }

  .own-password,
  .second-factor {
    max-width: 480px;
  }

  .qr {
    width: min(240px, 100%);
    border-radius: var(--radius);
    background: #ffffff;
    fill: #000000;
  }

  .codes {
    columns: 2;
    padding-left: 20px;
  }

  .account .cards,
  .account .cards + p {
    margin-top: 12px;
  }

  .notice.banner {
    width: min(912px, calc(100% - 24px));
    margin: 12px auto 0;
  }

  input[type='email'],
  input[type='password'],
  input[type='text'],
  textarea {
    width: 100%;
    min-height: 44px;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }

  .notice {
    margin: 0 0 12px;
    padding: 10px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--accent-soft);
  }

  .notice.bad {
    border-color: var(--danger);
    background: var(--danger-soft);
    color: var(--danger);
  }

  .toast {
    position: fixed;
    inset: 6px 0 auto;
    z-index: 20;
    display: flex;
    justify-content: center;
    padding: 0 16px;
    pointer-events: none;
  }

  .toast p {
    margin: 0;
    padding: 10px 18px;
    border-radius: 999px;
    background: light-dark(#1b232e, #e9ecf0);
    color: light-dark(#ffffff, #13171c);
    font-weight: 600;
    box-shadow: var(--shadow);
    animation: rise 160ms ease-out;
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }

  @media (max-width: 480px) {
    .who {
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0;
    }

    .who .button {
      padding-inline: 8px;
    }

    .brand span {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .toast p {
      padding: 6px 14px;
      font-size: 14px;
    }
  }
`;
