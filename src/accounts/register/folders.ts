/** Where in the data folder an account has its things. */
import { join } from "node:path";
import { MAIN } from "./entry.ts";

/** Database, key of the stored secrets and recordings of one account. */
export const accountFolder = (dataDir: string, id: string): string =>
  id === MAIN ? dataDir : join(dataDir, "accounts", id);

export const databaseIn = (folder: string): string => join(folder, "ponto.db");
