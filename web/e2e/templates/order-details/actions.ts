import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Customer').fill('Jo Lind');
  await hands.task.getByLabel('Postcode').pressSequentially('12a345678');
  await hands.submit();
});
