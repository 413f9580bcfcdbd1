import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('Smoking', { exact: true }).click();
  await hands.task.getByText('Nothing of this', { exact: true }).click();
  await hands.submit();
});
