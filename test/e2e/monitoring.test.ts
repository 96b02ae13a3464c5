import t from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";
import { networks } from "../support/networks.ts";

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const MONITOR_HZ = 1800;
const tones = [CUSTOMER_HZ, AGENT_HZ, MONITOR_HZ];

/** Playout delays differ; what is heard 300 ms after the answer to a PATCH is heard for good. */
const SETTLE_MS = 300;

for (const { name, missing } of networks)
  t.test(
    `over ${name} sockets, a call is monitored in each mode, and everybody hears what the matrix says`,
    { skip: missing },
    async (t) => {
      const c = await centre(t, { server: { env: { PONTO_MEDIA_SOCKETS: name } } });
      c.ana.phone.voice = tone(AGENT_HZ);
      c.clara.phone.voice = tone(MONITOR_HZ);
      const call = await c.call();
      call.customer.audio.speak(tone(CUSTOMER_HZ));
      const monitoring = await c.monitor(call, "passive");

      const rows = [
        { mode: "passive", customer: [AGENT_HZ], agent: [CUSTOMER_HZ] },
        { mode: "semi_active", customer: [AGENT_HZ], agent: [CUSTOMER_HZ, MONITOR_HZ] },
        { mode: "active", customer: [AGENT_HZ, MONITOR_HZ], agent: [CUSTOMER_HZ, MONITOR_HZ] },
        { mode: "passive", customer: [AGENT_HZ], agent: [CUSTOMER_HZ] },
      ] as const;
      for (const row of rows) {
        const changed = await c.mode(monitoring, row.mode);
        t.equal(changed.mode, row.mode);
        await monitoring.leg.audio.pass(SETTLE_MS);
        const [customer, agent, monitor] = await Promise.all([
          call.customer.audio.hear(300),
          call.agent.audio.hear(300),
          monitoring.leg.audio.hear(300),
        ]);
        t.strictSame(tonesIn(customer, tones), row.customer, `${row.mode}: the customer`);
        t.strictSame(tonesIn(agent, tones), row.agent, `${row.mode}: the agent`);
        t.strictSame(tonesIn(monitor, tones), [CUSTOMER_HZ, AGENT_HZ], `${row.mode}: the monitor never hears itself`);
      }

      t.strictSame(call.customer.requests, [], "U1: not a message in the customer's dialog");
      t.strictSame(
        call.agent.requests.filter(({ method }) => method !== "ACK"),
        [],
        "U1: nor in the agent's",
      );

      await call.customer.bye();
      await Promise.all([call.agent.ended(), monitoring.leg.ended()]);
      t.equal((await c.monitoring(monitoring.id, "ended")).reason, "call_ended");
      const { wav, row } = await c.recording(call.id);
      t.equal(row.state, "complete");
      t.strictSame(
        tonesIn(wav.tracks[0]!, tones),
        [CUSTOMER_HZ, MONITOR_HZ],
        "M2: left is the customer and the public monitor",
      );
      t.strictSame(
        tonesIn(wav.tracks[1]!, tones),
        [AGENT_HZ, MONITOR_HZ],
        "M2: right is the agent and the public monitor",
      );
    },
  );
