import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByAltText('A hand').click({ position: { x: 20, y: 30 } });
  await hands.task.getByAltText('A hand').click({ position: { x: 200, y: 100 } });
  await hands.task.getByLabel('Remark').fill('goes back to its default');
  await hands.submit();
});
