/** Our registration over a connection, and a carrier that is restarted. */
import t from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import type { Trunk } from "../../src/accounts/directory/shapes.ts";
import type { TrunkView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { signallingPort } from "../support/fixedPort.ts";
import { startServer } from "../support/server.ts";

t.test("registers over TCP, and anew when the connection is gone", async (t) => {
  const server = await startServer(t);
  const admin = await server.now.administrator();
  const registrant = { user: "ponto", password: "segredo" };
  const port = Number(await signallingPort(t));
  const start = () => TestTrunk.start({ server: server.now.sip, transport: "tcp", port, registrant });
  const carrier = await start();
  const { id } = await admin.post<Trunk>("/v1/trunks", {
    name: "Operadora",
    host: carrier.host,
    port,
    transport: "tcp",
    auth: "register",
    username: registrant.user,
    password: registrant.password,
    pingSeconds: 0,
  });
  const state = async () => (await admin.get<TrunkView>(`/v1/trunks/${id}`)).state;
  await eventually(async () => (await state()).registered, "the registration");
  t.equal(carrier.registrations, 1);
  await carrier.close();
  const again = await start();
  t.teardown(() => again.close());
  await eventually(async () => again.registrations === 1, "the registration after the restart", 10_000);
  t.match(await state(), { registered: true, lastError: null });
});
