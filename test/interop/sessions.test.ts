/** What a carrier does to the dialogs of a call, by SIPp: session timers, and requests that cross. */
import t, { type Test } from "tap";
import type { TestPhone } from "../../lab/phone/phone.ts";
import { ensureAgent, ensureNumber, phoneOf } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { reservePorts } from "../../lab/ports.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import type { Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import { startServer } from "../support/server.ts";
import { aftermath } from "./support/aftermath.ts";
import { Sipp } from "./support/sipp.ts";
import { needs } from "./support/tools.ts";

// RFC 4028 §4 knows no session shorter than 90 s: we refresh it after 45, and end it after 60.
t.setTimeout(120_000);
t.jobs = 2;

const skip = needs("sipp");
const NUMBER = "1130004000";

interface Place {
  readonly admin: Api;
  readonly remote: Peer;
  readonly phone: TestPhone;
  /** Where the trunk's SIPp stands. */
  readonly port: number;
}

/** An agent whose phone is called by a number of a trunk, and which calls out by it. */
async function place(t: Test): Promise<Place> {
  const server = await startServer(t);
  const admin = await server.now.administrator();
  const remote = server.now.sip;
  const ports = await reservePorts(1);
  t.teardown(() => ports.release());
  const port = ports.min + 2;
  const host = "127.0.0.1";
  const trunk = await admin.post<Trunk>("/v1/trunks", {
    name: "Operadora",
    host,
    port,
    transport: "udp",
    auth: "ip",
    pingSeconds: 0,
  });
  const ana = await ensureAgent(admin, "Ana", "1001");
  await ensureNumber(admin, NUMBER, trunk, ana);
  await admin.post<Route>("/v1/routes", { prefix: "0", strip: 1, trunkIds: [trunk.id] });
  const phone = await phoneOf(admin, ana, remote);
  t.teardown(() => phone.close());
  return { admin, remote, phone, port };
}

const scenarios = [
  { scenario: "refreshed", title: "a session is refreshed by us (RFC 4028)", hungUpBy: "customer" },
  { scenario: "expired", title: "a session that the carrier does not refresh ends", hungUpBy: "system" },
] as const;

for (const { scenario, title, hungUpBy } of scenarios)
  t.test(title, { skip, timeout: 100_000 }, async (t) => {
    const { admin, remote, phone, port } = await place(t);
    const sipp = await Sipp.start(t, { scenario, remote, port, service: NUMBER, calls: 1, patience: 80 });
    const call = await phone.incoming();
    await call.answer();
    t.equal(await sipp.result(), 0);
    t.equal(await call.ended(), "theirs");
    const [row] = await aftermath(t, admin);
    t.match(row, { disposition: "answered", hungUpBy });
  });

t.test("an answer that crosses our CANCEL is acknowledged and ended (RFC 5407 §3.1.2)", { skip }, async (t) => {
  const { admin, phone, port } = await place(t);
  const sipp = await Sipp.start(t, { scenario: "crossedCancel", port, calls: 1 });
  const call = await phone.dial("011988887777");
  await call.ringing();
  await call.cancel();
  t.equal(await sipp.result(), 0);
  const [row] = await aftermath(t, admin);
  t.match(row, { disposition: "cancelled", hungUpBy: "agent" });
});

t.test("two BYEs that cross are both answered (RFC 5407 §3.2.3)", { skip }, async (t) => {
  const { admin, remote, phone, port } = await place(t);
  const sipp = await Sipp.start(t, { scenario: "crossedBye", remote, port, service: NUMBER, calls: 1 });
  const call = await (await phone.incoming()).answer();
  await call.answered();
  await call.bye();
  t.equal(await sipp.result(), 0);
  const [row] = await aftermath(t, admin);
  t.match(row, { disposition: "answered", hungUpBy: "agent" });
});
