import { useEffect, useState } from 'react';

/** pause is how long, in milliseconds, typing has to rest. */
const pause = 500;

/** useSettled gives a value once it has not changed for a moment, so that not every key asks the server. */
export function useSettled<T>(value: T): T {
  const [settled, set] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => set(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
