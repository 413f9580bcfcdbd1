import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Sum on First').fill('12.50');
  await hands.submit(); // The second tab opens, since its sum is missing.
  await hands.task.getByLabel('Sum on Second').fill('7.00');
  await hands.submit();
});
