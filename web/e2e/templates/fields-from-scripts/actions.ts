import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByRole('button', { name: 'Add a person' }).click();
  await hands.task.getByLabel('Name').first().fill('Ada');
  await hands.task.getByLabel('Name').last().fill('Bo');
  await hands.task.getByRole('checkbox').last().click();
  await hands.task.getByLabel('Group').selectOption('B');
  await hands.submit();
});
