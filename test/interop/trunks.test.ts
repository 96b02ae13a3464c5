import { createSocket } from "node:dgram";
import { once } from "node:events";
import t, { type Test } from "tap";
import { ensureAgent, voipOf } from "../../lab/ponto/account.ts";
import type { Api } from "../../lab/ponto/api.ts";
import { reservePorts } from "../../lab/ports.ts";
import type { Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { TrunkView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";
import { startServer } from "../support/server.ts";
import { aftermath } from "./support/aftermath.ts";
import { credentials, Sipp } from "./support/sipp.ts";
import { needs } from "./support/tools.ts";

const skip = needs("sipp");

/** A trunk whose other side is the SIPp at `port`, which knows no OPTIONS. */
const trunkAt = (admin: Api, name: string, port: number, more: object = {}): Promise<Trunk> =>
  admin.post<Trunk>("/v1/trunks", {
    name,
    host: "127.0.0.1",
    port,
    transport: "udp",
    auth: "ip",
    pingSeconds: 0,
    ...more,
  });

t.test("we register at SIPp, twice challenged, refresh, and unregister", { skip }, async (t) => {
  const server = await startServer(t);
  const admin = await server.now.administrator();
  const ports = await reservePorts(1);
  t.teardown(() => ports.release());
  const port = ports.min + 2;
  const registrar = await Sipp.start(t, { scenario: "registrar", port, calls: 1 });
  const { id } = await trunkAt(admin, "Operadora", port, { auth: "register", username: "ponto", password: "segredo" });
  const state = async () => (await admin.get<TrunkView>(`/v1/trunks/${id}`)).state;
  await eventually(async () => (await state()).registered === true, "the registration");
  t.strictSame(await state(), { registered: true, reachable: true, lastError: null });
  // Six seconds were granted; nothing but the registrar answers anything of ours.
  const successes = () => metric(admin, "ponto_sip_messages_total", { direction: "in", kind: "200" });
  await eventually(async () => (await successes()) === 2, "the refresh", 10_000);
  await admin.delete(`/v1/trunks/${id}`);
  t.equal(await registrar.result(), 0);
});

const SILENT = "silent";

for (const trouble of ["unavailable", SILENT] as const)
  t.test(`a call leaves by the next trunk where the first is ${trouble}`, { skip }, async (t) => {
    const server = await startServer(t);
    const admin = await server.now.administrator();
    const eva = await ensureAgent(admin, "Eva", "2001");
    const { extension, token } = await voipOf(admin, eva);
    const ports = [await reservePorts(1), await reservePorts(1)] as const;
    t.teardown(() => ports.map((block) => block.release()));
    const [first, second] = [ports[0].min + 2, ports[1].min + 2];
    const failing = trouble === SILENT ? undefined : await Sipp.start(t, { scenario: trouble, port: first, calls: 1 });
    if (failing === undefined) await deafPort(t, first);
    const answering = await Sipp.start(t, { scenario: "called", port: second, calls: 1 });
    const trunks = [await trunkAt(admin, "Primeira", first), await trunkAt(admin, "Segunda", second)];
    await admin.post<Route>("/v1/routes", { prefix: "0", strip: 1, trunkIds: trunks.map(({ id }) => id) });
    const calling = await Sipp.start(t, {
      scenario: "caller",
      remote: server.now.sip,
      users: [[extension, credentials(extension, token)]],
      service: "011988887777",
      calls: 1,
      holdMs: 150,
    });
    t.equal(await calling.result(), 0);
    if (failing !== undefined) t.equal(await failing.result(), 0);
    t.equal(await answering.result(), 0);
    const [row] = await aftermath(t, admin);
    t.match(row, { disposition: "answered", direction: "outbound", hungUpBy: "agent", trunkId: trunks[1]!.id });
  });

/** Takes what comes to the port, and says nothing. */
async function deafPort(test: Test, port: number): Promise<void> {
  const socket = createSocket("udp4").bind(port, "127.0.0.1");
  await once(socket, "listening");
  test.teardown(() => new Promise<void>((closed) => socket.close(closed)));
}
