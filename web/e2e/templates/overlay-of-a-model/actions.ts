import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.page.keyboard.press('2');
  await hands.submit();
});
