/** A defect in one call ends that call and no other. */
import t from "tap";
import { DelayHistogram } from "../../src/media/histogram.ts";
import { MediaClock } from "../../src/media/mediaClock.ts";
import { VirtualTime } from "../support/virtualTime.ts";
import { AGENT_LEG, CUSTOMER_LEG, Stage } from "./support/stage.ts";

const OTHER_CALL = 2;
const OTHER_LEG = 9;

t.test("the clock goes on without the one that fails", async (t) => {
  const time = new VirtualTime();
  const failed: unknown[] = [];
  const clock = new MediaClock(time, new DelayHistogram(), (ticking, error) => failed.push([ticking, error]));
  const defect = new Error("a defect");
  let steps = 0;
  const bad = {
    step() {
      throw defect;
    },
  };
  // All on one spoke or each on its own: whoever comes after the bad one is stepped.
  const good = Array.from({ length: 8 }, () => ({ step: () => void steps++ }));
  for (const ticking of [bad, ...good]) clock.add(ticking);
  time.advance(1000);
  t.strictSame(failed, [[bad, defect]], "told once");
  t.ok(steps >= 8 * 49, `${steps} steps of the others`);
  for (const ticking of good) clock.remove(ticking);
  t.equal(time.pending, 0, "and it stops with the last");
});

t.test("a call whose step fails is closed and told; another one goes on", async (t) => {
  const stage = new Stage();
  stage.engine.handle({ op: "openCall", call: OTHER_CALL, holdMusic: "default" });
  stage.record();
  stage.recording.append = () => {
    throw new Error("a defect in the recorder");
  };
  stage.time.advance(1000);
  await new Promise((resolve) => setImmediate(resolve));
  stage.time.advance(0);
  const faults = stage.told("fault");
  t.match(faults[0], { call: 1, cause: /a defect in the recorder/ });
  t.match(stage.told("callClosed"), [{ call: 1 }], "once, when nothing of it is left");
  t.match(
    stage.told("portFreed").map((event) => "port" in event && event.port),
    [20_000 + 2 * CUSTOMER_LEG, 20_000 + 2 * AGENT_LEG],
    "its ports are free",
  );

  const seeds = { ssrc: 1, sequence: 1, timestamp: 1 };
  const opened = { op: "openLeg", leg: OTHER_LEG, role: "agent", address: "10.0.0.1", port: 30_000, ...seeds } as const;
  stage.engine.handle({ ...opened, call: OTHER_CALL });
  stage.time.advance(0);
  t.match(stage.told("legOpened").at(-1), { call: OTHER_CALL, leg: OTHER_LEG });
  stage.engine.handle({ op: "closeCall", call: OTHER_CALL });
  for (const phone of [stage.customer, stage.agent]) phone.close();
  stage.time.advance(100);
  t.match(stage.told("callClosed").at(-1), { call: OTHER_CALL });
});

t.test("a command that fails ends its call", async (t) => {
  const stage = new Stage();
  stage.engine.handle({ op: "describeLeg", call: 1, leg: CUSTOMER_LEG, described: null as never, mediaTimeoutMs: 0 });
  t.match(stage.told("fault"), [{ call: 1 }]);
  t.match(stage.told("callClosed"), [{ call: 1 }]);
  for (const phone of [stage.customer, stage.agent]) phone.close();
  stage.time.advance(100);
});
