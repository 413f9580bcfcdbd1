import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const { task } = hands;
  await task.getByLabel('A', { exact: true }).fill('changed');
  await task.getByLabel('B', { exact: true }).fill('changed');
  await task.getByRole('slider').press('End');
  await task.getByText('D', { exact: true }).click();
  await task.getByText('y', { exact: true }).click();
  await task.getByRole('button', { name: 'Start again' }).click();
  await task.getByLabel('B', { exact: true }).fill('three');
  await task.getByRole('button', { name: 'Send', exact: true }).click();
});
