import { expect, test } from 'vitest';
import { subjectOf } from './subject.ts';
import { texts } from './texts.ts';

const arn = 'arn:aws:sagemaker:us-east-1:000000000000:';

test('a call is about a human loop, the workflow, or something else', () => {
  expect(subjectOf(`${arn}human-loop/Photo-1`)).toEqual({ loop: 'Photo-1' });
  expect(subjectOf(`${arn}flow-definition/check`)).toEqual({ text: texts.theWorkflow });
  expect(subjectOf('flow-definitions/check')).toEqual({ text: texts.theWorkflow });
  expect(subjectOf('arn:aws:s3:::photos/1.png')).toEqual({ text: 'arn:aws:s3:::photos/1.png' });
});
