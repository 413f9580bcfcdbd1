import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('road');
  await hands.drag([100, 300], [300, 320]);
  await hands.label('sky');
  await hands.drag([100, 60], [500, 60]);
  await hands.submit();
});
