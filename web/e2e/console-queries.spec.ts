// Saved queries on the SQL page of the real server.
import { type Demo, startDemo } from './binary.ts';
import { test as base, expect, expectAccessible, look } from './mock/fixtures.ts';

const test = base.extend<{ demo: Demo }>({
  demo: async ({ page }, use) => {
    const demo = await startDemo();
    await page.goto(demo.link);
    await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
    await use(demo);
    await page.close();
    await demo.stop();
  },
});

test('a query is saved, changed, shared, found again, saved under another name, and deleted', async ({
  page,
  demo,
}) => {
  await page.goto(new URL('/console/sql?query=SELECT+1+AS+one', demo.link).href);
  const editor = page.getByRole('textbox', { name: 'Query', exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(editor).toContainText('SELECT 1 AS one');
  await expect(page.getByRole('heading', { name: 'New query' })).toBeVisible();

  await button('Save').click();
  const form = page.getByRole('dialog', { name: 'Save the query' });
  await expect(form.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await form.getByLabel('Name').fill('One');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('heading', { name: 'One' })).toBeVisible();
  await expect(button('Save')).toBeDisabled();

  await editor.press('Control+End');
  await page.keyboard.insertText(', 2 AS two');
  await expect(page.getByText('Not saved')).toBeVisible();
  await expect(button('Save')).toBeEnabled();
  await button('Save').click();
  await expect(page.getByText('Not saved')).toBeHidden();
  await expect(button('Save')).toBeDisabled();

  await button('Rename or share').click();
  const edit = page.getByRole('dialog', { name: 'Rename or share' });
  await expect(edit.getByLabel('Name')).toHaveValue('One');
  await edit.getByLabel('Name').fill('One and two');
  await edit.getByText('Share it').click();
  await edit.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(edit).toBeHidden();
  await expect(page.getByRole('heading', { name: 'One and two' })).toBeVisible();

  await editor.press('Control+End');
  await page.keyboard.insertText(', 3 AS three');
  await button('Save as').click();
  await form.getByLabel('Name').fill('One and two');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form.getByText('exists already. Choose another name.')).toBeVisible();
  await form.getByLabel('Name').fill('Three');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Three' })).toBeVisible();

  await page.getByRole('tab', { name: 'Saved queries' }).click();
  const saved = page.getByRole('table', { name: 'Saved queries' });
  await expect(saved.getByRole('row', { name: /One and two/ })).toContainText('Everybody');
  await expect(saved.getByRole('row', { name: /Three/ })).toContainText('Only you');
  await expectAccessible(page);
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `console-queries-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  await saved.getByRole('button', { name: 'One and two' }).click();
  await expect(page.getByRole('heading', { name: 'One and two' })).toBeVisible();
  await expect(editor).toHaveText('SELECT 1 AS one, 2 AS two');
  await expect(page.getByText('Not saved')).toBeHidden();

  await button('Delete').click();
  const confirm = page.getByRole('dialog', { name: 'Delete One and two?' });
  await expect(confirm.getByText('it leaves the saved ones of everybody')).toBeVisible();
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await expect(confirm).toBeHidden();
  await expect(page.getByText('One and two was deleted.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'New query' })).toBeVisible();
  await expect(saved.getByRole('row', { name: /Three/ })).toBeVisible();
  await expect(saved.getByRole('row', { name: /One and two/ })).toBeHidden();

  // After a reload they come from the server.
  await page.reload();
  await page.getByRole('tab', { name: 'Saved queries' }).click();
  await page.getByPlaceholder('Find saved queries').fill('THR');
  await saved.getByRole('button', { name: 'Three' }).click();
  await expect(editor).toHaveText('SELECT 1 AS one, 2 AS two, 3 AS three');
});
