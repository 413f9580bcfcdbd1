import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel("Who's <there>?").fill('me');
  await hands.task.getByLabel('R&D?').fill('no');
  await hands.submit();
});
