import { expect, test } from 'vitest';
import { openStage } from './support/stage.ts';

test('a stage does not close in silence over what the app never may do', async () => {
  const stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.open();
  await anna.page.evaluate(async () => {
    await fetch('https://elsewhere.example/').catch(() => {});
    console.error('something is wrong');
    setTimeout(() => {
      throw new Error('nobody caught this');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const complaint = await stage.close().catch((error: Error) => error.message);
  expect(complaint).toContain('content policy: connect-src https://elsewhere.example/');
  expect(complaint).toContain('Anna: console: something is wrong');
  expect(complaint).toContain('thrown: Error: nobody caught this');
});

test('a worker that asks elsewhere is noticed, and so is one that answers for the app', async () => {
  const stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.beginBehindPassphrase();
  await anna.appIsKept();
  const [engine] = anna.page.workers();
  const [keeper] = anna.context.serviceWorkers();
  if (engine === undefined || keeper === undefined) throw new Error('the app has no workers');
  await engine.evaluate(() => fetch('https://elsewhere.example/engine').catch(() => {}));
  await keeper.evaluate(() => fetch('https://elsewhere.example/keeper').catch(() => {}));
  const heard = (what: string) => anna.complaints.found.some((one) => one.includes(what));
  for (const one of ['engine', 'keeper']) {
    const violation = `content policy: connect-src https://elsewhere.example/${one}`;
    await expect.poll(() => heard(violation), { timeout: 20_000 }).toBe(true);
  }
  await expect(stage.close()).rejects.toThrow('elsewhere.example');
});

test('another origin is noticed where no content policy stands in the way', async () => {
  const stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.page.goto('http://127.0.0.1:9/').catch(() => {});
  await expect(stage.close()).rejects.toThrow('asked elsewhere: http://127.0.0.1:9/');
});

test('an audit tells what is not accessible, and where', async () => {
  await using stage = await openStage();
  const anna = await stage.person('Anna');
  await anna.open();
  await anna.isAtTheWelcome();
  await anna.page.evaluate(() => document.querySelector('#app')?.append(document.createElement('button')));
  await expect(anna.audit()).rejects.toThrow(/button-name/);
});
