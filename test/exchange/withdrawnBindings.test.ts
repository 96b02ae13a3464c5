import t from "tap";
import { WithdrawnBindings } from "../../src/exchange/withdrawnBindings.ts";
import { type Binding, Bindings } from "../../src/sip/registrar/bindings.ts";
import { Account } from "../sim/support/account.ts";

const target = { transport: "udp", host: "192.0.2.10", port: 5060 } as const;
const bindingOf = (aor: string): Binding => ({
  key: `${aor} phone`,
  aor,
  contact: `sip:${aor}@192.0.2.10`,
  callId: aor,
  cseq: 1,
  registeredAt: 0,
  expiresAt: 3_600_000,
  source: { transport: "udp", address: "192.0.2.10", port: 5060 },
  target,
  userAgent: undefined,
  instance: undefined,
});

/** Ana's and Bia's phones are registered; one of them before the start. */
function open() {
  const account = new Account();
  const ana = account.agent("Ana", "1001");
  const bia = account.agent("Bia", "1002");
  const bindings = new Bindings({ load: () => [bindingOf("1001")], save: () => {}, remove: () => {} }, 0);
  const withdrawn = new WithdrawnBindings({ directory: account.directory, bindings, wall: () => 1_000 });
  bindings.save(bindingOf("1002"));
  const registered = () => ["1001", "1002"].filter((aor) => bindings.of(aor, 1_000).length > 0);
  const put = (agent: typeof ana) => {
    account.directory.agentShelf.replace(agent);
    account.directory.announce({ changed: "agent", id: agent.id });
  };
  let renewals = 0;
  const renew = (agent: typeof ana) => {
    account.directory.tokens.set(agent.id, `token ${++renewals}`);
    account.directory.announce({ changed: "agent", id: agent.id });
  };
  return { account, ana, bia, bindings, withdrawn, registered, put, renew };
}

t.test("a new token ends the bindings that were made with the old one, and no others", async (t) => {
  const { ana, bia, bindings, registered, renew } = open();
  renew(ana);
  t.same(registered(), ["1002"]);
  bindings.save(bindingOf("1001"));
  renew(bia);
  t.same(registered(), ["1001"]);
  renew(ana);
  t.same(registered(), [], "also those made with the token after that");
});

t.test("so does VoIP that is switched off, another extension, and the end of an agent", async (t) => {
  for (const change of ["off", "extension", "gone"] as const) {
    const { account, ana, put, registered } = open();
    if (change === "off") put({ ...ana, voip: { ...ana.voip, enabled: false } });
    else if (change === "extension") put({ ...ana, extension: "1009" });
    else account.removeAgent(ana);
    t.same(registered(), ["1002"], change);
  }
});

t.test("what concerns no password leaves phones alone", async (t) => {
  const { account, ana, put, registered } = open();
  put({ ...ana, name: "Ana B.", voip: { ...ana.voip, doNotDisturb: true } });
  account.user("Ana");
  t.same(registered(), ["1001", "1002"]);
});

t.test("nothing is followed after the end", async (t) => {
  const { ana, withdrawn, registered, renew } = open();
  withdrawn.close();
  renew(ana);
  t.same(registered(), ["1001", "1002"]);
});
