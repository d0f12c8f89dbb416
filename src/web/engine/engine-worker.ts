import { DeviceKeyRelay, deviceKeyChannelName } from './device-key-relay.ts';
import { EngineHost } from './engine-host.ts';
import { engineChannelName, engineLockName, type FromEngine, type FromTab } from './engine-wire.ts';

/** What a tab tells its worker when it starts it. */
export interface WorkerStart {
  readonly profile: string;
  /** Of the example, by its name. */
  readonly chair: string | undefined;
}

// Each tab has a worker, and one of them is the engine: whichever holds the lock. When its tab is closed the browser
// lets go of the lock, and the next one goes on from what is stored. Shared workers would do, where there are any.
addEventListener(
  'message',
  ({ data }: MessageEvent<WorkerStart>) => {
    const { profile, chair } = data;
    // Listens from the first: the key of an open device is handed to those who wait for the lock.
    const relay = new DeviceKeyRelay(new BroadcastChannel(deviceKeyChannelName(profile)));
    void navigator.locks.request(engineLockName(profile), async () => {
      const channel = new BroadcastChannel(engineChannelName(profile));
      const send = (message: FromEngine) => channel.postMessage(message);
      const host = new EngineHost({ profile, venue: location.origin, chair, relay, send });
      channel.addEventListener('message', ({ data: heard }: MessageEvent<FromTab | FromEngine>) => {
        if (heard.to === 'engine') host.hear(heard as FromTab);
      });
      for (const change of ['online', 'offline']) addEventListener(change, () => host.lineChanged());
      await host.start();
      // Held for as long as this worker lives.
      await new Promise(() => {});
    });
  },
  { once: true },
);
