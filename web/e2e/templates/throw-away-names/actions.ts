import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.getByLabel('Rome').check();
  await hands.task.getByLabel('Why').fill(' by train ');
  await hands.submit();
});
