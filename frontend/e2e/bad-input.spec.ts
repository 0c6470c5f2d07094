import { newMeeting } from './support/helper';
import { expect, test } from './support/test';
import { NO_PLACE } from './support/watch';

const WRONG_CODE =
  'Deze code werkt niet. Kijk nog een keer op het scherm of vraag de spelleider om de code. Of de bijeenkomst is al afgelopen.';
const REFUSED = /the server responded with a status of 4\d\d/;

test('a code that is empty or too short is told at the field, and nothing is sent', async ({ hall }) => {
  const phone = await hall.phone(await newMeeting());
  for (const code of ['', '1234', 'hallo']) {
    await phone.typeCode(code);
    const field = phone.page.getByLabel('Code', { exact: true });
    await expect(field).toHaveAccessibleDescription(/Een code heeft 8 cijfers/);
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  expect(phone.watch.bodies.filter(({ url }) => url.includes('/api/'))).toEqual([]);
});

test('an unknown code, a closed session and a broken link say the same: this does not work', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const phone = await hall.phone(meeting);
  phone.watch.forgive(REFUSED);

  const refusedCode = async (code: string) => {
    await phone.typeCode(code);
    const field = phone.page.getByLabel('Code', { exact: true });
    await expect(phone.page.getByText(WRONG_CODE)).toBeInViewport();
    await expect(field).toBeFocused();
  };
  const unknown = String((Number(meeting.code) + 1) % 1e8).padStart(8, '0');
  await refusedCode(unknown);

  await cockpit.press('Sluit de bijeenkomst', true);
  await refusedCode(meeting.code);

  for (const link of [meeting.links.bewoner, '/doe-mee/dit-is-geen-link']) {
    await phone.page.goto(link);
    await expect(phone.heading('Deze code werkt niet')).toBeVisible();
    await expect(phone.page.getByText(WRONG_CODE)).toBeVisible();
  }
});

test('when the door is locked nobody new comes in, and who is inside stays inside', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const inside = await hall.joined(meeting, 'bewoner');
  await cockpit.page.getByRole('button', { name: 'Doe de deur dicht' }).click();
  await expect(cockpit.page.getByText('De deur is dicht. Er komt niemand meer bij.')).toBeVisible();

  const late = await hall.phone(meeting);
  late.watch.forgive(REFUSED);
  await late.page.goto(meeting.links.bewoner);
  // Said before anything is asked: there is no button to press in vain.
  await expect(late.page.getByText('Nieuwe deelnemers kunnen er nu niet bij. Vraag de spelleider.')).toBeVisible();
  await expect(late.page.getByRole('button', { name: 'Doe mee' })).toHaveCount(0);

  await inside.page.reload();
  await expect(inside.page.getByText('De spelleider begint zo')).toBeVisible();
  inside.watch.forgive(NO_PLACE);
  await late.comeBack(await inside.returnCode());
  await expect(late.page.getByText('U doet mee als bewoner')).toBeVisible();
});

test('the terugkomcode moves somebody to another phone, and the older phone says so', async ({ hall }) => {
  const meeting = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  const older = await hall.joined(meeting, 'bewoner');
  const returnCode = await older.returnCode();
  await expect(older.page.getByText(`${returnCode.slice(0, 4)} ${returnCode.slice(4)}`)).toBeVisible();
  await cockpit.press('Begin');
  await cockpit.press('Open opgave 1');
  await older.begin();
  await older.tapAnswer(4);
  await older.seesTick(4);

  const newer = await hall.phone(meeting);
  older.watch.forgive(NO_PLACE);
  newer.watch.forgive(REFUSED);
  await newer.page.goto('/doe-mee');
  await newer.page.getByRole('button', { name: 'Ik heb een terugkomcode' }).tap();
  await newer.page.getByLabel('Code', { exact: true }).fill(meeting.code);
  await newer.page.getByLabel('Terugkomcode').fill('AAAA AAAA');
  await newer.page.getByRole('button', { name: 'Kom terug' }).tap();
  await expect(newer.page.getByRole('alert')).toContainText('Een van de twee codes klopt niet');
  await newer.page.getByLabel('Terugkomcode').fill(returnCode.toLowerCase());
  await newer.page.getByRole('button', { name: 'Kom terug' }).tap();
  await newer.arrived();

  await expect(older.heading('U doet nu mee op een andere telefoon')).toBeVisible();
  await expect(older.page.getByText('Deze telefoon verstuurt niets meer.')).toBeVisible();
  expect((await newer.answersAtServer())[0]).toBe(4);
  await expect(newer.page.getByText('1 van de 13 ingevuld', { exact: true })).toBeVisible();
  await expect(cockpit.page.getByText('0 van 1 klaar')).toBeVisible();
});

test('what does not exist and what is not yours look the same', async ({ hall }) => {
  const meeting = await newMeeting();
  const foreign = await newMeeting();
  const cockpit = await hall.cockpit(meeting);
  cockpit.watch.forgive(REFUSED);
  for (const address of [foreign.cockpit, foreign.scherm + 'x', '/bestaat-niet']) {
    await cockpit.page.goto(address);
    await expect(cockpit.heading('Niet gevonden')).toBeVisible();
    await expect(cockpit.page.getByText('Deze pagina bestaat niet of is niet voor u.')).toBeVisible();
  }
  await cockpit.page.goto(`/${foreign.gemeente}/beheer`);
  await expect(cockpit.heading('Inloggen')).toBeVisible();
  const stranger = await hall.phone(meeting);
  stranger.watch.forgive(REFUSED);
  await stranger.page.goto(`/${meeting.gemeente}/doe-mee/${meeting.session}`);
  await expect(stranger.heading('U doet nog niet mee op deze telefoon')).toBeVisible();
});
