import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Gross').fill('119,00');
  await hands.task.getByText('It is paid').click();
  await hands.submit();
});
