/** Everybody does anything at any time, in a storm: whatever happens, nothing throws, every call has its row, nothing is left. */
import t from "tap";
import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { noise } from "../media/support/signals.ts";
import { storm } from "./support/centre.ts";
import { NUMBER, type Office, office } from "./support/office.ts";
import type { SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const SEEDS = [1, 2, 3, 4, 5];
const DEEDS = 150;

const modes: readonly MonitorMode[] = ["passive", "semi_active", "active"];
const dialled = ["1001", "1002", "1003", "1004", "011988887777", "0", "nonsense"];
const failures = [404, 480, 486, 488, 500, 503, 603];

class Chaos {
  readonly #there: Office;
  readonly #entropy: Entropy;
  readonly #phones: readonly SimPhone[];

  constructor(there: Office, seed: number) {
    this.#there = there;
    this.#entropy = seededEntropy(seed);
    this.#phones = there.place.phones;
    for (const phone of this.#phones) phone.manner = (call) => this.#meet(call);
  }

  async deed(): Promise<void> {
    const { place, customer } = this.#there;
    await place.pass(this.#below(400));
    const call = this.#call();
    switch (this.#below(12)) {
      case 0:
      case 1:
        customer.dial(NUMBER, { offerless: this.#below(4) === 0 });
        break;
      case 2:
        this.#pick(this.#phones.slice(1)).dial(this.#pick(dialled));
        break;
      case 3:
      case 4:
        if (call?.state === "offered") call.answer();
        break;
      case 5:
        if (this.#below(2) === 0) call?.hangUp();
        break;
      case 6:
        if (call?.state === "connected") call.reinvite(this.#offering());
        break;
      case 7:
      case 8:
        this.#monitor();
        break;
      case 9:
        this.#control();
        break;
      case 10:
        if (call?.state === "connected") call.info(String(this.#below(10)));
        break;
      default:
        if (call?.state === "connected") call.sound.press(this.#below(16));
    }
  }

  /** Everybody goes home. */
  async end(): Promise<void> {
    const { place } = this.#there;
    for (let rounds = 0; rounds < 4; rounds++) {
      for (const phone of this.#phones) for (const call of phone.calls) if (call.state !== "ended") call.hangUp();
      await place.pass(40_000);
    }
  }

  #meet(call: PhoneCall): void {
    switch (this.#below(5)) {
      case 0:
        call.refuse(this.#pick(failures));
        break;
      case 1:
        call.ring(183, noise(this.#below(100)));
        break;
      case 2:
        call.ring();
        break;
      case 3:
        call.answer();
        break;
      default:
        call.acknowledges = false;
    }
  }

  #monitor(): void {
    const { place, clara, davi } = this.#there;
    const user = this.#pick([clara, davi]);
    const mode = this.#pick(modes);
    const [running] = place.centre.monitorings(place.viewer(user)).filter(({ state }) => state === "connected");
    if (running !== undefined && this.#below(3) === 0) place.centre.release(place.viewer(user), running.id);
    else if (running !== undefined) void place.centre.changeMode(place.viewer(user), running.id, mode);
    else void place.monitor(user, mode, this.#below(2) === 0 ? this.#someCall() : { agentId: "agent_ana" });
  }

  #control(): void {
    const { place, ana } = this.#there;
    const { callId } = this.#someCall();
    const { administrator, centre } = place;
    this.#pick([
      () => centre.hold(administrator, callId),
      () => centre.resume(administrator, callId),
      () => centre.pauseRecording(administrator, callId, this.#below(2) === 0),
      () => centre.hangUp(administrator, callId),
      () => centre.dial(administrator, ana.id, this.#pick(dialled)),
      () => place.account.user("Clara", this.#below(2) === 0 ? {} : { screens: { agentsDashboard: false } }),
    ])();
  }

  #offering() {
    return this.#pick([
      {},
      {},
      { direction: "sendonly" },
      { direction: "inactive" },
      { connection: "0.0.0.0" },
      { offerless: true },
    ] as const);
  }

  #someCall(): { callId: string } {
    const { place } = this.#there;
    const calls = place.centre.calls(place.administrator);
    return { callId: calls.length === 0 ? "call_none" : this.#pick(calls).id };
  }

  #call(): PhoneCall | undefined {
    const calls = this.#phones.flatMap((phone) => phone.calls).filter(({ state }) => state !== "ended");
    return calls.length === 0 ? undefined : this.#pick(calls);
  }

  #pick<T>(among: readonly T[]): T {
    return among[this.#below(among.length)]!;
  }

  #below(n: number): number {
    return this.#entropy.uint32() % n;
  }
}

for (const seed of SEEDS) {
  t.test(`anything at any time (seed ${seed})`, async (t) => {
    const rtpWeather = { delay: 10, jitter: 40, loss: 0.05, duplicate: 0.05, reorder: 0.05 };
    const there = await office(
      { seed, weather: storm, rtpWeather },
      { customer: { voice: noise(1) }, ana: { voice: noise(2) }, clara: { voice: noise(3) } },
    );
    const chaos = new Chaos(there, seed);
    for (let i = 0; i < DEEDS; i++) await chaos.deed();
    await chaos.end();
    await there.place.nothingLeft(t);
    const { reports, recordings } = there.place.account.journal;
    t.ok(reports.size > 5, `${reports.size} calls`);
    t.ok([...reports.values()].every(({ endedAt }) => endedAt !== null));
    for (const row of recordings.values()) t.not(row.state, "writing", "every recording is finished");
  });
}
