// Answers that the server has not taken because it could not be reached. They are
// kept in the browser's database, so that they outlive the tab, and sent once it can
// be reached: submitting is idempotent for each assignment.
import { Problem } from '../api/problem.ts';
import type { Filled } from '../api/worker.ts';

/** Kept is an answer that waits to be sent. */
export interface Kept extends Filled {
  assignmentId: string;
  /** worker is whose it is: in a browser that several people use, each sends their own. */
  worker: string;
}

/** Shelf is where answers wait. */
export interface Shelf {
  put(kept: Kept): Promise<void>;
  all(): Promise<Kept[]>;
  drop(assignmentId: string): Promise<void>;
}

/** Sent tells what became of answers that were tried: taken, and refused for good. */
export interface Sent {
  taken: string[];
  refused: string[];
  /** waiting is how many still wait. */
  waiting: number;
}

/**
 * sendKept tries the answers of a worker. One that the server refuses for good is
 * dropped and told; on any other trouble the rest waits.
 */
export async function sendKept(
  shelf: Shelf,
  worker: string,
  submit: (kept: Kept) => Promise<unknown>,
): Promise<Sent> {
  const own = (await shelf.all()).filter((kept) => kept.worker === worker);
  const sent: Sent = { taken: [], refused: [], waiting: own.length };
  for (const kept of own) {
    try {
      await submit(kept);
      sent.taken.push(kept.assignmentId);
    } catch (cause) {
      const forGood = cause instanceof Problem && [400, 404, 410, 413, 422].includes(cause.status);
      if (!forGood) return sent;
      sent.refused.push(kept.assignmentId);
    }
    await shelf.drop(kept.assignmentId);
    sent.waiting--;
  }
  return sent;
}

/** countKept is how many answers wait in this browser, whoever gave them; none where it keeps none. */
export async function countKept(shelf: Shelf): Promise<number> {
  try {
    return (await shelf.all()).length;
  } catch (cause) {
    console.warn('The browser keeps no answers.', cause);
    return 0;
  }
}

const store = 'answers';

/** databaseShelf keeps answers in the browser's database. */
export const databaseShelf: Shelf = {
  put: async (kept) => {
    await run('readwrite', (answers) => answers.put(kept, kept.assignmentId));
  },
  all: () => run('readonly', (answers) => answers.getAll() as IDBRequest<Kept[]>),
  drop: (assignmentId) => run('readwrite', (answers) => answers.delete(assignmentId)),
};

async function run<T>(mode: IDBTransactionMode, ask: (answers: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode);
    const request = ask(transaction.objectStore(store));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('foureyes-outbox', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
