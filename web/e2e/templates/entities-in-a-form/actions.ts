import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.label('person');
  await hands.task.getByText('Ada met Bob.').dblclick({ position: { x: 8, y: 10 } });
  await hands.task.getByText('I am sure').click();
  await hands.submit();
});
