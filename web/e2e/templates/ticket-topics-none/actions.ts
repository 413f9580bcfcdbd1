import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('invoice', { exact: true }).click();
  await hands.task.getByText('None of these', { exact: true }).click();
  await hands.submit();
});
