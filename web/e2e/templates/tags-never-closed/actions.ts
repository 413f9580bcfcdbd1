import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('One').fill('1');
  await hands.task.getByLabel('Two').fill('2');
  await hands.task.getByRole('checkbox').press('Space');
  await hands.task.getByRole('button', { name: 'Done' }).click();
});
