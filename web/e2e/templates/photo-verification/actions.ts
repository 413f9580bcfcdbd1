import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('Comment on it').click();
  await hands.task.getByRole('textbox', { name: 'Comment' }).fill('The box is one pixel too low.');
  await hands.task.getByRole('button', { name: 'Save' }).click();
  await hands.task.getByText('poor', { exact: true }).click();
  await hands.submit();
});
