import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('van');
  await hands.drag([400, 220], [500, 360]);
  await hands.task.getByLabel('New label').fill('bus 1');
  await hands.task.getByRole('button', { name: 'Add it' }).click();
  await hands.label('bus 1');
  await hands.drag([100, 100], [300, 250]);
  await hands.task.getByLabel('Weather').selectOption('rain');
  await hands.submit();
});
