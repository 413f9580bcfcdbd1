import { steps } from '../../hands.ts';

export default steps(async (hands) => {
  await hands.task.locator('mark').click();
  await hands.label('person');
  await hands.task.locator('.text').press('Escape');
  await hands.label('place');
  await hands.task.locator('.text').focus();
  for (const key of ['Control+End', 'ArrowLeft', 'Control+Shift+ArrowLeft', 'Enter'])
    await hands.page.keyboard.press(key);
  await hands.task.getByLabel('Anything else?').fill('no');
  await hands.submit();
});
