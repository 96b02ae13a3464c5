/** The types of the API, made of its OpenAPI document. */
import openapiTS, { astToString } from "openapi-typescript";
import { createApi } from "../src/api/api.ts";
import { Desks } from "../src/api/desk.ts";
import { defaultLimits } from "../src/api/options.ts";
import { seededEntropy } from "../src/kernel/entropy.ts";
import { silentLog } from "../src/kernel/log.ts";

const banner = `// Written by \`npm run client\` from the API's OpenAPI document: change the schemas in src/api, not this file.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
`;

/** The text of `client/api.d.ts`. Rejects where the document is not valid. */
export const clientTypes = async (): Promise<string> =>
  banner + astToString(await openapiTS(JSON.stringify(await apiDocument()), { alphabetize: true }));

/** The document of an API that serves nobody. */
async function apiDocument(): Promise<unknown> {
  const clock = { now: () => 0, wall: () => 0, at: () => () => undefined };
  const entropy = seededEntropy(1);
  const api = createApi({
    accounts: {
      authenticate: async () => undefined,
      signIn: async () => ({ ok: false, error: { code: "not_found" } }),
    },
    desks: new Desks({ clock, entropy, limits: defaultLimits }),
    clock,
    entropy,
    log: silentLog,
    version: "1",
    sip: { registrar: () => ({ host: "", port: 0 }), transports: [] },
    metrics: async () => "",
    health: () => ({ ready: true, reasons: [] }),
  });
  await api.ready();
  const document = api.swagger();
  await api.close();
  return document;
}
