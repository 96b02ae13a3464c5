/** Every code that a monitoring can be refused, fail or end with has a test over REST: here is which. */
import { readFile } from "node:fs/promises";
import t from "tap";
import { answers } from "../../lab/phone/manners.ts";
import { centre } from "../support/centre.ts";
import { startServer } from "../support/server.ts";

/** Refusals of a request, in the order in which they apply. */
const refusals: Readonly<Record<string, string>> = {
  not_authenticated: "monitoringRefusals",
  invalid_request: "monitoringRefusals",
  screen_not_permitted: "monitoringRefusals",
  mode_not_permitted: "monitoringRefusals",
  call_not_found: "monitoringRefusals",
  agent_not_found: "monitoringRefusals",
  agent_out_of_scope: "monitoringFollow",
  agent_not_in_call: "monitoringRefusals",
  no_matching_agent: "monitoringRefusals",
  monitor_voip_disabled: "monitoringRefusals",
  self_monitoring: "monitoringRefusals",
  call_not_live: "monitoringRefusals",
  already_monitoring: "monitoringRefusals",
  monitor_busy: "monitoringRefusals",
  monitor_do_not_disturb: "monitoringRefusals",
  monitor_not_registered: "monitoringRefusals",
  monitoring_ended: "monitoringRefusals",
};

/** Of every route, and tried there. */
const common = [
  "forbidden",
  "not_found",
  "too_many_requests",
  "unsupported_media_type",
  "too_large",
  "conflict",
].concat(["idempotency_key_reused", "shutting_down", "unavailable", "internal_error", "precondition_failed"]);

/** Why one fails, with the statuses of the phone that say so, and why one ends. */
const reasons: readonly (readonly [reason: string, test: string, statuses?: readonly (number | null)[]])[] = [
  ["busy", "monitoringLife", [486, 600]],
  ["declined", "monitoringLife", [603, 403]],
  ["no_answer", "monitoringLife", [480, 408, null]],
  ["unreachable", "monitoringLife", [404, 410, 500, 503]],
  // No way to the phone.
  ["unreachable", "robustnessNetwork", [null]],
  ["call_ended", "monitoringLife"],
  ["monitor_hung_up", "monitoringLife"],
  ["released", "monitoringLife"],
  ["media_timeout", "monitoringLife"],
  ["permission_revoked", "monitoringLife"],
  ["became_party", "monitoringLife"],
  ["agent_left", "monitoringCodes"],
];

const textOf = (name: string): Promise<string> => readFile(new URL(`${name}.test.ts`, import.meta.url), "utf8");

t.test("every code has a test that names it", async (t) => {
  for (const [code, test] of Object.entries(refusals)) t.match(await textOf(test), `code: "${code}"`, code);
  for (const [reason, test, statuses = []] of reasons) {
    const text = await textOf(test);
    t.match(text, new RegExp(`reason: "${reason}"`), reason);
    for (const status of statuses) {
      const named = new RegExp(`status: ${status}, reason: "${reason}"|reason: "${reason}", sipStatus: ${status}\\b`);
      t.match(text, named, `${reason}: ${status}`);
    }
  }
});

t.test("no code that the document knows of is missing", async (t) => {
  const server = await startServer(t);
  const document = await server.now.api.get("/v1/openapi.json");
  const { paths } = document as { paths: Record<string, object> };
  const ofMonitorings = [paths["/v1/monitorings"], paths["/v1/monitorings/{id}"]];
  const codes = new Set([...JSON.stringify(ofMonitorings).matchAll(/"code":"(\w+)"/g)].map(([, code]) => code!));
  t.ok(codes.size >= Object.keys(refusals).length, `${codes.size} codes`);
  t.strictSame(
    [...codes].filter((code) => !(code in refusals) && !common.includes(code)),
    [],
  );
});

t.test("a monitoring ends when no agent of the account is left in the call", async (t) => {
  const c = await centre(t);
  const [trunk] = await c.admin.list<{ id: string }>("/v1/trunks");
  await c.admin.post("/v1/routes", { prefix: "0", strip: 1, trunkIds: [trunk!.id] });
  c.trunk.manner = answers;
  const call = await c.call();
  const { id, leg } = await c.monitor(call, "active");
  await c.admin.post(`/v1/calls/${call.id}/transfer`, { to: "011955554444", type: "blind" });
  const outside = await c.trunk.incoming();
  t.equal(await leg.ended(), "theirs");
  t.match(await c.monitoring(id, "ended"), { state: "ended", reason: "agent_left" });
  await outside.until(() => outside.state === "connected", "the other number to be connected");
  t.equal(call.customer.state, "connected", "the customer never noticed");
  await call.customer.bye();
});
