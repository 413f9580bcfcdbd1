// What a test waits for comes when it comes: the browser shares its machine with other tests. Vitest gives up after
// a second, and has no setting for it.
import { vi } from 'vitest';

const patience = 20_000;
const { waitFor } = vi;

vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: patience, ...options });
