import t from "tap";
import { defaultSettings, trunkDefaults } from "../../../src/accounts/directory/shapes.ts";
import { actor, everything, must, refusal, TestAccount } from "../support/testAccount.ts";

const account = await TestAccount.create(t);
const { trunks } = account.accounts;
const ana = await account.agent("ana");
const base = { name: "Carrier", host: "sip.example.com", transport: "udp", auth: "ip" } as const;

t.test("a trunk", async (t) => {
  const trunk = must(await trunks.create(base, actor));
  t.same(trunk, { ...trunkDefaults, ...base, id: trunk.id, register: false });
  const registering = must(
    await trunks.create(
      { ...base, auth: "register", username: "me", password: "s3cret", codecs: ["PCMU", "G729"] },
      actor,
    ),
  );
  t.equal(registering.register, true);
  const policy = {
    realm: "carrier.example",
    pingSeconds: 0,
    identity: "p-asserted-identity",
    fromDomain: "carrier.example",
    anonymous: true,
    dialledFormat: "e164",
    callingFormat: "national",
    dtmf: "inband",
  } as const;
  must(await trunks.update(registering.id, { port: 5070, maxCalls: 10, transport: "auto", ...policy }, actor));
  const rows = await account.store.db.selectFrom("trunks").selectAll().execute();
  t.notMatch(JSON.stringify(rows), /s3cret/, "sealed at rest");
  await account.restart();
  t.match(account.accounts.directory.trunk(registering.id), {
    ...registering,
    ...policy,
    port: 5070,
    maxCalls: 10,
    transport: "auto",
    password: "s3cret",
  });
});

t.test("trunks that are refused", async (t) => {
  const { trunks } = account.accounts;
  await account.trunk("exchange", { auth: "accept-register", username: "pbx", password: "secret" });
  const cases: [input: object, refused: string][] = [
    [{ transport: "sctp" }, "invalid_request transport"],
    [{ host: "" }, "invalid_request host"],
    [{ host: "a b" }, "invalid_request host"],
    [{ host: "x;lr" }, "invalid_request host"],
    [{ port: 0 }, "invalid_request port"],
    [{ port: 65_536 }, "invalid_request port"],
    [{ port: "5060" }, "invalid_request port"],
    [{ maxCalls: 0 }, "invalid_request maxCalls"],
    [{ realm: 'a"b' }, "invalid_request realm"],
    [{ pingSeconds: -1 }, "invalid_request pingSeconds"],
    [{ pingSeconds: 3601 }, "invalid_request pingSeconds"],
    [{ identity: "to" }, "invalid_request identity"],
    [{ fromDomain: "a b" }, "invalid_request fromDomain"],
    [{ anonymous: "yes" }, "invalid_request anonymous"],
    [{ dialledFormat: "roman" }, "invalid_request dialledFormat"],
    [{ callingFormat: 1 }, "invalid_request callingFormat"],
    [{ dtmf: "tones" }, "invalid_request dtmf"],
    [{ codecs: ["G729", "iLBC"] }, "invalid_request codecs"],
    [{ codecs: ["PCMA", 7] }, "invalid_request codecs.1"],
    [{ auth: "register" }, "invalid_request username password"],
    [{ auth: "accept-register", username: "x" }, "invalid_request password"],
    [{ register: true, username: "x" }, "invalid_request password"],
    [{ auth: "accept-register", username: "pbx", password: "x" }, "conflict"],
    [{ auth: "accept-register", username: ana.extension, password: "x" }, "conflict"],
    [{ username: "a\r\nb" }, "invalid_request username"],
  ];
  for (const [input, refused] of cases) {
    t.equal(refusal(await trunks.create({ ...base, ...input } as never, actor)), refused, JSON.stringify(input));
  }
  for (const host of ["192.0.2.1", "2001:db8::1", "[2001:db8::1]", "localhost", "sbc-1.example.com."]) {
    t.equal(refusal(await trunks.create({ ...base, host }, actor)), "ok", host);
  }
});

t.test("numbers are kept in E.164 and found however they are dialled", async (t) => {
  const { numbers, directory } = account.accounts;
  const [one, two] = [await account.trunk("one"), await account.trunk("two")];
  const bia = await account.agent("bia");
  const toAna = { type: "agent", id: ana.id } as const;
  const general = must(await numbers.create({ number: "(11) 3000-3000", destination: toAna }, actor));
  t.same(general, { id: general.id, number: "+551130003000", trunkId: null, destination: toAna });
  t.equal(refusal(await numbers.create({ number: "+55 11 3000 3000", destination: toAna }, actor)), "conflict");
  const ofOne = must(
    await numbers.create(
      { number: "0xx11 3000-3000", trunkId: one.id, destination: { type: "agent", id: bia.id } },
      actor,
    ),
  );
  t.equal(
    refusal(await numbers.create({ number: "1130003000", trunkId: one.id, destination: toAna }, actor)),
    "conflict",
  );
  for (const dialled of ["1130003000", "01130003000", "+551130003000", "551130003000"]) {
    t.equal(directory.numberFor(dialled, one.id)?.id, ofOne.id, `${dialled} from its trunk`);
    t.equal(directory.numberFor(dialled, two.id)?.id, general.id, `${dialled} from another`);
  }
  for (const dialled of ["1130003009", "anonymous", ""]) t.equal(directory.numberFor(dialled, one.id), undefined);
  must(await numbers.update(ofOne.id, { trunkId: two.id }, actor));
  t.equal(directory.numberFor("1130003000", one.id)?.id, general.id, "moved away");
  t.equal(refusal(await numbers.update(ofOne.id, { trunkId: null }, actor)), "conflict");
  await account.restart();
  t.equal(account.accounts.directory.numberFor("1130003000", two.id)?.id, ofOne.id);

  t.equal(refusal(await account.accounts.trunks.remove(two.id, actor)), "conflict", "a number belongs to it");
  must(await account.accounts.numbers.remove(ofOne.id, actor));
  t.equal(refusal(await account.accounts.trunks.remove(two.id, actor)), "ok");
});

t.test("numbers that are refused", async (t) => {
  const { numbers } = account.accounts;
  const destination = { type: "agent", id: ana.id };
  const cases: [input: object, refused: string][] = [
    [{ number: "hello", destination }, "invalid_request number"],
    [{ number: 1130003000, destination }, "invalid_request number"],
    [{ number: "1130003002", destination, trunkId: "trunk_0" }, "invalid_request trunkId"],
    [{ number: "1130003002", destination: { type: "agent", id: "agent_0" } }, "invalid_request destination.id"],
    [{ number: "1130003002", destination: { type: "group", id: "group_0" } }, "invalid_request destination.id"],
    [{ number: "1130003002" }, "invalid_request destination.type destination.id"],
  ];
  for (const [input, refused] of cases) {
    t.equal(refusal(await numbers.create(input as never, actor)), refused, JSON.stringify(input));
  }
});

t.test("the longest prefix routes", async (t) => {
  const { routes, directory, trunks } = account.accounts;
  const trunk = await account.trunk("out");
  const make = (prefix: string) => routes.create({ prefix, trunkIds: [trunk.id] }, actor).then(must);
  const [any, zero, sao] = [await make(""), await make("0"), await make("011")];
  t.same(any, { id: any.id, prefix: "", strip: 0, prepend: "", trunkIds: [trunk.id], callerId: null });
  t.equal(directory.routeFor("01130003000")?.route.id, sao.id);
  t.equal(directory.routeFor("(011) 3000-3000")?.route.id, sao.id);
  t.equal(directory.routeFor("02130003000")?.route.id, zero.id);
  t.equal(directory.routeFor("+12125551234")?.route.id, any.id);
  must(await routes.update(sao.id, { strip: 1, prepend: "+55", callerId: "(11) 3000-3000" }, actor));
  t.match(directory.routeFor("011")?.route, { strip: 1, prepend: "+55", callerId: "1130003000" });
  must(await routes.remove(any.id, actor));
  t.equal(directory.routeFor("+12125551234"), undefined);

  const cases: [input: object, refused: string][] = [
    [{ prefix: "0", trunkIds: [trunk.id] }, "conflict"],
    [{ prefix: "9", trunkIds: [] }, "invalid_request trunkIds"],
    [{ prefix: "9", trunkIds: [trunk.id, "trunk_0"] }, "invalid_request trunkIds.1"],
    [{ prefix: "9", trunkIds: [trunk.id, trunk.id] }, "invalid_request trunkIds"],
    [{ prefix: "9", trunkIds: "all" }, "invalid_request trunkIds"],
    [{ prefix: "9x", trunkIds: [trunk.id] }, "invalid_request prefix"],
    [{ prefix: "9", strip: -1, prepend: "a", trunkIds: [trunk.id] }, "invalid_request strip prepend"],
    [{ prefix: "9", callerId: "me", trunkIds: [trunk.id] }, "invalid_request callerId"],
    [{ trunkIds: [trunk.id] }, "invalid_request prefix"],
  ];
  for (const [input, refused] of cases) {
    t.equal(refusal(await routes.create(input as never, actor)), refused, JSON.stringify(input));
  }
  t.equal(refusal(await trunks.remove(trunk.id, actor)), "conflict", "routes lead over it");
  await account.restart();
  t.equal(account.accounts.directory.routeFor("011")?.route.id, sao.id);
});

t.test("a number that no prefix fits as it was dialled is routed by its E.164 form", async (t) => {
  const { routes, directory } = account.accounts;
  for (const { id } of must(await routes.list(everything)).items) must(await routes.remove(id, actor));
  const trunk = await account.trunk("forms");
  const make = (prefix: string) => routes.create({ prefix, trunkIds: [trunk.id] }, actor).then(must);
  const [any, saoPaulo, outside] = [await make(""), await make("+5511"), await make("021")];
  const rows: [dialled: string, route: string, number: string][] = [
    ["(11) 98888-7777", saoPaulo.id, "+5511988887777"],
    ["011 98888-7777", saoPaulo.id, "+5511988887777"],
    ["0 15 11 98888-7777", saoPaulo.id, "+5511988887777"],
    ["+55 11 98888-7777", saoPaulo.id, "+5511988887777"],
    ["021 11 98888-7777", outside.id, "02111988887777"],
    ["(31) 98888-7777", any.id, "31988887777"],
    ["190", any.id, "190"],
  ];
  for (const [dialled, route, number] of rows) {
    t.match(directory.routeFor(dialled), { route: { id: route }, number }, dialled);
  }
  must(await routes.remove(any.id, actor));
  t.equal(directory.routeFor("(31) 98888-7777"), undefined);
});

t.test("a group", async (t) => {
  const { groups, numbers, agents, trunks } = account.accounts;
  const [carla, davi] = [await account.agent("carla"), await account.agent("davi")];
  const base = { name: "Sales", strategy: "all", agentIds: [carla.id, davi.id] } as const;
  const group = must(await groups.create({ ...base, extension: "2001" }, actor));
  t.same(group, { id: group.id, ...base, extension: "2001", ringSeconds: 25 });
  const cases: [input: object, refused: string][] = [
    [{ name: "" }, "invalid_request name"],
    [{ strategy: "random" }, "invalid_request strategy"],
    [{ agentIds: [carla.id, "agent_0"] }, "invalid_request agentIds.1"],
    [{ agentIds: [carla.id, carla.id] }, "invalid_request agentIds"],
    [{ agentIds: null }, "invalid_request agentIds"],
    [{ ringSeconds: 4 }, "invalid_request ringSeconds"],
    [{ ringSeconds: 181 }, "invalid_request ringSeconds"],
    [{ extension: "2" }, "invalid_request extension"],
    [{ extension: "2001" }, "conflict"],
    [{ extension: carla.extension }, "conflict"],
  ];
  for (const [input, refused] of cases) {
    t.equal(refusal(await groups.create({ ...base, ...input } as never, actor)), refused, JSON.stringify(input));
  }
  t.equal(
    refusal(await agents.create({ name: "x", email: "x@example.com", extension: "2001" }, actor)),
    "conflict",
    "no agent may have its extension",
  );
  const trunk = { name: "x", host: "192.0.2.1", transport: "udp", auth: "accept-register", password: "x" } as const;
  t.equal(refusal(await trunks.create({ ...trunk, username: "2001" }, actor)), "conflict", "nor a trunk");
  t.equal(refusal(await agents.remove(davi.id, actor)), "conflict", "a group rings this agent");

  const number = must(
    await numbers.create({ number: "(11) 3000-7000", destination: { type: "group", id: group.id } }, actor),
  );
  t.equal(refusal(await groups.remove(group.id, actor)), "conflict", "a number leads to it");
  must(await groups.update(group.id, { strategy: "longest_idle", agentIds: [carla.id], extension: null }, actor));
  must(await agents.remove(davi.id, actor));
  await account.restart();
  const { directory } = account.accounts;
  const changed = { ...group, strategy: "longest_idle", agentIds: [carla.id], extension: null };
  t.same(directory.group(group.id), changed);
  t.equal(directory.groupByExtension("2001"), undefined);
  t.equal(directory.numberOf(group.id)?.id, number.id);
  must(await account.accounts.numbers.remove(number.id, actor));
  must(await account.accounts.groups.remove(group.id, actor));
});

t.test("settings are merged, kept and told", async (t) => {
  const { accounts } = account;
  t.same(accounts.directory.settings(), defaultSettings);
  const told: unknown[] = [];
  accounts.directory.onChange((change) => told.push(change));
  const patch = { monitoring: { ringSeconds: 20, callerId: "(21) 4000-4000" }, recording: { retentionDays: 30 } };
  const changed = must(await accounts.updateSettings(patch, actor));
  const expected = {
    ...defaultSettings,
    monitoring: { ...defaultSettings.monitoring, ringSeconds: 20, callerId: "2140004000" },
    recording: { ...defaultSettings.recording, retentionDays: 30 },
  };
  t.same(changed, expected);
  t.same(told, [{ changed: "settings" }]);
  await account.restart();
  t.same(account.accounts.directory.settings(), expected);
  const cleared = { monitoring: null, recording: { retentionDays: null } };
  t.same(must(await account.accounts.updateSettings(cleared, actor)), defaultSettings, "null clears");
});

t.test("hold music is a file that can be played, and the reason is told why one cannot", async (t) => {
  const { accounts } = account;
  t.equal(must(await accounts.updateSettings({ holdMusic: "tune.wav" }, actor)).holdMusic, "tune.wav");
  t.match(await accounts.updateSettings({ holdMusic: "absent.wav" }, actor), {
    error: {
      code: "invalid_request",
      detail: "holdMusic: absent.wav is not there",
      errors: [{ path: "holdMusic", message: "absent.wav is not there" }],
    },
  });
  t.equal(accounts.directory.settings().holdMusic, "tune.wav", "what stood stands");
  const said = await accounts.updateSettings({ notice: { calls: "all", sound: "tune.wav" } }, actor);
  t.strictSame(must(said).notice, { calls: "all", sound: "tune.wav", everySeconds: 15 });
  t.match(await accounts.updateSettings({ notice: { sound: "absent.wav" } }, actor), {
    ok: false,
    error: {
      code: "invalid_request",
      errors: [{ path: "notice.sound", message: "absent.wav is not there" }],
    },
  });
  t.equal(must(await accounts.updateSettings({ notice: { sound: "tone" } }, actor)).notice.sound, "tone");
  t.equal(must(await accounts.updateSettings({ notice: null }, actor)).notice.calls, "none", "off by default");
  t.equal(must(await accounts.updateSettings({ holdMusic: null }, actor)).holdMusic, "default");
});

t.test("settings that are refused", async (t) => {
  const { accounts } = account;
  const cases: [patch: object, refused: string][] = [
    [{ recording: { layout: "quad" } }, "invalid_request recording.layout"],
    [{ recording: { retentionDays: 0 } }, "invalid_request recording.retentionDays"],
    [{ holdMusic: "/etc/passwd" }, "invalid_request holdMusic"],
    [{ notice: { sound: "../tune.wav" } }, "invalid_request notice.sound"],
    [{ notice: { calls: "some" } }, "invalid_request notice.calls"],
    [{ notice: { everySeconds: 3601 } }, "invalid_request notice.everySeconds"],
    [{ holdMusic: "../tune.wav" }, "invalid_request holdMusic"],
    [{ holdMusic: "..\\tune.wav" }, "invalid_request holdMusic"],
    [{ holdMusic: ".." }, "invalid_request holdMusic"],
    [{ holdMusic: ".hidden.wav" }, "invalid_request holdMusic"],
    [{ holdMusic: "" }, "invalid_request holdMusic"],
    [{ holdMusic: "tune.wav\n" }, "invalid_request holdMusic"],
    [{ holdMusic: "absent.wav" }, "invalid_request holdMusic"],
    [{ monitoring: { mediaTimeoutSeconds: 0 } }, "invalid_request monitoring.mediaTimeoutSeconds"],
    [{ monitoring: { mediaTimeoutSeconds: 3601 } }, "invalid_request monitoring.mediaTimeoutSeconds"],
    [{ media: { timeoutSeconds: 9 } }, "invalid_request media.timeoutSeconds"],
    [{ media: { timeoutSeconds: 3601 } }, "invalid_request media.timeoutSeconds"],
    [{ monitoring: { callerName: 'x"\r\nVia: y' } }, "invalid_request monitoring.callerName"],
    [{ monitoring: { callerId: "x" } }, "invalid_request monitoring.callerId"],
    [{ sip: { digest: "SHA-1" } }, "invalid_request sip.digest"],
    [{ country: "br" }, "invalid_request country"],
    [{ timeZone: "Mars/Olympus" }, "invalid_request timeZone"],
    [{ locale: "?" }, "invalid_request locale"],
    [{ monitoring: 7 }, "invalid_request monitoring"],
  ];
  for (const [patch, refused] of cases) {
    t.equal(refusal(await accounts.updateSettings(patch as never, actor)), refused, JSON.stringify(patch));
  }
  t.same(accounts.directory.settings(), defaultSettings);
  const foreign = JSON.parse('{"__proto__": {"country": "US"}, "color": "red"}');
  t.same(must(await accounts.updateSettings(foreign, actor)), defaultSettings, "what no setting is called is ignored");
  account.failing = "SQLITE_FULL";
  t.equal(refusal(await accounts.updateSettings({ country: "US" }, actor)), "unavailable");
  account.failing = undefined;
  t.equal(accounts.directory.settings().country, "BR");
});
