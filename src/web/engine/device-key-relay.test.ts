import { afterEach, expect, test } from 'vitest';
import { DeviceKeyRelay } from './device-key-relay.ts';

const deviceKey = new Uint8Array(32).fill(7);
const open: BroadcastChannel[] = [];

function worker(): DeviceKeyRelay {
  const channel = new BroadcastChannel('device-key of this test');
  open.push(channel);
  return new DeviceKeyRelay(channel);
}

/** Long enough for what was said to be heard by all. */
const heard = () => new Promise((resolve) => setTimeout(resolve, 50));

afterEach(() => {
  for (const channel of open.splice(0)) channel.close();
});

test('those who wait have the key of the open device, whether they came before it was opened or after', async () => {
  const [engine, early] = [worker(), worker()];
  expect(await engine.takeOver()).toBeUndefined();
  engine.handOn(deviceKey);
  const late = worker();
  await heard();
  expect(await early.takeOver()).toEqual(deviceKey);
  expect(await late.takeOver()).toEqual(deviceKey);
});

test('nobody has it once the device is locked', async () => {
  const [engine, waiting] = [worker(), worker()];
  await engine.takeOver();
  engine.handOn(deviceKey);
  await heard();
  engine.drop();
  await heard();
  expect(await waiting.takeOver()).toBeUndefined();
  const late = worker();
  await heard();
  expect(await late.takeOver()).toBeUndefined();
});

test('a worker that is next before it has heard of the lock hears of it first', async () => {
  const [engine, waiting] = [worker(), worker()];
  await engine.takeOver();
  engine.handOn(deviceKey);
  await heard();
  engine.drop();
  expect(await waiting.takeOver()).toBeUndefined();
});

test('a worker that waits answers nobody', async () => {
  const [engine, waiting] = [worker(), worker()];
  await engine.takeOver();
  engine.handOn(deviceKey);
  await heard();
  open[0]?.close();
  const late = worker();
  await heard();
  expect(await late.takeOver()).toBeUndefined();
  expect(await waiting.takeOver()).toEqual(deviceKey);
});
