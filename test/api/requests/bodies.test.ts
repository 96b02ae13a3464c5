/** A body that the document refuses is refused by the server, and one that it accepts is not: they are made of one schema. */
import fc from "fast-check";
import t from "tap";
import { good, nearly } from "../support/bodies.ts";
import { ApiDocument } from "../support/document.ts";
import { openOffice } from "../support/office.ts";
import { tokenOf } from "../support/people.ts";

const plenty = 1_000_000;
const ids: Readonly<Record<string, string>> = {
  agents: "agent_ana",
  users: "user_ana",
  trunks: "trunk_1",
  numbers: "number_1",
  groups: "group_1",
  routes: "route_1",
  calls: "call_1",
  monitorings: "monitoring_1",
};

/** What the document says in words, and the server with 400. */
const saidInWords = (body: unknown): boolean => {
  const { callId, agentId, mode } = (body ?? {}) as Record<string, unknown>;
  return mode !== undefined && (callId === undefined) === (agentId === undefined);
};

const { app } = await openOffice(t, { requests: plenty, strangersRequests: plenty });
const document = new ApiDocument(app);
const headers = { authorization: `Bearer ${tokenOf("admin")}`, "content-type": "application/json" };

for (const { method, url, operation } of document.operations) {
  const content = operation.requestBody?.content["application/json"];
  if (content === undefined) continue;
  t.test(`${method} ${url}`, async (t) => {
    const path = url.replace("{id}", ids[url.split("/")[2]!] ?? "1");
    const seen = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.oneof(good(content.schema), nearly(content.schema)), async (body) => {
        const faults = document.faults(content.schema, body);
        if (operation.operationId === "startMonitoring" && faults.length === 0 && saidInWords(body)) return;
        const answer = await app.inject({
          method: method as "POST",
          url: path,
          headers,
          payload: JSON.stringify(body),
        });
        const refused = answer.statusCode === 400;
        seen[refused ? "refused" : "accepted"]++;
        if (answer.statusCode >= 500 && answer.statusCode !== 503) throw new Error(answer.body);
        if (refused !== faults.length > 0) throw new Error(`${answer.statusCode} ${answer.body}, and ${faults.join()}`);
      }),
      { numRuns: 60 },
    );
    t.ok(seen.accepted > 5, `${seen.accepted} accepted`);
    t.ok(seen.refused > 5, `${seen.refused} refused`);
  });
}
