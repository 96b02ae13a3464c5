/** Long answers go compressed to whoever takes that, short ones never. */
import { gunzipSync } from "node:zlib";
import t from "tap";
import { openOffice } from "./support/office.ts";
import { tokenOf } from "./support/people.ts";

t.test("a long answer is compressed, a short one is not", async (t) => {
  const office = await openOffice(t);
  const ask = (url: string, coding: string) =>
    office.app.inject({
      method: "GET",
      url,
      headers: { authorization: `Bearer ${tokenOf("admin")}`, "accept-encoding": coding },
    });
  const plain = await ask("/v1/openapi.json", "identity");
  t.equal(plain.headers["content-encoding"], undefined);
  const packed = await ask("/v1/openapi.json", "gzip");
  t.equal(packed.headers["content-encoding"], "gzip");
  t.match(packed.headers.vary, /accept-encoding/i);
  t.strictSame(JSON.parse(gunzipSync(packed.rawPayload).toString()), plain.json());
  t.ok(packed.rawPayload.length * 5 < plain.rawPayload.length, "to a fifth at the most");
  t.equal(
    (await ask("/v1/openapi.json", "gzip;q=0")).headers["content-encoding"],
    undefined,
    "nor where it is refused",
  );
  for (const url of ["/v1/me", "/v1/agents/agent_ana/voip"])
    t.equal((await ask(url, "gzip")).headers["content-encoding"], undefined, `${url} tells nothing by its length`);
});
