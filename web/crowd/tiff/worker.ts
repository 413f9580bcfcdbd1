// The worker that decodes.
import { Tiff } from './decode.ts';
import type { Answer, Request } from './messages.ts';

let tiff: Tiff | undefined;

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  try {
    const answer = await answerTo(data);
    postMessage(answer, { transfer: answer.picture ? [answer.picture] : [] });
  } catch (cause) {
    postMessage({ error: String(cause) } satisfies Answer);
  }
});

async function answerTo(request: Request): Promise<Answer> {
  if (request.open) {
    tiff = new Tiff(request.open);
    return { sizes: tiff.sizes };
  }
  if (!tiff) throw new Error('no document is open');
  const { width, height, rgba } = tiff.decode(request.page);
  const picture = await createImageBitmap(new ImageData(rgba, width, height), {
    resizeWidth: request.width,
    resizeHeight: request.height,
    resizeQuality: 'medium',
  });
  return { picture };
}
