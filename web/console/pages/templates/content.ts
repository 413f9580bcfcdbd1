import type { SageMaker } from '../../../api/aws.ts';
import { Problem } from '../../../api/problem.ts';

/**
 * contentOf reads a template's text from the link that DescribeHumanTaskUi gives. Only
 * its path counts: the console may have been opened under another name of the server.
 */
export async function contentOf({ UiTemplate }: SageMaker.DescribeHumanTaskUiResponse): Promise<string> {
  const { pathname, search } = new URL(UiTemplate.Url ?? '', location.href);
  const response = await fetch(pathname + search).catch(() => {
    throw new Problem(0, '');
  });
  const text = await response.text();
  if (!response.ok) throw new Problem(response.status, text);
  return text;
}
