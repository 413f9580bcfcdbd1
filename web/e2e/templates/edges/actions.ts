import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('sill');
  await hands.drag([60, 60], [400, 300]);
  await hands.submit();
});
