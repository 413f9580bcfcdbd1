// The moment in which the pictures are taken. The server's clock is the machine's, so
// what it tells of time, its Date header too, is moved to where the browser's clock stands: each run then
// gives the same pictures.
import type { Page } from '@playwright/test';

const moment = Date.UTC(2026, 1, 3, 9, 30);
const minute = 60_000;

/** past is how long ago everything was that happened while the house was filled. */
const past = 3 * minute;

/** moved is a time of the server's, now being its clock. */
function moved(at: number, now: number): number {
  return at <= now ? moment - past : moment + Math.round((at - now) / minute) * minute;
}

/** movedIn writes a JSON answer with its times moved: RFC 3339, and AWS's seconds. */
export function movedIn(json: string, now: number): string {
  return json
    .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/g, (text) =>
      JSON.stringify(new Date(moved(Date.parse(JSON.parse(text)), now)).toISOString()),
    )
    .replace(
      /("(?:CreationTime|LastModifiedTime|LastUpdatedDate|CreateDate)":)([\d.e+]+)/g,
      (_, name, seconds) => `${name}${moved(Number(seconds) * 1000, now) / 1000}`,
    );
}

/** stand lets a page live in the moment. */
export async function stand(page: Page): Promise<void> {
  await page.clock.setFixedTime(moment);
  await page.route(/\/api\/v1\/(?!events|assignments\/[^/]+\/content|template-previews)/, async (route) => {
    const response = await route.fetch();
    if (!response.headers()['content-type']?.includes('json')) return route.fulfill({ response });
    const headers = { ...response.headers(), date: new Date(moment).toUTCString() };
    await route.fulfill({ response, headers, body: movedIn(await response.text(), Date.now()) });
  });
}
