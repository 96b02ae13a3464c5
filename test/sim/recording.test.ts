/** M2, sample for sample: the recording is the sum of what each public speaker sent, computed here from what the phones said. */
import t from "tap";
import { type Entropy, seededEntropy } from "../../src/kernel/entropy.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { noise } from "../media/support/signals.ts";
import type { SimCentre } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

/** ms that each kind of packet travels. */
const RTP_DELAY = 10;
const SIP_DELAY = 5;
const CHANGES = 40;
/** What has not come when the call ends is concealed, not recorded: 100 ms. */
const TAIL = 800;

const monitorNames = ["clara", "davi"] as const;
type MonitorName = (typeof monitorNames)[number];
const speakers = ["customer", "ana", ...monitorNames] as const;
type Speaker = (typeof speakers)[number];

const holders = ["rest", "customer", "ana", ...monitorNames] as const;
type Holder = (typeof holders)[number];

/** What the rules need to know of the call at a moment. */
interface Scene {
  readonly heldByRest: boolean;
  readonly holding: ReadonlySet<Speaker>;
  readonly modes: Readonly<Record<MonitorName, MonitorMode>>;
}

/** The contract's words: "talking" and "public", for parties who both are open whenever they talk. */
function isPublic(speaker: Speaker, { heldByRest, holding, modes }: Scene): boolean {
  const talking = !heldByRest && !holding.has("customer") && !holding.has("ana");
  if (speaker === "customer" || speaker === "ana") return talking;
  return talking && modes[speaker] === "active" && !holding.has(speaker);
}

/** Changes the scene at random, and writes down what it was from when on. */
class Director {
  readonly #there: Office;
  readonly #calls: Record<Speaker, PhoneCall>;
  readonly #monitorings: Record<MonitorName, string>;
  readonly #callId: string;
  readonly #entropy: Entropy;
  readonly #scenes: { readonly from: number; readonly scene: Scene }[];

  constructor(
    there: Office,
    calls: Record<Speaker, PhoneCall>,
    monitorings: Record<MonitorName, string>,
    seed: number,
  ) {
    this.#there = there;
    this.#calls = calls;
    this.#monitorings = monitorings;
    this.#callId = there.place.liveCall.id;
    this.#entropy = seededEntropy(seed);
    const modes = { clara: "passive", davi: "passive" } as const;
    this.#scenes = [{ from: 0, scene: { heldByRest: false, holding: new Set(), modes } }];
  }

  /** The scene in which a packet arrived: a change holds from the speaker's first sample after it (M6). */
  at(time: number): Scene {
    return this.#scenes.findLast(({ from }) => from < time)!.scene;
  }

  async change(): Promise<void> {
    const { place } = this.#there;
    await place.pass(60 + this.#random(300));
    const held = this.#held;
    // Holds are ended sooner than modes change, or there would be little to hear.
    if (held !== undefined && this.#random(2) === 0) return this.#hold(held);
    if (this.#random(3) === 0) return this.#hold(holders[this.#random(holders.length)]!);
    await this.#switch();
  }

  /** One who holds the call. */
  get #held(): Holder | undefined {
    return this.#now.heldByRest ? "rest" : [...this.#now.holding][0];
  }

  /** Holds, or resumes what it holds. */
  #hold(holder: Holder): void {
    if (holder === "rest") this.#holdByRest();
    else this.#holdByPhone(holder);
  }

  #holdByRest(): void {
    const { place } = this.#there;
    const heldByRest = !this.#now.heldByRest;
    if (heldByRest) place.centre.hold(place.administrator, this.#callId);
    else place.centre.resume(place.administrator, this.#callId);
    this.#write({ heldByRest }, 0);
  }

  #holdByPhone(speaker: Speaker): void {
    const holding = new Set(this.#now.holding);
    const resumes = holding.delete(speaker);
    if (!resumes) holding.add(speaker);
    this.#calls[speaker].reinvite({
      direction: resumes ? "sendrecv" : this.#random(2) === 0 ? "sendonly" : "inactive",
    });
    this.#write({ holding }, SIP_DELAY);
  }

  async #switch(): Promise<void> {
    const { place, clara, davi } = this.#there;
    const name = this.#monitor();
    const mode = (["passive", "semi_active", "active", "active"] as const)[this.#random(4)]!;
    const user = name === "clara" ? clara : davi;
    this.#write({ modes: { ...this.#now.modes, [name]: mode } }, 0);
    await place.result(place.centre.changeMode(place.viewer(user), this.#monitorings[name], mode));
  }

  #monitor(): MonitorName {
    return monitorNames[this.#random(2)]!;
  }

  get #now(): Scene {
    return this.#scenes.at(-1)!.scene;
  }

  #write(changes: Partial<Scene>, delay: number): void {
    this.#scenes.push({ from: this.#there.place.time.now() + delay, scene: { ...this.#now, ...changes } });
  }

  #random(below: number): number {
    return this.#entropy.uint32() % below;
  }
}

/**
 * Adds what the speaker said in public, each packet in the place where the first one's arrival puts it.
 * @returns how many packets that were
 */
function addPublic(sum: Int32Array, speaker: Speaker, call: PhoneCall, director: Director, answeredAt: number): number {
  let packets = 0;
  const said = call.sound.said;
  let position = (said[0]!.at + RTP_DELAY - answeredAt) * 8;
  for (const { at, samples } of said) {
    if (isPublic(speaker, director.at(at + RTP_DELAY))) {
      packets++;
      for (let i = 0; i < samples.length && position + i < sum.length; i++) sum[position + i]! += samples[i]!;
    }
    position += samples.length;
  }
  return packets;
}

/** A party has a channel to itself where there are two; a monitor is in both. */
function channelsOf(speaker: Speaker, sums: readonly Int32Array[]): readonly Int32Array[] {
  if (speaker === "customer") return sums.slice(0, 1);
  return speaker === "ana" ? sums.slice(-1) : sums;
}

const isBeyondFullScale = (sample: number): boolean => Math.abs(sample) > 32_767;

const clipped = (sum: Int32Array): Int16Array =>
  Int16Array.from(sum, (sample) => Math.max(-32768, Math.min(32767, sample)));

function answeredAt(place: SimCentre): number {
  const { answeredAt } = place.liveCall;
  return Date.parse(answeredAt!) - (place.time.wall() - place.time.now());
}

/** Where two recordings first differ, and how. */
function firstDifference(got: Int16Array, expected: Int16Array): string {
  const end = Math.min(got.length, expected.length) - TAIL;
  for (let i = 0; i < end; i++) if (got[i] !== expected[i]) return `sample ${i}: ${got[i]}, expected ${expected[i]}`;
  return "none";
}

for (const layout of ["stereo", "mixed"] as const) {
  for (const seed of [1, 2, 3]) {
    t.test(
      `M2 M6 the recording is the sum of the public samples, modes and holds at random (${layout}, seed ${seed})`,
      async (t) => {
        const recording = { enabled: true, layout, onHold: "silence", retentionDays: null } as const;
        const there = await office(
          { seed, settings: { recording }, rtpWeather: { delay: RTP_DELAY } },
          {
            customer: { voice: noise(10 * seed + 1, 16_000) },
            ana: { voice: noise(10 * seed + 2, 16_000), codec: "PCMU", ptime: 30 },
            clara: { voice: noise(10 * seed + 3, 14_000) },
            davi: { voice: noise(10 * seed + 4), ptime: 10 },
          },
        );
        const { place, claraPhone, daviPhone } = there;
        const { ours, theirs } = await inboundCall(there);
        const origin = answeredAt(place);
        const monitorings = {
          clara: await place.connectMonitor(there.clara, "passive"),
          davi: await place.connectMonitor(there.davi, "passive"),
        };
        const calls = { customer: ours, ana: theirs, clara: claraPhone.call, davi: daviPhone.call };
        await place.until("all to speak", () =>
          Object.values(calls).every(({ connectedAt }) => connectedAt !== undefined),
        );
        const director = new Director(there, calls, monitorings, seed);
        // Changes fall between packets, so that no packet comes at the moment of a change.
        await place.pass(20.5);
        for (let i = 0; i < CHANGES; i++) await director.change();
        const endsAt = place.time.now() + SIP_DELAY;
        ours.hangUp();
        await place.nothingLeft(t);

        const [file] = place.recordings;
        const length = Math.round((endsAt - origin) * 8);
        t.equal(file!.frames, length, "the recording is as long as the call");
        const sums = Array.from({ length: file!.channels }, () => new Int32Array(length));
        for (const speaker of speakers) {
          for (const sum of channelsOf(speaker, sums)) {
            const packets = addPublic(sum, speaker, calls[speaker], director, origin);
            t.ok(packets > 20, `${speaker}: ${packets} packets in public`);
            t.ok(packets < 0.8 * calls[speaker].sound.said.length, "not all of them");
          }
        }
        t.ok(sums[0]!.some(isBeyondFullScale), "some sums are beyond full scale");
        for (let channel = 0; channel < file!.channels; channel++)
          t.equal(firstDifference(file!.channel(channel), clipped(sums[channel]!)), "none", `channel ${channel}`);
      },
    );
  }
}
