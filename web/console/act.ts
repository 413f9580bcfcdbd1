import { useState } from 'react';
import { useDesk } from './desk.tsx';
import { sentenceOf } from './sentence.ts';

/** Act does something for the person at the page, and says above the page how that went. */
export interface Act {
  /** busy tells which act is under way, by its name. */
  busy: string | undefined;
  /** act does it; what it gives is said as a success. One act at a time: others are not begun. */
  act: (name: string, what: () => Promise<string>) => Promise<void>;
}

/** useAct is for buttons that do something at once. */
export function useAct(): Act {
  const { say } = useDesk();
  const [busy, setBusy] = useState<string>();
  const act = async (name: string, what: () => Promise<string>) => {
    if (busy) return;
    setBusy(name);
    try {
      say({ type: 'success', content: await what() });
    } catch (cause) {
      say({ type: 'error', content: sentenceOf(cause) });
    } finally {
      setBusy(undefined);
    }
  };
  return { busy, act };
}
