import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Question', { exact: true }).fill('What falls?');
  await hands.task.getByLabel('Answer', { exact: true }).fill('Rain');
  await hands.submit();
});
