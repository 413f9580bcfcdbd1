import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { sentenceOf } from '../../sentence.ts';
import { readHistory, withQuery, writeHistory } from './history.ts';
import { offsetOf } from './result.ts';
import { mistakeOf, type Result, run } from './run.ts';
import { texts } from './texts.ts';

const first = `SELECT human_loop_name, human_loop_status, flow_definition_name, creation_time
FROM aws.sagemaker_human_loop
ORDER BY creation_time DESC`;

const explainWord = 'EXPLAIN ';

interface Failure {
  error?: string;
  hint?: string | undefined;
  mistakeAt?: number | undefined;
}

/** useQuery holds the query that is being written, and what came of running it. */
export function useQuery() {
  const { api, aws, route } = useDesk();
  const [history, setHistory] = useState(readHistory);
  const [query, setQuery] = useState(() => route.query.get('query') ?? history[0]?.query ?? first);
  const [rowLimit, setRowLimit] = useState(1000);
  const [result, setResult] = useState<Result>();
  const [failure, setFailure] = useState<Failure>({});
  const [running, setRunning] = useState(false);
  const [count, setCount] = useState(0);
  const [replaced, setReplaced] = useState(0);
  const call = useRef<AbortController>(undefined);
  useEffect(() => () => call.current?.abort(), []);

  const keep = (next: typeof history) => {
    setHistory(next);
    writeHistory(next);
  };

  const start = async (explain: boolean) => {
    if (call.current || query.trim() === '') return;
    const mine = new AbortController();
    call.current = mine;
    setRunning(true);
    setFailure({});
    keep(withQuery(history, { query, at: Date.now() }));
    try {
      const statement = explain ? explainWord + query : query;
      setResult(await run(api, aws.place.account, statement, rowLimit, mine.signal));
      setCount((n) => n + 1);
    } catch (cause) {
      setResult(undefined);
      setFailure(failureOf(cause, query, explain, mine.signal.aborted));
    } finally {
      call.current = undefined;
      setRunning(false);
    }
  };

  const write = (text: string) => {
    setQuery(text);
    setFailure((before) => ({ ...before, mistakeAt: undefined }));
  };

  return {
    query,
    write,
    /** replace puts another query into the editor. */
    replace: (text: string) => {
      write(text);
      setReplaced((n) => n + 1);
    },
    replaced,
    rowLimit,
    setRowLimit,
    history,
    clearHistory: () => keep([]),
    result,
    count,
    running,
    ...failure,
    start,
    stop: () => call.current?.abort(),
  };
}

function failureOf(cause: unknown, query: string, explain: boolean, stopped: boolean): Failure {
  if (stopped) return { error: texts.stopped };
  const mistake = mistakeOf(cause);
  if (!mistake) return { error: sentenceOf(cause) };
  const before = explain ? explainWord.length : 0;
  return {
    error: mistake.detail,
    hint: mistake.hint,
    mistakeAt: mistake.position === undefined ? undefined : offsetOf(query, mistake.position, before),
  };
}
