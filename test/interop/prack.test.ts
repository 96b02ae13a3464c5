import t from "tap";
import { ensureAgent, voipOf } from "../../lab/ponto/account.ts";
import { reservePorts } from "../../lab/ports.ts";
import { startServer } from "../support/server.ts";
import { aftermath } from "./support/aftermath.ts";
import { credentials, Sipp } from "./support/sipp.ts";
import { needs } from "./support/tools.ts";

const skip = needs("sipp");
const CALLS = 3;

t.test("provisionals are acknowledged both ways, and carry the answer (RFC 3262)", { skip }, async (t) => {
  const server = await startServer(t, { rtpPorts: 100 });
  const admin = await server.now.administrator();
  const remote = server.now.sip;
  const [eva, rui] = [await ensureAgent(admin, "Eva", "2001"), await ensureAgent(admin, "Rui", "2002")];
  const [caller, called] = [await voipOf(admin, eva), await voipOf(admin, rui)];
  const ports = await reservePorts(1);
  t.teardown(() => ports.release());
  const port = ports.min + 2;

  const users = [[called.extension, credentials(called.extension, called.token), port]];
  t.equal(await (await Sipp.start(t, { scenario: "register", remote, port, users, calls: 1 })).result(), 0);
  const answering = await Sipp.start(t, { scenario: "calledReliably", port, calls: CALLS });
  const calling = await Sipp.start(t, {
    scenario: "callerReliably",
    remote,
    users: [[caller.extension, credentials(caller.extension, caller.token)]],
    service: called.extension,
    calls: CALLS,
    holdMs: 100,
  });
  t.equal(await calling.result(), 0, "a caller that requires it");
  t.equal(await answering.result(), 0, "a phone that uses it");
  const rows = await aftermath(t, admin, CALLS);
  t.ok(rows.every(({ disposition, hungUpBy }) => disposition === "answered" && hungUpBy === "customer"));
});
