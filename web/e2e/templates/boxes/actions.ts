import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('cup');
  await hands.drag([100, 100], [300, 250]);
  await hands.label('plate');
  await hands.drag([540, 390], [360, 210]);
  await hands.submit();
});
