import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.page.keyboard.press('3');
  await hands.page.keyboard.press('1');
  await hands.page.keyboard.press('Enter');
});
