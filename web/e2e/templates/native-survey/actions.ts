import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  const { task } = hands;
  await task.getByLabel('Opened on').fill('2019-05-04');
  await task.getByLabel('Seats').fill('24');
  await task.getByLabel('Noise').press('ArrowRight');
  await task.getByLabel('Kind').selectOption('bakery');
  await task.getByLabel('Services').selectOption(['garden']);
  await task.getByLabel('Remarks').fill('Steps at the door.\nNo lift.');
  await task
    .getByLabel('Photo')
    .setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
  await task.getByLabel('Yes').check();
  await task.getByLabel('Cake').check();
  await hands.submit();
});
