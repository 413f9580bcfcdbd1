import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const { task } = hands;
  await task.getByRole('button', { name: /Town/ }).click();
  await task.getByLabel('Value', { exact: true }).fill('Oslo');
  await task.getByRole('button', { name: /IBAN/ }).click();
  await task.getByRole('button', { name: 'Can’t find the key' }).click();
  await hands.submit();
});
