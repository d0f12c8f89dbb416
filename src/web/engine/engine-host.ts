import { PARTICIPANT_KEY } from '../../client/participant-key.ts';
import { SEATS_PREFIX } from '../../client/seat-identity.ts';
import type { Storage } from '../../client/storage/storage.ts';
import { asShown } from './as-shown.ts';
import type { CommandArgs, CommandName, CommandValue } from './commands.ts';
import { browserDisk, eraseChairs } from './device-disk.ts';
import { DeviceKeeper } from './device-keeper.ts';
import type { DeviceKeyRelay } from './device-key-relay.ts';
import type { Engine, EngineOf } from './engine.ts';
import type { FromEngine, FromTab } from './engine-wire.ts';
import { EngineFailure, failureOf } from './failure.ts';
import type { Gate, Keeping } from './gate.ts';
import type { LiveArgs, LiveName, LiveValue } from './live-values.ts';
import type { EngineCommand } from './perform.ts';
import { Watches } from './watches.ts';

export interface EngineHostOf {
  readonly profile: string;
  readonly venue: string;
  /** Whose chair of the example it is, by the name that the venue knows it by. */
  readonly chair: string | undefined;
  readonly relay: DeviceKeyRelay;
  readonly send: (message: FromEngine) => void;
}

/** The engine itself is most of the code; who is kept here is said before it has come. */
const whatOpens = () => import('./open-engine.ts');

/** No person and no seat: what an attempt may have left beside is of no use without them. */
async function isUnused(storage: Storage): Promise<boolean> {
  if ((await storage.get(PARTICIPANT_KEY)) !== undefined) return false;
  return (await storage.list(SEATS_PREFIX)).every(([key]) => !key.endsWith('/identity'));
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** The one engine of a profile, for all of its tabs: opens the device, does what tabs ask, shows what has changed. */
export class EngineHost {
  readonly #of: EngineHostOf;
  readonly #id = crypto.randomUUID();
  readonly #keeper: DeviceKeeper;
  readonly #watches: Watches;
  #gate: Gate = { kind: 'starting' };
  #engine: Engine | undefined;
  #storage: Storage | undefined;
  /** A try at the lock is under way: it takes most of a second. */
  #isUnlocking = false;

  constructor(of: EngineHostOf) {
    this.#of = of;
    this.#keeper = new DeviceKeeper({
      disk: browserDisk(of.profile),
      rpId: new URL(of.venue).hostname,
      random,
    });
    this.#watches = new Watches((name, args) => this.#evaluate(name, args), of.send);
  }

  /** `online` or `offline`, as the browser says it. */
  lineChanged(): void {
    this.#engine?.lineChanged();
  }

  async start(): Promise<void> {
    this.#announce();
    try {
      if (this.#of.chair !== undefined) await this.#sit(this.#of.chair);
      else if (!(await this.#resumed())) this.#become(await this.#keeper.state());
    } catch (error) {
      await this.#letGo();
      this.#become({ kind: 'failed', failure: failureOf(error) });
    }
  }

  hear(message: FromTab): void {
    switch (message.kind) {
      case 'hello':
        this.#announce();
        break;
      case 'watch':
        this.#watches.add(message);
        break;
      case 'unwatch':
        this.#watches.remove(message);
        break;
      case 'shown':
        // Comes while the person reads, or types; where it does not, whoever needs it is told.
        void whatOpens().catch(() => {});
        break;
      case 'bye':
        this.#watches.removeTab(message.tab);
        break;
      case 'call':
        void this.#answer(message);
    }
  }

  #announce(): void {
    this.#of.send({ to: 'tabs', kind: 'engine', engine: this.#id });
  }

  async #answer({ tab, id, command, args }: Extract<FromTab, { kind: 'call' }>): Promise<void> {
    try {
      const value = await this.#do(command, args);
      this.#of.send({ to: tab, kind: 'done', id, value });
    } catch (error) {
      this.#of.send({ to: tab, kind: 'failed', id, failure: failureOf(error) });
    }
  }

  async #do(command: CommandName, args: CommandArgs<CommandName>): Promise<unknown> {
    switch (command) {
      case 'begin': {
        const { keeping } = args as CommandArgs<'begin'>;
        await this.#openWith(keeping);
        return { phrase: this.#open().participant.phrase };
      }
      case 'recover': {
        const { phrase, keeping } = args as CommandArgs<'recover'>;
        const { entropyOf } = await whatOpens();
        return await this.#openWith(keeping, entropyOf(phrase));
      }
      case 'unlock':
        return await this.#unlock(args as CommandArgs<'unlock'>);
      case 'lock':
        return await this.#close();
      case 'forgetDevice':
        return await this.#close(async () => {
          await this.#keeper.forget();
          await eraseChairs();
        });
      case 'phrase':
        return await this.#phrase(args as CommandArgs<'phrase'>);
      case 'changePassphrase':
        return { kind: await this.#keeper.changePassphrase(args as CommandArgs<'changePassphrase'>) };
      case 'addWayIn':
        await this.#keeper.add((args as CommandArgs<'addWayIn'>).keeping);
        return this.#becomeOpen();
      default:
        return await (await whatOpens()).perform(this.#open(), command as EngineCommand, args);
    }
  }

  #open(): Engine {
    if (this.#engine === undefined) throw new EngineFailure({ area: 'app', code: 'LOCKED', message: 'not open' });
    return this.#engine;
  }

  /** With the entropy of a phrase: whoever comes back has it kept somewhere. */
  async #openWith(keeping: Keeping, entropy?: Uint8Array): Promise<void> {
    if (this.#gate.kind !== 'new') throw new EngineFailure({ area: 'app', code: 'NOT_NEW', message: 'known already' });
    this.#become({ kind: 'opening' });
    try {
      const engine = await this.#take(await this.#keeper.create(keeping), entropy);
      if (entropy !== undefined) await engine.notes.keepPhrase();
      this.#becomeOpen();
    } catch (error) {
      // Nothing is left of an attempt: a phrase that leads nowhere can be typed again.
      await this.#letGo();
      await this.#keeper.forget();
      this.#become({ kind: 'new' });
      throw error;
    }
  }

  async #unlock({ key }: CommandArgs<'unlock'>): Promise<{ kind: 'open' } | { kind: 'wrong' }> {
    const before = this.#gate;
    if (before.kind !== 'locked' || this.#isUnlocking) {
      throw new EngineFailure({ area: 'app', code: 'NOT_LOCKED', message: 'not locked' });
    }
    this.#isUnlocking = true;
    try {
      const storage = await this.#keeper.unlock(key);
      // Said where it was typed: the gate has not moved.
      if (storage === 'wrong') return { kind: 'wrong' };
      this.#become({ kind: 'opening' });
      if (await isUnused(storage)) return await this.#beginAnew(storage);
      await this.#take(storage);
      this.#becomeOpen();
      return { kind: 'open' };
    } catch (error) {
      await this.#letGo();
      this.#become(before);
      throw error;
    } finally {
      this.#isUnlocking = false;
    }
  }

  /**
   * A tab that was closed between the lock and what it was to keep: opened, this device would be somebody whom nobody
   * knows, and not the person whose phrase was being brought back.
   */
  async #beginAnew(storage: Storage): Promise<{ kind: 'open' }> {
    await storage.close();
    await this.#keeper.forget();
    this.#become({ kind: 'new' });
    return { kind: 'open' };
  }

  /** Goes on where the engine of a tab that was closed left off: the device was open, and stays so. */
  async #resumed(): Promise<boolean> {
    const deviceKey = await this.#of.relay.takeOver();
    if (deviceKey === undefined) return false;
    this.#become({ kind: 'opening' });
    const storage = await this.#keeper.resume(deviceKey);
    if (storage === 'wrong') return false;
    await this.#take(storage);
    this.#becomeOpen();
    return true;
  }

  async #take(storage: Storage, entropy?: Uint8Array): Promise<Engine> {
    this.#storage = storage;
    const { openEngine } = await whatOpens();
    this.#engine = await openEngine(storage, this.#engineOf(), entropy);
    return this.#engine;
  }

  async #sit(name: string): Promise<void> {
    this.#become({ kind: 'opening' });
    const { sitInChair } = await whatOpens();
    const { engine, storage, role, clockOffsetMs } = await sitInChair(name, this.#of.profile, this.#engineOf());
    this.#engine = engine;
    this.#storage = storage;
    this.#become({ kind: 'open', keeps: 'device', by: [], chair: { name, role }, clockOffsetMs });
  }

  #engineOf(): Pick<EngineOf, 'venue' | 'onChange'> {
    return { venue: this.#of.venue, onChange: (change, afterMs) => this.#watches.changed(change, afterMs) };
  }

  #becomeOpen(): void {
    const { deviceKey, waysIn } = this.#keeper;
    if (deviceKey !== undefined) this.#of.relay.handOn(deviceKey);
    const keeps = deviceKey === undefined ? 'nothing' : 'device';
    this.#become({ kind: 'open', keeps, by: waysIn, chair: undefined, clockOffsetMs: 0 });
  }

  async #phrase({ key }: CommandArgs<'phrase'>): Promise<CommandValue<'phrase'>> {
    const { phrase } = this.#open().participant;
    const isAsked = this.#keeper.waysIn.length > 0;
    if (isAsked && (key === undefined || !(await this.#keeper.isRight(key)))) return { kind: 'wrong' };
    return { kind: 'phrase', phrase };
  }

  /** Whatever of it fails, the engine is gone, and the gate says where the device stands without it. */
  async #close(erase?: () => Promise<void>): Promise<void> {
    try {
      await this.#letGo();
      await erase?.();
    } finally {
      this.#become(
        await this.#keeper.state().catch((error) => ({ kind: 'failed', failure: failureOf(error) }) as const),
      );
    }
  }

  /** The person is not here any more, nor is the key of what they keep. */
  async #letGo(): Promise<void> {
    this.#of.relay.drop();
    const [engine, storage] = [this.#engine, this.#storage];
    this.#engine = undefined;
    this.#storage = undefined;
    this.#keeper.close();
    await engine?.close();
    await storage?.close();
  }

  #become(gate: Gate): void {
    this.#gate = gate;
    for (const name of ['gate', 'overview', 'room', 'record', 'knocks'] as const) this.#watches.changed({ name }, 0);
  }

  async #evaluate<Name extends LiveName>(name: Name, args: LiveArgs<Name>): Promise<LiveValue<Name>> {
    return asShown((await this.#valueOf(name, args)) as LiveValue<Name>);
  }

  async #valueOf(name: LiveName, args: unknown): Promise<LiveValue<LiveName>> {
    if (name === 'gate') return this.#gate;
    const engine = this.#open();
    switch (name) {
      case 'overview':
        return engine.overview();
      case 'room':
        return engine.room((args as LiveArgs<'room'>).channel);
      case 'record':
        return engine.record(args as LiveArgs<'record'>);
      case 'knocks':
        return await engine.knocks((args as LiveArgs<'knocks'>).channel);
    }
  }
}
