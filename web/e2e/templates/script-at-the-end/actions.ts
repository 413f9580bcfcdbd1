import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('City').fill('Bergen');
  await hands.task.getByLabel('Why').focus();
  await hands.submit();
});
