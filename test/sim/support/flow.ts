/** The figures of the RFCs as tests: who plays which part, in which weather, and what must have passed on each leg. */
import t, { type Test } from "tap";
import type { ReportRow } from "../../../src/accounts/journal/journal.ts";
import { shareAt, tone } from "../../media/support/signals.ts";
import { calm, storm } from "./centre.ts";
import { type Office, office } from "./office.ts";
import type { SimPhone } from "./phone.ts";
import type { PhoneCall } from "./phoneCall.ts";
import { PITCH } from "./transfers.ts";

export interface Scene extends Office {
  readonly t: Test;
  /** Nothing is lost, and all comes in order. */
  readonly isCalm: boolean;
  /** Waits until all phones have been called (again). */
  readonly rung: (...phones: SimPhone[]) => Promise<void>;
  /** Waits until the phone has been called, and the caller told that it rings: the latter in vain where that was lost. */
  readonly ringing: (phone: SimPhone, caller: PhoneCall) => Promise<void>;
  readonly up: (...calls: PhoneCall[]) => Promise<void>;
  readonly over: (...calls: PhoneCall[]) => Promise<void>;
  /** Waits until that has come so many times: `180 INVITE`, `BYE`. */
  readonly came: (call: PhoneCall, what: string, times?: number) => Promise<void>;
  /** Whether the call is sent the voice of that pitch, and nothing else, in the second that begins now. */
  readonly hears: (call: PhoneCall, pitch: number) => Promise<boolean>;
  /** In good weather what passed on the phone's leg was this: `> INVITE, < 100 INVITE, …`; `>` came from the phone. */
  readonly figure: (phone: SimPhone, messages: string, call?: PhoneCall) => void;
}

/** What a report row must match. */
export type ReportPattern = { readonly [field in keyof ReportRow]?: unknown };

export interface FlowOptions {
  /** Of the call's only report row; of several, of each in the order of their beginning. */
  readonly report?: ReportPattern | readonly ReportPattern[];
  /** Seeds of bad weather in which the flow is played as well; its order is then any. */
  readonly storms?: readonly number[];
}

/** @param section as the RFC's contents have it: `RFC 3665 §3.8: unsuccessful, no answer` */
export function flow(section: string, options: FlowOptions, play: (scene: Scene) => Promise<void>): void {
  t.test(section, async (t) => {
    await t.test("calm", (t) => perform(t, { seed: 1, weather: calm }, options, play));
    for (const seed of options.storms ?? [])
      await t.test(`storm, seed ${seed}`, (t) => perform(t, { seed, weather: storm }, options, play));
  });
}

async function perform(
  t: Test,
  sky: { readonly seed: number; readonly weather: typeof calm },
  { report }: FlowOptions,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const there = await office(sky, {
    customer: { voice: tone(PITCH.customer) },
    ana: { voice: tone(PITCH.ana) },
    bruno: { voice: tone(PITCH.bruno) },
  });
  const { place } = there;
  await play(sceneOf(there, t, sky.weather === calm));
  await place.nothingLeft(t);
  if (report === undefined) return;
  const rows = [...place.account.journal.reports.values()];
  t.match(rows, "length" in report ? report : [report]);
  t.equal(rows.length, "length" in report ? report.length : 1, "so many calls have rows");
}

function sceneOf(there: Office, t: Test, isCalm: boolean): Scene {
  const { place } = there;
  const patience = 250_000;
  return {
    ...there,
    t,
    isCalm,
    ringing: async (phone, caller) => {
      await place.until("a phone to ring", () => phone.calls.length > 0, patience);
      const told = () => caller.came.includes("180 INVITE");
      await (isCalm ? place.until("the 180", told) : place.pass(500));
    },
    rung: (...phones) => place.until("a phone to ring", () => phones.every(({ calls }) => calls.length > 0), patience),
    up: (...calls) =>
      place.until(
        "the call to be up",
        () => calls.every(({ connectedAt, state }) => connectedAt !== undefined && state === "connected"),
        patience,
      ),
    over: (...calls) =>
      place.until("the call to be over", () => calls.every(({ state }) => state === "ended"), patience),
    came: (call, what, times = 1) =>
      place.until(what, () => call.came.filter((each) => each === what).length >= times, patience),
    hears: async (call, pitch) => {
      await place.pass(200);
      const from = place.time.now();
      await place.pass(1000);
      return shareAt(call.sound.samples(from), pitch) > 0.9;
    },
    figure: (phone, messages, call = phone.call) => {
      if (isCalm)
        t.equal(place.wire.ladder(phone.address, call.callId).join(", "), messages, `the leg of ${phone.address}`);
    },
  };
}
