import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Yes').check();
  await hands.task.getByLabel('Meaning').fill('Bearing umbels');
  await hands.submit();
});
