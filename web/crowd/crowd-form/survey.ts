// What a form finds out about its children: who bears the Submit button, and
// whether one tool is all there is.
import { arrivals } from '../chunks/arrivals.ts';
import type { Tool } from '../tool/tool.ts';

/** Survey is what a form knows of its children. */
export interface Survey {
  /** ownButton is true when the template brought a Submit button, visible or not. */
  ownButton: boolean;
  /** buttons are all of the template's that submit. */
  buttons: Element[];
  /** bearer is the only tool, when it shall bear the Submit button. */
  bearer: Tool | undefined;
  /** alone is true when nothing but the only tool can be seen. */
  alone: boolean;
  tools: Tool[];
  /** waiting is true while an element is not defined yet. */
  waiting: boolean;
}

/**
 * surveyOf looks at a form's descendants; inner is the form's own native form. A
 * form in the shadow root of a tool, its holder, has that tool's layout for a
 * child: what belongs to the form are the tool, its children, and what scripts add.
 */
export function surveyOf(form: HTMLElement, inner: HTMLFormElement, holder?: Tool): Survey {
  const all = holder
    ? [holder, ...holder.querySelectorAll('*'), ...inner.querySelectorAll('*')]
    : [...form.querySelectorAll('*')];
  const tools = all.filter((element): element is Tool => 'submits' in element && 'fills' in element);
  const buttons = all.filter((element) => element.matches(submits));
  const ownButton = buttons.some((element) => element.localName === 'crowd-button');
  const only = tools.length === 1 ? tools[0] : undefined;
  return {
    tools,
    waiting: [form, ...(holder ? [holder] : [])].some((part) => arrivals.missing(part).length > 0),
    ownButton,
    buttons,
    bearer: ownButton ? undefined : only,
    alone: only?.parentElement === (holder ? document.body : form) && isAlone(only, inner),
  };
}

const submits =
  'crowd-button[form-action="submit"], button:not([type]), [type="submit"], input[type="image"]';

const unseen =
  'script, style, link, meta, template, br, input[type="hidden"], [hidden], [style*="display:none" i], [style*="display: none" i]';

function isAlone(tool: Tool, inner: HTMLFormElement): boolean {
  if (![...inner.children].every((child) => child.matches(unseen))) return false;
  return [...(tool.parentNode?.childNodes ?? [])].every((node) => {
    if (node === tool || node === inner) return true;
    if (node instanceof Element) return node.matches(unseen);
    return !(node instanceof Text) || node.data.trim() === '';
  });
}
