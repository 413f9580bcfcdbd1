import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('flaw');
  await hands.drag([100, 100], [300, 250]);
  await hands.task.getByText('bad', { exact: true }).click();
  await hands.task.getByLabel('Note').fill('at the top');
  await hands.task.getByRole('button', { name: 'Submit' }).first().click();
});
