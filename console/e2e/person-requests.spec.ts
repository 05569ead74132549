import type { Page } from '@playwright/test';
import { asSomebody, field, type Someone } from './requests.ts';
import {
  artefacts,
  chooseTheme,
  expect,
  expectItFits,
  expectNoAxeViolation,
  settled,
  signInAs,
  test,
  THEMES,
  WIDTHS,
} from './test.ts';

test.describe.configure({ mode: 'serial' });

const REASON = 'Somebody who was heard on Monday named this person.';

/** People whom no policy looks at, the last ones first: other tests open cases about the first ones. */
async function outOfScope(page: Page): Promise<readonly string[]> {
  const listed: unknown = await (await page.request.get('/api/v1/persons?limit=100')).json();
  const persons = field(listed, 'persons');
  const all: readonly unknown[] = Array.isArray(persons) ? persons : [];
  return all
    .filter((person) => field(person, 'in_scope') === false)
    .map((person) => String(field(person, 'person')))
    .toReversed();
}

/** Opens somebody by the pseudonym, from the page of people. */
async function goTo(page: Page, person: string): Promise<void> {
  await page.goto('/persons');
  await page.getByLabel('Pseudonym', { exact: true }).fill(person);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`What ${person} did`);
}

async function openAsked(who: Someone, person: string, group: string): Promise<void> {
  await who.page.goto('/requests');
  const card = who.page.getByRole('region', { name: group, exact: true });
  await card.getByRole('link', { name: person }).first().click();
}

test('a report on somebody without a policy is asked for, approved, read, and gone when it is ended', async ({
  page,
  browser,
}) => {
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  const [person] = await outOfScope(page);
  if (person === undefined) throw new Error('everybody is in scope');
  await goTo(page, person);
  const card = page.getByRole('region', { name: 'Ask about this person' });
  await card.getByRole('button', { name: 'Ask for a report' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask for a report' });
  await expectNoAxeViolation(page);
  await expect(dialog.getByRole('button', { name: 'Ask', exact: true })).toBeDisabled();
  await dialog.getByLabel('Investigation').check();
  await dialog.getByLabel('Why you ask').fill(REASON);
  await dialog.getByLabel('For how long').selectOption({ label: '3 days' });
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('The request is made. Somebody else decides on it.')).toBeVisible();
  await expect(card.getByText('Unless somebody decides before, the request lapses')).toBeVisible();
  await expect(card.getByRole('link', { name: 'Read the report' })).toHaveCount(0);

  const approver = await asSomebody(browser, 'approvers');
  await openAsked(approver, person, 'Waiting for you');
  const request = approver.page.getByRole('region', { name: 'Ivo Investigator asks for a report' });
  await expect(request.getByText(REASON)).toBeVisible();
  await expect(request.getByText('3 days, from the last approval on')).toBeVisible();
  await expectNoAxeViolation(approver.page);
  await request.getByRole('button', { name: 'Approve' }).click();
  await expect(approver.page.getByText('Approved. It is in force from now on.')).toBeVisible();
  await expect(request.getByRole('link', { name: 'Read the report' })).toHaveCount(0);

  await page.reload();
  await card.getByRole('link', { name: 'Read the report' }).click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Report on a person');
  const report = page.url();
  const about = page.getByRole('region', { name: 'About' });
  await expect(about.getByText(person)).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'On days' })).toBeVisible();
  await expectNoAxeViolation(page);
  await page.screenshot({ path: `${artefacts()}/report-light-1280.png`, fullPage: true });

  await request.getByRole('button', { name: 'End', exact: true }).click();
  const why = approver.page.getByRole('dialog', { name: 'Why do you end it?' });
  await why.getByLabel('It is no longer needed').check();
  await why.getByRole('button', { name: 'End', exact: true }).click();
  await expect(approver.page.getByText('It is ended.')).toBeVisible();
  await approver.close();
  await page.goto(report);
  await settled(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'On days' })).toHaveCount(0);
});

test('somebody is in scope by hand once it is approved, as the person and the list of people say', async ({
  page,
  browser,
}) => {
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  const person = (await outOfScope(page))[1];
  if (person === undefined) throw new Error('everybody is in scope');
  await goTo(page, person);
  const scopes = page.getByRole('region', { name: 'In scope of', exact: true });
  await expect(scopes.getByText('In scope of no policy')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for scoring by hand' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask for scoring by hand' });
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByLabel('Investigation').check();
  await dialog.getByLabel('Why you ask').fill(REASON);
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('The request is made. Somebody else decides on it.')).toBeVisible();

  const approver = await asSomebody(browser, 'approvers');
  await openAsked(approver, person, 'Waiting for you');
  const request = approver.page.getByRole('region', { name: 'Ivo Investigator asks for scoring by hand' });
  await request.getByRole('button', { name: 'Approve' }).click();
  await expect(approver.page.getByText('Approved. It is in force from now on.')).toBeVisible();
  await approver.close();

  // What was approved is assessed within seconds.
  await expect(async () => {
    await page.reload();
    await expect(scopes.getByText('because of Approved request')).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });

  await page.getByRole('link', { name: 'Open the request' }).click();
  const own = page.getByRole('region', { name: 'You ask for scoring by hand' });
  await own.getByRole('button', { name: 'End', exact: true }).click();
  const why = page.getByRole('dialog', { name: 'Why do you end it?' });
  await expectNoAxeViolation(page);
  await why.getByLabel('It was about the wrong person').check();
  await why.getByRole('button', { name: 'End', exact: true }).click();
  await expect(page.getByText('It is ended.')).toBeVisible();
});

test('whoever may not ask is offered nothing, and is told of no request', async ({ page }) => {
  await signInAs(page.context(), 'analysts');
  await page.goto('/');
  const [person] = await outOfScope(page);
  if (person === undefined) throw new Error('everybody is in scope');
  await goTo(page, person);
  await expect(page.getByRole('region', { name: 'Ask about this person' })).toHaveCount(0);
  await page.goto('/requests');
  await settled(page);
  await expect(page.getByRole('main').getByText(/^Report,/)).toHaveCount(0);
  await page.goto(`/requests/person-request-${'0'.repeat(32)}/report`);
  await settled(page);
  await expect(page.getByRole('alert')).toBeVisible();
});

for (const theme of THEMES) {
  test(`the card, the dialog's page and requests about a person are accessible and fit, ${theme}`, async ({ page }) => {
    await chooseTheme(page, theme);
    await signInAs(page.context(), 'investigators');
    await page.goto('/requests');
    await settled(page);
    const [person] = await outOfScope(page);
    if (person === undefined) throw new Error('everybody is in scope');
    const open = String(
      await page
        .getByRole('link', { name: `${person} Report,` })
        .first()
        .getAttribute('href'),
    );
    for (const width of WIDTHS) {
      for (const [name, path] of Object.entries({ 'person-asks': `/persons/${person}`, 'person-request': open })) {
        await expectItFits(page, path, `${name}-${theme}`, width);
      }
    }
  });
}

test('a German investigator asks in German', async ({ page }) => {
  await chooseTheme(page, 'light', 'de');
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  const [person] = await outOfScope(page);
  if (person === undefined) throw new Error('everybody is in scope');
  await page.goto(`/persons/${person}`);
  await page.getByRole('button', { name: 'Bericht beantragen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bericht beantragen' });
  await expect(dialog.getByLabel('Warum Sie das beantragen')).toBeVisible();
});
