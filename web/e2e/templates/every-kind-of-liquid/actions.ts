import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.submit();
});
