import { acts, anAlert, openAlert } from './alerts.ts';
import { artefacts, chooseTheme, expect, expectNoAxeViolation, signInAs, test } from './test.ts';

const WINDOW = { width: 390, height: 844 };

const WORDS = {
  en: { bar: 'Decision', menu: 'Assign…', follows: 'The person is not told. One minute to undo.' },
  de: { bar: 'Entscheidung', menu: 'Zuweisen …', follows: 'Die Person erfährt nichts. Eine Minute lang widerrufbar.' },
} as const;

for (const language of ['en', 'de'] as const) {
  test(`in a narrow window the bar of decisions takes at most an eighth of the height, ${language}`, async ({
    signedIn: page,
  }) => {
    const { id } = await anAlert(page);
    const { bar, menu, follows } = WORDS[language];
    await chooseTheme(page, 'light', language);
    await page.setViewportSize(WINDOW);
    await page.goto(`/alerts/${id}`);
    const group = page.getByRole('group', { name: bar });
    await expect(group.getByRole('button')).toHaveCount(3);
    await expect(group.getByRole('button', { name: menu })).toBeVisible();
    await expect(group.getByText(follows)).toBeVisible();
    const height = (await page.locator('.decide-bar').boundingBox())?.height;
    expect(height).toBeLessThanOrEqual(WINDOW.height / 8);
    await page.screenshot({ path: `${artefacts()}/decide-${language}-390.png` });
  });
}

test('in a narrow window an alert is assigned from the menu, by keyboard', async ({ signedIn: page }) => {
  const { id } = await anAlert(page);
  await page.setViewportSize(WINDOW);
  await openAlert(page, id);
  const menu = acts(page).getByRole('button', { name: 'Assign…' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Assign to me' })).toBeFocused();
  await expect(page.getByRole('group', { name: 'Assign to…' }).getByRole('menuitem').first()).toBeVisible();
  await expectNoAxeViolation(page, 'menu');
  await page.screenshot({ path: `${artefacts()}/decide-menu-390.png` });
  await page.keyboard.press('Enter');
  await expect(page.getByText('Assigned one alert.')).toBeVisible();
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Unassign' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('One alert is assigned to nobody.')).toBeVisible();
  // The keys work here as well, and the answers still ask before they act.
  await page.keyboard.press('d');
  await expect(page.getByRole('dialog', { name: 'Dismiss one alert' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('whoever may only assign is offered that without a menu of its own, in a narrow window too', async ({ page }) => {
  await signInAs(page.context(), 'overseers');
  const { id } = await anAlert(page);
  await page.setViewportSize(WINDOW);
  await openAlert(page, id);
  await expect(acts(page).getByRole('button')).toHaveText([/Assign to me/, 'Assign to…']);
});
