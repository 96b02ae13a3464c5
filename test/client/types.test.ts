import { readFileSync } from "node:fs";
import t from "tap";
import { clientTypes } from "../../client/types.ts";

t.test("the client's types are those of the API: `npm run client` writes them anew", async (t) => {
  const written = readFileSync(new URL("../../client/api.d.ts", import.meta.url), "utf8");
  t.ok(written === (await clientTypes()), "client/api.d.ts is up to date");
});
