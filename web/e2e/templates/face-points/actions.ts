import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.page.keyboard.press('2');
  await hands.click([420, 280]);
  await hands.page.keyboard.press('3');
  await hands.click([480, 280]);
  await hands.page.keyboard.press('1');
  await hands.click([450, 310], [100, 100]);
  await hands.page.keyboard.press('Control+z');
  await hands.submit();
});
