import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByRole('button', { name: 'car', exact: true }).click();
  await hands.drag([120, 120], [280, 120]);
  await hands.task.getByRole('button', { name: 'Add instance of car' }).click();
  await hands.drag([400, 300], [500, 300]);
  await hands.submit();
});
