/** `npm run client`: writes the types of the API. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { clientTypes } from "./types.ts";

writeFileSync(join(import.meta.dirname, "api.d.ts"), await clientTypes());
