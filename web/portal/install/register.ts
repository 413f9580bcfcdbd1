// Giving the portal its service worker, which browsers allow with TLS and on localhost.
import { page } from './rules.ts';

/** register has the browser install the service worker, once the page has all that it needs itself. */
export function register(): void {
  if (!('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker
      .register('/portal/sw.js', { scope: page })
      .catch((cause) => console.warn('The portal works, but not without the network.', cause));
  });
}

/** registered is what the browser knows of the service worker; undefined where it has none of ours. */
export async function registered(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  try {
    return await navigator.serviceWorker.getRegistration(page);
  } catch (cause) {
    console.warn('The browser keeps no service worker.', cause);
    return undefined;
  }
}
