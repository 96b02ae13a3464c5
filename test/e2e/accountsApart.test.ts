/** Whatever is asked of the API about another company's things is answered as if there were none. */
import t from "tap";
import { NUMBER } from "../support/centre.ts";
import { anotherCompany, mainCentre } from "../support/companies.ts";
import { documentedRoutes } from "../support/documented.ts";
import { furnish } from "../support/furniture.ts";

/** Bodies that the routes take, so that only the id is wrong. */
const bodies: Readonly<Record<string, unknown>> = {
  "PATCH /v1/users/{id}": { name: "Mine" },
  "PATCH /v1/agents/{id}": { name: "Mine" },
  "PATCH /v1/agents/{id}/voip": { doNotDisturb: true },
  "PATCH /v1/trunks/{id}": { name: "Mine" },
  "PATCH /v1/numbers/{id}": { number: NUMBER },
  "PATCH /v1/groups/{id}": { name: "Mine" },
  "PATCH /v1/routes/{id}": { prefix: "1" },
  "PATCH /v1/monitorings/{id}": { mode: "active" },
  "POST /v1/calls/{id}/transfer": { to: "1001", type: "blind" },
};

t.test("the ids of one company in every route of the other", async (t) => {
  const a = await mainCentre(t);
  const { centre: b } = await anotherCompany(t, a, "bravo.example");
  const [ofA, ofB] = [await furnish(a), await furnish(b)];
  const callers = { administrator: b.admin, supervisor: b.clara.api };
  const withIds = (await documentedRoutes(b.admin)).filter(({ path }) => path.includes("{"));
  t.ok(withIds.length > 30);
  const tried = new Set<string>();
  for (const { method, path } of withIds) {
    const [, noun = ""] = /^\/v1\/([^/]+)/.exec(path) ?? [];
    const id = ofA[noun];
    t.ok(id, `${path}: the test has one`);
    const address = path.replace("{id}", id ?? "").replace("{signInId}", ofA["sign-ins"]!);
    t.notMatch(address, /[{}]/, path);
    const body = bodies[`${method} ${path}`];
    for (const [who, api] of Object.entries(callers)) {
      const foreign = await api.request(method, address, body);
      const missing = await api.request(method, address.replaceAll(/_[0-9a-f]{24}/g, `_${"0".repeat(24)}`), body);
      t.ok([403, 404].includes(foreign.status), `${who}: ${method} ${path} is answered ${foreign.status}`);
      if (who === "administrator") t.equal(foreign.status, 404, `${method} ${path}`);
      t.strictSame(foreign.body, missing.body, `${who}: ${method} ${path} as where there is no such thing`);
    }
    tried.add(noun);
  }
  t.strictSame([...tried].sort(), Object.keys(ofA).sort(), "of everything");

  await t.test("in bodies", async (t) => {
    const refused: readonly (readonly [string, unknown])[] = [
      ["/v1/numbers", { number: "1130009999", destination: { type: "agent", id: ofA.agents } }],
      ["/v1/numbers", { number: "1130009999", trunkId: ofA.trunks, destination: { type: "agent", id: ofB.agents } }],
      ["/v1/groups", { name: "Both", strategy: "all", agentIds: [ofB.agents, ofA.agents] }],
      ["/v1/routes", { prefix: "9", trunkIds: [ofA.trunks] }],
      ["/v1/api-keys", { name: "robot", userId: ofA.users }],
      ["/v1/calls", { agentId: ofA.agents, to: "1001" }],
      ["/v1/monitorings", { agentId: ofA.agents, mode: "passive" }],
    ];
    for (const [path, body] of refused) {
      const { status } = await b.admin.request("POST", path, body);
      t.ok([400, 404, 422].includes(status), `POST ${path} is answered ${status}`);
    }
    const scope = { monitoring: { groupIds: [ofA.groups] } };
    t.match(await b.admin.request("PATCH", `/v1/users/${ofB.users}`, scope), { status: 400 });
  });

  await t.test("no list of one names anything of the other", async (t) => {
    const lists = (await documentedRoutes(b.admin)).filter(
      ({ method, path }) => method === "GET" && !path.includes("{"),
    );
    const foreign = new RegExp([...Object.values(ofA), '"main"'].join("|"));
    for (const { path } of lists) {
      if (path === "/v1/events" || path === "/metrics") continue;
      const { status, body } = await b.admin.request("GET", path);
      t.ok(status === 200 || status === 400, `${path} is answered ${status}`);
      t.notMatch(JSON.stringify(body), foreign, path);
    }
  });

  await t.test("and everything is as it was", async (t) => {
    t.match(await a.calls(), [{ id: ofA.calls, state: "answered" }]);
    t.match(await a.clara.api.get(`/v1/monitorings/${ofA.monitorings}`), { state: "connected", mode: "passive" });
    for (const noun of ["users", "agents", "trunks", "numbers", "groups", "routes", "api-keys"])
      t.ok(
        (await a.admin.list<{ id: string }>(`/v1/${noun}`)).some(({ id }) => id === ofA[noun]),
        noun,
      );
  });
});
