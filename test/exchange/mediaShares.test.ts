/** One media plane, several accounts: whose an event is, and when a share is empty. */
import t from "tap";
import { MediaShares } from "../../src/exchange/mediaShares.ts";
import type { MediaCommand, MediaEvent } from "../../src/media/commands.ts";

function shared() {
  const sent: MediaCommand[] = [];
  const told: MediaEvent[] = [];
  let emit!: (event: MediaEvent) => void;
  const shares = new MediaShares(
    (events) => {
      emit = events;
      return {
        send: (command) => void sent.push(command),
        openLeg: () => undefined,
        areNear: () => true,
        close: () => Promise.resolve(),
      };
    },
    (event) => told.push(event),
  );
  const open = () => {
    const heard: MediaEvent[] = [];
    return { heard, share: shares.open((event) => heard.push(event)) };
  };
  return { shares, sent, told, open, emit: (event: MediaEvent) => emit(event) };
}

t.test("an event goes to the account whose call it is about, and no number is given twice", async (t) => {
  const { told, open, emit } = shared();
  const accounts = Array.from({ length: 3 }, open);
  const numbers = accounts.flatMap(({ share }) => Array.from({ length: 100 }, () => share.nextNumber()));
  t.equal(new Set(numbers).size, 300);
  for (const call of numbers) emit({ event: "callClosed", call });
  for (const [i, { heard }] of accounts.entries())
    t.strictSame(
      heard.map((event) => "call" in event && event.call),
      numbers.slice(100 * i, 100 * (i + 1)),
    );
  emit({ event: "fault", cause: "of nobody's call" });
  emit({ event: "workerHung", calls: 3 });
  emit({ event: "callClosed", call: 7 * 2 ** 32 });
  t.equal(told.length, 303, "the exchange is told of all");
  t.ok(accounts.every(({ heard }) => heard.length === 100));
});

t.test("a share closes its calls, waits for the last of them, and hears nothing more", async (t) => {
  const { sent, open, emit } = shared();
  const [one, other] = [open(), open()];
  const calls = [one.share.nextNumber(), one.share.nextNumber()];
  const others = other.share.nextNumber();
  for (const call of calls) one.share.send({ op: "openCall", call, holdMusic: "silence" });
  other.share.send({ op: "openCall", call: others, holdMusic: "silence" });
  let closed = false;
  const closing = one.share.close().then(() => {
    closed = true;
  });
  t.strictSame(
    sent.filter(({ op }) => op === "closeCall").map(({ call }) => call),
    calls,
    "its own alone",
  );
  emit({ event: "callClosed", call: calls[0]! });
  emit({ event: "callClosed", call: others });
  await new Promise(setImmediate);
  t.notOk(closed);
  emit({ event: "workerLost", call: calls[1]! });
  await closing;
  t.equal(one.heard.length, 2);
  emit({ event: "callClosed", call: calls[1]! });
  t.equal(one.heard.length, 2);
  await other.share.close();
});
