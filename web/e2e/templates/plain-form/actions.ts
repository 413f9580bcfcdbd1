import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.submit(); // The browser says that the e-mail is missing.
  await hands.task.getByLabel('E-mail').fill('hello@brot.example');
  await hands.task.getByLabel('Elsewhere').check();
  await hands.submit();
});
