// What runs beside the page: compressing bands and reading pictures.
import { type Job, perform } from './jobs.ts';

const scope = self as unknown as {
  onmessage: (event: MessageEvent<{ id: number; job: Job }>) => void;
  postMessage(message: unknown, transfer?: Transferable[]): void;
};

scope.onmessage = async ({ data: { id, job } }) => {
  try {
    const result = await perform(job);
    const { buffer } = 'bytes' in result ? result.bytes : result.pixels;
    scope.postMessage({ id, result }, [buffer]);
  } catch (cause) {
    scope.postMessage({ id, error: cause instanceof Error ? cause.message : String(cause) });
  }
};
