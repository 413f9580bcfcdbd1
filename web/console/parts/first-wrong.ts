/**
 * toFirstWrong puts the focus into the first field that is marked as not right yet, once the
 * page has marked it: in a long form the button that was pressed is far below.
 */
export function toFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus());
}
