import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.click([100, 180]);
  await hands.page.keyboard.press('ArrowUp');
  await hands.page.keyboard.press('Shift+ArrowUp');
  await hands.page.keyboard.press('Shift+ArrowUp');
  await hands.submit();
});
