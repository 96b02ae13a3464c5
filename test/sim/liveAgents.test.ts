/** What a dashboard shows of each agent: its groups, and how its call sounds; to everybody the same, and the same where somebody listens. */
import t from "tap";
import type { AgentLiveView } from "../../src/calls/live/views.ts";
import { noise } from "../media/support/signals.ts";
import { inboundCall, type Office, office } from "./support/office.ts";

const agentOf = ({ place, ana }: Office): AgentLiveView =>
  place.centre.agentsLive(place.administrator).find(({ id }) => id === ana.id)!;

t.test("an agent's groups, as they are now, in the list and in events", async (t) => {
  const there = await office();
  const { place, ana, bruno } = there;
  t.strictSame(agentOf(there).groups, []);
  const sales = place.account.group("Sales", [ana, bruno]);
  const support = place.account.group("Support", [ana]);
  const groups = [sales, support].map(({ id, name }) => ({ id, name }));
  t.strictSame(agentOf(there).groups, groups);
  const told: unknown[] = [];
  const viewer = place.administrator;
  const end = place.centre.subscribe(({ type, render }) => {
    if (type === "agent.status") told.push((render(viewer.user) as { agent: AgentLiveView }).agent.groups);
  });
  const { ours } = await inboundCall(there);
  ours.hangUp();
  await place.nothingLeft(t);
  end();
  t.ok(told.length >= 3);
  for (const one of told) t.strictSame(one, groups);
  place.account.group("Sales", [bruno]);
  t.strictSame(agentOf(there).groups, groups.slice(1));
});

/** The scores that the list shows of a call, second by second, while the agent's stream loses packets for ten seconds. */
async function scores(monitored: boolean): Promise<(number | null | undefined)[]> {
  const voices = { customer: { voice: noise(1) }, ana: { voice: noise(2) }, clara: { voice: noise(3) } };
  const there = await office({ seed: 4 }, voices);
  const { place, anaPhone, clara } = there;
  const { ours } = await inboundCall(there);
  if (monitored) await place.connectMonitor(clara, "active");
  else await place.pass(1000);
  const shown: (number | null | undefined)[] = [];
  for (let second = 0; second < 30; second++) {
    const loss = second >= 8 && second < 18 ? 0.2 : 0;
    place.net.setWeather(anaPhone.address, 5000, { delay: 10, loss });
    await place.pass(1000);
    shown.push(agentOf(there).call?.mos);
  }
  ours.hangUp();
  await place.pass(100_000);
  return shown;
}

t.test("the score of the call is that of its worst stream lately, in tenths", async (t) => {
  const shown = await scores(false);
  t.equal(shown[0], null, "nothing is measured yet");
  const known = shown.filter((mos) => typeof mos === "number");
  t.ok(known.every((mos) => mos === Number(mos.toFixed(1))));
  t.ok(shown[7]! > 4, `well at first: ${shown[7]}`);
  t.ok(shown[17]! < 3, `while packets are lost: ${shown[17]}`);
  t.ok(shown[29]! > 4, `well again: ${shown[29]}`);
});

t.test("U4 U5 a monitoring does not change it", async (t) => {
  const [alone, monitored] = [await scores(false), await scores(true)];
  for (const second of [7, 17, 29])
    t.ok(Math.abs(alone[second]! - monitored[second]!) < 0.5, `${alone[second]} and ${monitored[second]}`);
});
