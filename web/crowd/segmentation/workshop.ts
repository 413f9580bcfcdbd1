// Where jobs are done: in a web worker, so that the page stays free; in the page
// itself where no worker can be started.
import { type Job, perform, type ReadJob, type StripJob } from './jobs.ts';
import type { Strip } from './png.ts';
import type { Reading } from './read-png.ts';
import BlobWorker from './worker.ts?worker&inline';

interface Waiting {
  job: Job;
  resolve: (result: Strip | Reading | Promise<Reading>) => void;
  reject: (cause: Error) => void;
}

interface Reply {
  id: number;
  result?: Strip | Reading;
  error?: string;
}

/** Workshop does the jobs of one tool. */
export class Workshop {
  readonly #start: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #alone = false;
  #ids = 0;

  /** start gives a worker. */
  constructor(start: () => Worker = () => new BlobWorker()) {
    this.#start = start;
  }

  /** strip compresses a band, whose pixels must not be used any more; it fails when its worker does. */
  strip(job: StripJob): Promise<Strip> {
    return this.#do(job, [job.pixels.buffer]) as Promise<Strip>;
  }

  /** read makes numbers of a picture. */
  read(job: ReadJob): Promise<Reading> {
    return this.#do(job, []) as Promise<Reading>;
  }

  /** close ends the worker; another job starts another. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const [id, { job, resolve, reject }] of this.#waiting) {
      this.#waiting.delete(id);
      // A band was handed over and is gone; a picture is still here.
      if ('picture' in job) resolve(perform(job) as Promise<Reading>);
      else reject(new Error('the worker has ended'));
    }
  }

  #do(job: Job, transfer: Transferable[]): Promise<Strip | Reading> {
    return new Promise((resolve, reject) => {
      const id = ++this.#ids;
      const worker = this.#get();
      if (!worker) {
        resolve(perform(job));
        return;
      }
      this.#waiting.set(id, { job, resolve, reject });
      worker.postMessage({ id, job }, transfer);
    });
  }

  #get(): Worker | undefined {
    if (this.#worker || this.#alone) return this.#worker;
    try {
      this.#worker = this.#start();
      this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#hear(data);
      this.#worker.onerror = () => this.#fail();
    } catch {
      this.#alone = true;
    }
    return this.#worker;
  }

  #hear({ id, result, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (result) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  // A policy of the page may forbid workers, which is told late.
  #fail(): void {
    this.#alone = true;
    this.close();
  }
}
