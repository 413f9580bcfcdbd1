import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('roof');
  await hands.click([100, 100], [300, 100], [300, 250], [100, 250], [100, 100]);
  await hands.label('yard');
  await hands.click([400, 400], [600, 400], [500, 460]);
  await hands.page.keyboard.press('Enter');
  await hands.submit();
});
