import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByRole('checkbox', { name: 'Scratch' }).check();
  await hands.task.getByRole('checkbox', { name: 'Stain' }).uncheck();
  await hands.task.getByText('I have looked at all sides').click();
  await hands.submit();
});
