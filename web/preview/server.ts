// What the preview's page asks of the server that shows it.

/** Finding is one thing to tell the template's author; line 0 or none is the template as a whole. */
export interface Finding {
  line?: number;
  severity: 'error' | 'warning';
  message: string;
}

/** Report tells of the last look at the files. Times in milliseconds. */
export interface Report {
  file: string;
  version: number;
  tookMs: number;
  bytes: number;
  findings: Finding[];
}

/** report looks at the files now. */
export async function report(): Promise<Report> {
  return await (await fetch('/report')).json();
}

/** changed resolves with the version of the files once it is no longer the one given, or after a while. */
export async function changed(since: number, signal: AbortSignal): Promise<number> {
  const answer = await fetch(`/changes?since=${since}`, { signal });
  return (await answer.json()).version;
}
