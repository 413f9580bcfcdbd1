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
