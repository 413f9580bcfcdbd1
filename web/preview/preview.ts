import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { ToPortal } from '../crowd/page/messages.ts';
import { TaskFrame } from '../portal/frame.ts';
import { changed, type Finding, type Report, report } from './server.ts';
import { texts } from './texts.ts';

/** widths are those that the frame can be tried at. */
const widths: [string, string][] = [
  [texts.full, '100%'],
  [texts.tablet, '768px'],
  [texts.phone, '360px'],
];

/**
 * template-preview shows a template's page in the frame that workers get, what the
 * check found, and the answer of a trial submit. What was filled in is carried over
 * when the files change.
 */
export class TemplatePreview extends LitElement {
  @state() private report: Report | undefined;
  @state() private answer: unknown;
  @state() private silent = false;
  @state() private gone = false;
  @state() private copied = false;
  @query('.stage') private stage!: HTMLElement;
  #frame: TaskFrame | undefined;
  readonly #life = new AbortController();

  // The page's style sheets are the document's.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override firstUpdated(): void {
    void this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#frame?.close();
  }

  override render(): TemplateResult {
    return html`<header class="bar">
        <h1>${this.report?.file ?? texts.title}</h1>
        ${this.report ? html`<span class="figures">${texts.figures(this.report.bytes, this.report.tookMs)}</span>` : nothing}
        <label>
          ${texts.width}
          <select @change=${this.#resize}>
            ${widths.map(([name, width]) => html`<option value=${width}>${name}</option>`)}
          </select>
        </label>
        <button type="button" class="button" @click=${() => this.#show(undefined)}>${texts.again}</button>
      </header>
      <main class="stage frames" aria-label=${texts.task}></main>
      <aside>
        ${this.gone ? html`<p role="alert">${texts.gone}</p>` : nothing}
        <h2>${texts.findings}</h2>
        <div aria-live="polite">${this.#findings()}</div>
        <h2>${texts.answer}</h2>
        <div aria-live="polite">${this.#answer()}</div>
      </aside>`;
  }

  #findings(): TemplateResult {
    const silent: Finding[] = this.silent ? [{ severity: 'warning', message: texts.silent }] : [];
    const found = [...(this.report?.findings ?? []), ...silent];
    if (found.length === 0) return html`<p class="muted">${texts.noFindings}</p>`;
    return html`<ul class="findings">
      ${found.map(
        (f: Finding) => html`<li class=${f.severity}>
          <b>${f.severity === 'error' ? texts.error : texts.warning}${f.line ? `, ${texts.line(f.line)}` : ''}</b>:
          ${f.message}
        </li>`,
      )}
    </ul>`;
  }

  #answer(): TemplateResult {
    if (this.answer === undefined) return html`<p class="muted">${texts.noAnswer}</p>`;
    return html`<pre tabindex="0" aria-label=${texts.answer}>${this.#json}</pre>
      <div class="actions">
        <button type="button" class="button" @click=${this.#copy}>${this.copied ? texts.copied : texts.copy}</button>
      </div>`;
  }

  get #json(): string {
    return JSON.stringify(this.answer, undefined, 2);
  }

  #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.#json);
    this.copied = true;
  };

  #resize = (event: Event): void => {
    this.stage.style.setProperty('--task-width', (event.target as HTMLSelectElement).value);
  };

  // One look after another, for as long as the page is open.
  async #follow(): Promise<void> {
    while (!this.#life.signal.aborted) {
      try {
        this.report = await report();
        this.#show(await this.#frame?.draft());
        await this.#wait(this.report.version);
      } catch {
        this.gone = !this.#life.signal.aborted;
        return;
      }
    }
  }

  async #wait(version: number): Promise<void> {
    while ((await changed(version, this.#life.signal)) === version);
  }

  #show(draft: unknown): void {
    this.#frame?.close();
    this.answer = undefined;
    this.silent = false;
    this.copied = false;
    const frame = new TaskFrame('/task', texts.task, (message) => this.#hear(frame, message, draft));
    this.#frame = frame;
    this.stage.append(frame.element);
  }

  #hear(frame: TaskFrame, message: ToPortal | { type: 'silent' }, draft: unknown): void {
    if (frame !== this.#frame) return;
    if (message.type === 'ready') frame.send({ type: 'start', draft: draft as never });
    else if (message.type === 'started') frame.reveal(0);
    else if (message.type === 'submit') this.#take(frame, message.answerContent);
    else if (message.type === 'silent') {
      frame.reveal(0);
      this.silent = true;
    } else if (message.type === 'unavailable') frame.reveal(0);
  }

  // The page stays as it is after a submit, so that it can be tried again.
  #take(frame: TaskFrame, answer: unknown): void {
    this.answer = answer;
    this.copied = false;
    frame.send({ type: 'refused', message: texts.shown });
  }
}
