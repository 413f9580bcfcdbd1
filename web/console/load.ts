import { useCallback, useEffect, useState } from 'react';
import { Questions } from './questions.ts';
import { sentenceOf } from './sentence.ts';

/** Loaded is what a page knows of something that it asked for. */
export interface Loaded<T> {
  /** value is the last answer; it stays while it is asked for again. */
  value: T | undefined;
  loading: boolean;
  /** error is why there is no answer, as a sentence. */
  error: string | undefined;
  /** again asks once more. */
  again: () => void;
}

/**
 * useLoad asks for something when a page opens and whenever one of the keys changes. An
 * answer that is overtaken by a later question is dropped. With every, in milliseconds,
 * it is asked for again as long as the page is looked at.
 */
export function useLoad<T>(ask: () => Promise<T>, keys: readonly unknown[], every?: number): Loaded<T> {
  const [state, set] = useState<Omit<Loaded<T>, 'again'>>({
    value: undefined,
    loading: true,
    error: undefined,
  });
  const [questions] = useState(() => new Questions());
  const load = useCallback(
    async () => {
      const mine = questions.ask();
      set((before) => ({ ...before, loading: true }));
      try {
        const value = await ask();
        if (questions.counts(mine)) set({ value, loading: false, error: undefined });
      } catch (cause) {
        if (questions.counts(mine))
          set((before) => ({ ...before, loading: false, error: sentenceOf(cause) }));
      }
    },
    // biome-ignore lint/correctness/useExhaustiveDependencies: the keys stand for what ask reads
    keys,
  );
  useEffect(() => {
    set({ value: undefined, loading: true, error: undefined });
    void load();
    return () => questions.drop();
  }, [load, questions]);
  useEffect(() => {
    if (!every) return;
    const timer = setInterval(() => {
      if (!document.hidden && !questions.waiting) void load();
    }, every);
    return () => clearInterval(timer);
  }, [every, load, questions]);
  return { ...state, again: () => void load() };
}
