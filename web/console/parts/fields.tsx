import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * Fields are those of a dialog; the first has the focus when the dialog opens. They do it
 * themselves, since a field with autoFocus would lose it to the dialog's close button, and the
 * dialog, which looks where the focus was after that, could not give it back when it closes.
 */
export function Fields({ children }: { children: ReactNode }) {
  const all = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Once the dialog has taken the focus, which it does right after this.
    queueMicrotask(() =>
      all.current?.querySelector<HTMLElement>('input, textarea, button[aria-haspopup]')?.focus(),
    );
  }, []);
  return (
    <div ref={all}>
      <SpaceBetween size="m">{children}</SpaceBetween>
    </div>
  );
}
