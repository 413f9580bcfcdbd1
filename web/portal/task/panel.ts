// What stands above the task's page when something is to be told about it.
import { html, type TemplateResult } from 'lit';
import { texts } from '../texts.ts';

const names = {
  next: texts.nextTask,
  release: texts.release,
  resume: texts.resume,
  open: texts.tryAgain,
  reload: texts.reload,
  leave: texts.backToJobs,
};

/** Step is something that a notice offers to do. */
export type Step = keyof typeof names;

/** Notice is what is told, and what can be done, the likeliest first. */
export interface Notice {
  title: string;
  lead: string;
  steps: Step[];
}

/** panel draws a notice; take is called with the step that the worker chooses. */
export function panel(
  { title, lead, steps }: Notice,
  busy: boolean,
  take: (step: Step) => void,
): TemplateResult {
  return html`<section class="panel" role="alert" aria-labelledby="panel">
    <h2 id="panel">${title}</h2>
    <p>${lead}</p>
    <div class="panel-act">
      ${steps.map(
        (step, place) => html`<button
          type="button"
          class="button ${place === 0 ? 'primary' : ''}"
          ?disabled=${busy && step !== 'leave'}
          @click=${() => take(step)}
        >
          ${names[step]}
        </button>`,
      )}
    </div>
  </section>`;
}
