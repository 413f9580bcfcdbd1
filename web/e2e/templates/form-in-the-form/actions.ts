import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Search').fill('plane');
  await hands.task.getByLabel('wing').check();
  await hands.task.getByLabel('PIN').fill('1234');
  await hands.submit();
});
