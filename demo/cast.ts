/** The people of the demo: SIP phones of the lab that talk over UDP to the server like any other. */
import { writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { PhoneCall } from "../lab/phone/call.ts";
import { answers, answersAfter } from "../lab/phone/manners.ts";
import { type PhoneOptions, TestPhone } from "../lab/phone/phone.ts";
import { TestTrunk } from "../lab/phone/trunk.ts";
import type { Signal } from "../lab/sound/signals.ts";
import { wavOf } from "../lab/sound/wav.ts";
import type { Sample, SeatName } from "./sampleAccount.ts";

/** Time for a real phone to answer before the stand-in does, ms. */
export const STAND_IN_MS = 6000;
/** Between the end of a call and the next, ms. */
const REST_MS = 3000;
/** A minute of sound, a hundred calls of messages: the demo may run for days. */
const KEEP = 3000;

export interface Cast {
  /** Hangs up, unregisters and closes everything. */
  leave(): Promise<void>;
}

/** Everybody takes their seat and the conversations begin, and begin again whenever they end. */
export async function gather(
  sample: Sample,
  trunk: TestTrunk,
  voices: Readonly<Record<string, Signal>>,
  tell: (line: string) => void,
  heardFile: string,
): Promise<Cast> {
  const leaving = new AbortController();
  const seat = async (name: SeatName, options: Partial<PhoneOptions>): Promise<TestPhone> => {
    const { extension, token } = sample.seats[name].voip;
    const phone = await TestPhone.start({
      user: extension,
      password: token,
      server: trunk.server,
      keep: KEEP,
      voice: voices[name.toLowerCase()]!,
      ...options,
    });
    await phone.register();
    return phone;
  };
  const ana = await seat("Ana", { manner: answers });
  const davi = await seat("Davi", { manner: answers });
  const bruno = await seat("Bruno", {});
  const clara = await seat("Clara", { manner: answersAfter(STAND_IN_MS) });

  const conversations = [
    converse(() => trunk.call(sample.number, "11988887777", "Maria"), [trunk, ana], leaving.signal, tell),
    converse(() => bruno.dial(sample.seats.Davi.voip.extension), [bruno, davi], leaving.signal, tell),
    standIn(clara, leaving.signal, tell, heardFile),
  ];
  return {
    leave: async () => {
      leaving.abort();
      await Promise.all([trunk, ana, bruno, davi, clara].map((phone) => phone.goodbye()));
      await Promise.all(conversations);
    },
  };
}

/** The trunk's customer, from the start, since the account must know where the trunk is. */
export const openTrunk = (server: TestTrunk["server"], voice: Signal): Promise<TestTrunk> =>
  TestTrunk.start({ server, voice, keep: KEEP });

/** Calls, talks until somebody hangs up, rests and calls again. */
async function converse(
  dial: () => Promise<PhoneCall>,
  phones: readonly TestPhone[],
  leaving: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  while (!leaving.aborted) {
    const call = await dial();
    try {
      await call.answered();
      await call.ended(FOREVER);
    } catch (error) {
      if (!leaving.aborted) tell(`A conversation did not begin: ${(error as Error).message}`);
    }
    if (leaving.aborted) return;
    await delay(REST_MS, undefined, { signal: leaving }).catch(() => {});
    const over = phones.flatMap((phone) =>
      phone.calls.filter(({ state }) => state === "ended").map((one) => ({ phone, one })),
    );
    await Promise.all(over.map(({ phone, one }) => phone.forget(one)));
  }
}

/** Answers for Clara where no real phone does, and writes down what she heard. */
async function standIn(
  clara: TestPhone,
  leaving: AbortSignal,
  tell: (line: string) => void,
  heardFile: string,
): Promise<void> {
  while (!leaving.aborted) {
    const call = await clara.incoming(FOREVER).catch(() => undefined);
    if (call === undefined) return;
    tell("Clara's phone rings.");
    await call
      .until(() => call.state === "connected" || call.ending !== undefined, "an answer", FOREVER)
      .catch(() => {});
    if (call.state === "connected") tell("Clara's stand-in answered, since no other phone of hers did.");
    await call.ended(FOREVER).catch(() => {});
    const heard = call.audio.heard();
    if (heard.length > 0) {
      await writeFile(heardFile, wavOf(heard));
      tell(`Clara's monitoring is over; what she heard at last is in ${heardFile}`);
    }
    if (!leaving.aborted) await clara.forget(call);
  }
}

/** The longest a timer can be set, ms: 24 days. */
const FOREVER = 2 ** 31 - 1;
