/** A trunk that we register at, on the built server: what the API says of it, and what neither the log nor the wire ever shows. */
import t from "tap";
import { TestTrunk } from "../../lab/phone/trunk.ts";
import type { Trunk } from "../../src/accounts/directory/shapes.ts";
import type { TrunkView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { signallingPort } from "../support/fixedPort.ts";
import { startServer } from "../support/server.ts";

const registrant = { user: "ponto", password: "segredo-certo" };
const WRONG = "segredo-errado";

t.test("a registering trunk", async (t) => {
  const server = await startServer(t, { env: { PONTO_LOG_LEVEL: "trace" } });
  const admin = await server.now.administrator();
  const events = await admin.events();
  t.teardown(() => events.close());
  const port = Number(await signallingPort(t));
  const start = () => TestTrunk.start({ server: server.now.sip, transport: "tcp", port, registrant });
  const carrier = await start();
  const { id } = await admin.post<Trunk>("/v1/trunks", {
    ...{ name: "Operadora", host: carrier.host, port, transport: "tcp", auth: "register", pingSeconds: 1 },
    ...{ username: registrant.user, password: WRONG },
  });
  const stateOf = async () => (await admin.get<TrunkView>(`/v1/trunks/${id}`)).state;
  const told = (registered: boolean, reachable?: boolean) =>
    events.next(
      "trunk.state",
      ({ data }) => {
        const { state } = data.trunk as TrunkView;
        return state.registered === registered && (reachable === undefined || state.reachable === reachable);
      },
      15_000,
    );

  await t.test("a wrong password is told, and tried no further", async (t) => {
    await eventually(async () => (await stateOf()).lastError !== null, "the trunk's error");
    t.match(await stateOf(), { registered: false, lastError: "user name or password refused (401 Unauthorized)" });
    t.equal(carrier.registrations, 0);
    t.ok(carrier.log.requests("REGISTER").length <= 4, "not hammered");
  });

  await t.test("another realm's challenge is not answered", async (t) => {
    const answers = () => carrier.log.requests("REGISTER").filter((request) => request.has("Authorization")).length;
    const before = answers();
    await admin.patch(`/v1/trunks/${id}`, { password: registrant.password, realm: "elsewhere.example" });
    await eventually(async () => /realm/.test((await stateOf()).lastError ?? ""), "the trunk's error");
    t.equal(answers(), before, "though the password would be right");
    t.equal(carrier.registrations, 0);
  });

  await t.test("the right password registers, and the event says so", async (t) => {
    await admin.patch(`/v1/trunks/${id}`, { realm: null });
    await told(true);
    t.match(await stateOf(), { registered: true, lastError: null });
    t.equal(carrier.registrations, 1);
  });

  await t.test("a carrier that is gone is out of service, and back when it answers", async (t) => {
    await told(true, true);
    await carrier.close();
    await eventually(async () => (await stateOf()).reachable === false, "the misses", 10_000);
    const again = await start();
    t.teardown(() => again.close());
    await eventually(async () => (await stateOf()).reachable === true, "the answers", 10_000);
    await eventually(async () => again.registrations > 0, "the new registration");
    t.match(await stateOf(), { registered: true, reachable: true, lastError: null });
  });

  await t.test("no secret in any line of the log, answer of the API, event, or message", async (t) => {
    const texts = [
      ...server.now.lines,
      JSON.stringify(await admin.list("/v1/trunks")),
      JSON.stringify(events.events),
      JSON.stringify(await admin.list("/v1/audit")),
      ...carrier.log.entries.map(({ message }) => message.toString()),
    ];
    for (const secret of [WRONG, registrant.password]) t.notOk(texts.some((text) => text.includes(secret)));
  });
});
