import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('Drinking', { exact: true }).click();
  await hands.submit();
});
