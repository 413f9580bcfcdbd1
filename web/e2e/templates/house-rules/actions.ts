import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('Pets are welcome').click();
  await hands.task.getByRole('switch', { name: 'Smoking is allowed' }).press('Space');
  await hands.task.getByText('I have read the whole listing').click();
  await hands.submit();
});
