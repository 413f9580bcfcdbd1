import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const sliders = hands.task.getByRole('slider');
  await sliders.nth(0).press('End');
  await sliders.nth(1).press('Home');
  await sliders.nth(1).press('ArrowRight');
  await hands.submit();
});
