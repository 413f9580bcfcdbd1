import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.locator('mark').click();
  await hands.page.keyboard.press('1');
  await hands.task.getByLabel('Is the text complete?').selectOption('no');
  await hands.submit();
});
