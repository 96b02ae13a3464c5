/** A monitor's leg that waits between two calls, and moves from the one to the other without a break. */
import t from "tap";
import { shareAt, tone } from "./support/signals.ts";
import { FIRST_MONITOR_LEG as LEG, Stage } from "./support/stage.ts";

const CALL = 1;
const ROOM = 2;

const absent = { answered: false, receives: false, holds: false };
const nobody = {
  customer: absent,
  agent: absent,
  waits: { customer: false, agent: false },
  earlyMediaFrom: undefined,
  notice: 0,
} as const;

const move = ({ engine }: Stage, from: number, to: number): void =>
  engine.handle({ op: "moveLeg", call: from, leg: LEG, to, role: "monitor" });

t.test(
  "M6 a monitor in a call of its own is sent silence; back in the call it hears and is heard from then on",
  async (t) => {
    const stage = new Stage();
    const monitor = stage.monitor("active");
    stage.customer.speak(tone(440));
    stage.agent.speak(tone(1000));
    monitor.speak(tone(2600));
    stage.time.advance(1007);
    stage.engine.handle({ op: "openCall", call: ROOM, holdMusic: "silence" });
    move(stage, CALL, ROOM);
    stage.set({ monitors: [] });
    const left = stage.time.now();
    stage.time.advance(1003);
    const apart = monitor.samples(left + 40);
    t.ok(
      apart.every((sample) => Math.abs(sample) <= 24),
      "it hears nothing of the call it has left",
    );
    t.ok(apart.length >= 900 * 8, "and is sent all of it");
    t.ok(shareAt(stage.customer.samples(left + 100), 2600) < 0.01, "nor is it heard there");

    move(stage, ROOM, CALL);
    stage.engine.handle({ op: "closeCall", call: ROOM });
    stage.set({ monitors: [{ leg: LEG, mode: "active", target: "agent", holds: false }] });
    const back = stage.time.now();
    stage.time.advance(1000);
    const mix = monitor.samples(back + 100, back + 600);
    t.ok(shareAt(mix, 440) > 0.4 && shareAt(mix, 1000) > 0.4, "both parties within 100 ms");
    t.ok(shareAt(stage.customer.samples(back + 200), 2600) > 0.3, "the customer hears it again");
    const { heard } = monitor;
    t.ok(
      heard.every(({ sequence, timestamp, ssrc }, i) => {
        const last = heard[i - 1];
        if (last === undefined) return true;
        const forward = (timestamp - last.timestamp) >>> 0;
        return ssrc === last.ssrc && ((sequence - last.sequence) & 0xffff) === 1 && forward > 0 && forward <= 320;
      }),
      "one stream: no number missing, no step of time left out",
    );
    await stage.end();
    t.equal(stage.net.open, 0);
  },
);

t.test("a monitor whose phone holds is sent nothing in a call of its own either (M5)", async (t) => {
  const stage = new Stage();
  const monitor = stage.monitor("passive");
  stage.time.advance(200);
  stage.engine.handle({ op: "openCall", call: ROOM, holdMusic: "silence" });
  move(stage, CALL, ROOM);
  const monitors = (holds: boolean) => [{ leg: LEG, mode: "passive", target: "agent", holds } as const];
  stage.engine.handle({ op: "setAudio", call: ROOM, state: { ...nobody, monitors: monitors(true) }, stamp: 1 });
  stage.time.advance(20);
  const held = monitor.heard.length;
  stage.time.advance(400);
  t.equal(monitor.heard.length, held);
  stage.engine.handle({ op: "setAudio", call: ROOM, state: { ...nobody, monitors: monitors(false) }, stamp: 2 });
  stage.time.advance(400);
  t.ok(monitor.heard.length >= held + 18);
  stage.engine.handle({ op: "closeCall", call: ROOM });
  await stage.end();
  t.equal(stage.net.open, 0);
});
