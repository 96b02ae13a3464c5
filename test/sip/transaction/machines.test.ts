import fc from "fast-check";
import t from "tap";
import { inviteClient } from "../../../src/sip/transaction/inviteClient.ts";
import { inviteServer } from "../../../src/sip/transaction/inviteServer.ts";
import { heldTimers, type Machine, step, type TransactionInput } from "../../../src/sip/transaction/machine.ts";
import { nonInviteClient } from "../../../src/sip/transaction/nonInviteClient.ts";
import { nonInviteServer } from "../../../src/sip/transaction/nonInviteServer.ts";
import { firstInterval, nextInterval, retransmits, type TimerName } from "../../../src/sip/transaction/timers.ts";

const timers: TimerName[] = ["A", "B", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "cancelled"];
const inputs: TransactionInput[] = [
  "1xx",
  "2xx",
  "3xx-6xx",
  "retransmission",
  "ack",
  "cancel",
  "transport error",
  ...timers,
];

/** `waiting`: the states that last until the TU or the peer ends them (§17.1.1.2, §17.2.1, §17.2.2). */
const machines: { name: string; machine: Machine; waiting: string[] }[] = [
  { name: "INVITE client", machine: inviteClient, waiting: ["proceeding"] },
  { name: "non-INVITE client", machine: nonInviteClient, waiting: [] },
  { name: "INVITE server", machine: inviteServer, waiting: ["proceeding"] },
  { name: "non-INVITE server", machine: nonInviteServer, waiting: ["trying", "proceeding"] },
];

/** Walks a machine as the layer does, keeping the set of timers that stand. */
function walk(machine: Machine, path: readonly TransactionInput[], reliable: boolean) {
  let state: string = machine.initial;
  const standing = new Set<TimerName>();
  const perform = (actions: Machine["opening"]): void => {
    for (const action of actions) {
      if (action.do !== "start" && action.do !== "repeat") continue;
      if (firstInterval(action.timer, reliable) !== undefined) standing.add(action.timer);
    }
  };
  perform(machine.opening);
  for (const input of path) {
    if ((timers as string[]).includes(input)) {
      if (!standing.has(input as TimerName)) continue;
      standing.delete(input as TimerName);
    }
    const transition = step(machine, state, input);
    if (transition === undefined) continue;
    state = transition.to ?? state;
    for (const timer of standing) if (!heldTimers(machine, state).includes(timer)) standing.delete(timer);
    perform(transition.actions);
  }
  return { state, standing };
}

for (const { name, machine, waiting } of machines) {
  t.test(name, async (t) => {
    await t.test("every state × every input: known states, and only timers that the next state holds", async (t) => {
      for (const [state, row] of Object.entries(machine.states)) {
        for (const input of inputs) {
          const transition = step(machine, state, input);
          const next = transition?.to ?? state;
          t.ok(next === "terminated" || next in machine.states, `${state} × ${input} → ${next}`);
          for (const action of transition?.actions ?? []) {
            if (action.do !== "start" && action.do !== "repeat") continue;
            t.ok(heldTimers(machine, next).includes(action.timer), `${state} × ${input} starts ${action.timer}`);
            if (action.do === "repeat") t.equal(action.timer, input, "a timer is repeated when it fires");
          }
        }
        for (const timer of row.holds) t.ok(row.on[timer], `${state} has a row for its timer ${timer}`);
        for (const timer of timers.filter((each) => !row.holds.includes(each)))
          t.notOk(row.on[timer], `${state} has no row for ${timer}`);
      }
    });

    await t.test("a terminated transaction answers nothing", async (t) => {
      for (const input of inputs) t.equal(step(machine, "terminated", input), undefined);
    });

    await t.test("whatever happens, it has a timer that ends it, waits for the TU, or is terminated", async (t) => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...inputs), { maxLength: 20 }), fc.boolean(), (path, reliable) => {
          const { state, standing } = walk(machine, path, reliable);
          if (state === "terminated") return standing.size === 0;
          return waiting.includes(state) || [...standing].some((timer) => !retransmits(timer));
        }),
        { seed: 1, numRuns: 2_000 },
      );
      t.pass();
    });
  });
}

t.test("only retransmission timers grow, up to their ceilings", async (t) => {
  t.same(timers.filter(retransmits), ["A", "E", "G"]);
  t.equal(nextInterval("A", 16_000), 32_000);
  t.equal(nextInterval("E", 4_000), 4_000);
  t.equal(nextInterval("G", 2_000), 4_000);
  t.equal(nextInterval("B", 32_000), 32_000);
});
