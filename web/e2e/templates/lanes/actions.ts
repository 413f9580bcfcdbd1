import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('kerb');
  await hands.click([20, 60], [320, 40], [600, 70], [600, 70]);
  await hands.submit();
});
