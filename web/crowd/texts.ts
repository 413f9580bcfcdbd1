// Every sentence that the crowd elements show by themselves. A translation is
// another object of the same shape.

/** texts holds the English sentences; functions take what varies. */
export const texts = {
  pageTitle: 'Task',
  submit: 'Submit',
  sending: 'Sending',
  instructions: 'Instructions',
  hideInstructions: 'Hide instructions',
  viewFullInstructions: 'View full instructions',
  fullInstructions: 'Full instructions',
  close: 'Close',
  shortcuts: 'Shortcuts',
  shortcutsTitle: 'Keyboard shortcuts',
  choices: 'Choices',
  chooseOne: 'Choose one of the answers.',
  required: 'Please fill in this field.',
  tooShort: (least: number) => `Please use at least ${least} characters.`,
  notValid: 'Please check this value.',
  characters: (used: number, most: number | undefined) =>
    most === undefined ? `${used} characters` : `${used} of ${most} characters`,
  needsAttention: (count: number) =>
    count === 1 ? 'One answer needs your attention.' : `${count} answers need your attention.`,
  hiddenField: (name: string) => `The field “${name}” is not complete, and this page does not show it.`,
  notSent: 'Your answer was not sent. Please try again.',
  wouldSend: 'This page is not opened by a task, so nothing was sent. This is the answer it would send:',
  badAttribute: (tag: string, attribute: string) => `The attribute “${attribute}” of ${tag} cannot be read:`,
  keySubmit: 'Submit',
  keyChoose: (label: string) => `Choose “${label}”`,
};
