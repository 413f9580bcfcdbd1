import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('תרגום').fill('Hello world 🌍');
  await hands.task.getByRole('slider').press('ArrowUp');
  await hands.submit();
});
