import fc from "fast-check";
import t from "tap";
import type { Call } from "../../../src/calls/call/call.ts";
import { LiveCalls } from "../../../src/calls/switchboard/liveCalls.ts";

/** What of a call the list looks at. */
class SomeCall {
  readonly number: number;
  state = "ringing";
  seated: string[] = [];
  ringing: string[] = [];

  constructor(number: number) {
    this.number = number;
  }

  get people() {
    return { agents: this.seated.map((id) => ({ id })) };
  }

  get rung() {
    return this.ringing.map((id) => ({ id }));
  }

  involves(id: string): boolean {
    return this.seated.includes(id) || this.ringing.includes(id);
  }
}

const agents = ["ana", "bruno", "carla"] as const;
const some = fc.uniqueArray(fc.constantFrom(...agents));
const step = fc.oneof(
  fc.record({ do: fc.constant("add" as const), seated: some, ringing: some }),
  fc.record({ do: fc.constant("change" as const), at: fc.nat(20), seated: some, ringing: some }),
  fc.record({ do: fc.constantFrom("end" as const, "delete" as const), at: fc.nat(20) }),
);

t.test("an agent's calls are those of all that involve it, the oldest first, whatever becomes of them", async () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const list = new LiveCalls();
      let alive: SomeCall[] = [];
      let last = 0;
      const asCall = (call: SomeCall) => call as unknown as Call;
      for (const what of steps) {
        if (what.do === "add") {
          const call = Object.assign(new SomeCall(++last), { seated: what.seated, ringing: what.ringing });
          alive.push(call);
          list.add(asCall(call));
          continue;
        }
        const call = alive[what.at % alive.length];
        if (call === undefined) continue;
        if (what.do === "change") {
          Object.assign(call, { seated: what.seated, ringing: what.ringing });
          list.noted(asCall(call));
        } else if (what.do === "end") {
          call.state = "ended";
        } else {
          alive = alive.filter((other) => other !== call);
          list.delete(asCall(call));
        }
        const seen = alive.filter(({ state }) => state !== "ended");
        for (const id of agents) {
          const own = seen.filter((one) => one.involves(id)).map(({ number }) => number);
          const told = list.of(id).map(({ number }) => number);
          if (told.join() !== own.join()) return false;
        }
        if (list.seen.length !== seen.length || list.size !== alive.length) return false;
      }
      return true;
    }),
  );
});
