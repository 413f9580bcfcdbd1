import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByText('None of these', { exact: true }).click();
  await hands.task.getByText('None of these', { exact: true }).click();
  await hands.page.keyboard.press('3');
  await hands.page.keyboard.press('2');
  await hands.submit();
});
