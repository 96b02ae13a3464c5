/** Whatever people set and phones answer: a hunt ends, and nobody is rung twice in it. */
import fc from "fast-check";
import t from "tap";
import { isHuntEnd } from "../../../src/calls/hunts/hunt.ts";
import { NUMBER, Place } from "./dialPlanPlace.ts";

const names = ["Ana", "Bruno", "Clara", "Davi"];
const dialled = fc.constantFrom("1001", "1002", "1003", "1004", "2001", "2002", "011977776666", "011955554444", "7");
const forward = fc.option(dialled, { nil: null });
const voip = fc.record({
  doNotDisturb: fc.boolean(),
  forwardTo: fc.record({ always: forward, busy: forward, noAnswer: forward }),
});
const group = fc.record({
  strategy: fc.constantFrom("all", "sequential", "longest_idle"),
  agents: fc.subarray(names),
});
const outcome = fc.record({
  status: fc.constantFrom(302, 404, 408, 480, 486, 488, 500, 503, 600, 603),
  reason: fc.constant(""),
  contacts: fc.array(
    fc.oneof(
      dialled.map((user) => `sip:${user}@192.0.2.66`),
      fc.webUrl(),
      fc.string(),
    ),
    { maxLength: 4 },
  ),
  timedOut: fc.boolean(),
  rang: fc.boolean(),
});
const standing = fc.oneof(fc.nat(100), fc.constantFrom("busy" as const, "away" as const));

t.test("a hunt ends, rings nobody twice, and goes to no host but phones' and trunks'", async () => {
  fc.assert(
    fc.property(
      fc.tuple(voip, voip, voip, voip),
      fc.tuple(group, group),
      fc.tuple(standing, standing, standing, standing),
      fc.constantFrom(0, 1),
      fc.array(outcome, { minLength: 100, maxLength: 100 }),
      (voips, groups, standings, destination, outcomes) => {
        const place = new Place();
        for (const [i, name] of names.entries()) {
          const agent = place.voip(name, `100${i + 1}`, voips[i]);
          place.standings.set(agent.id, standings[i]!);
        }
        const made = groups.map(({ strategy, agents }, i) =>
          place.account.group(`Group${i}`, place.agents(...agents), { strategy, extension: `200${i + 1}` }),
        );
        place.account.number(NUMBER, destination === 0 ? place.agents("Ana")[0]! : made[0]!);
        const plan = place.fromCustomer();
        if (!plan.ok) return;
        const rung = new Set<string>();
        let step = plan.value.hunt.next(undefined);
        for (let turn = 0; !isHuntEnd(step); turn++) {
          if (turn === outcomes.length) throw new Error("it does not end");
          if (step.targets.length === 0) throw new Error("an empty step");
          for (const { agent, target } of step.targets) {
            if (agent !== undefined && rung.has(agent.id)) throw new Error(`${agent.name} is rung twice`);
            if (agent !== undefined) rung.add(agent.id);
            if (!/^(10\.0\.0\.\d|192\.0\.2\.1)$/.test(target.host)) throw new Error(`it calls ${target.host}`);
          }
          step = plan.value.hunt.next(outcomes[turn]);
        }
        if (step.status < 400) throw new Error(`it ends with ${step.status}`);
      },
    ),
    { numRuns: 500 },
  );
});
