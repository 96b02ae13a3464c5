import { account } from "./account.ts";
import { agents } from "./agents.ts";
import { agentsAdmin } from "./agentsAdmin.ts";
import { apiKeys } from "./apiKeys.ts";
import { audit } from "./audit.ts";
import { calls } from "./calls.ts";
import { common } from "./common.ts";
import { csv } from "./csv.ts";
import { faults } from "./faults.ts";
import { form } from "./form.ts";
import { groups } from "./groups.ts";
import { history } from "./history.ts";
import { monitoring } from "./monitoring.ts";
import { numbers } from "./numbers.ts";
import { phone } from "./phone.ts";
import { problems } from "./problems.ts";
import { recordings } from "./recordings.ts";
import { routes } from "./routes.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { signIn } from "./signIn.ts";
import { start } from "./start.ts";
import { trunks } from "./trunks.ts";
import { users } from "./users.ts";

export const en = {
  start,
  apiKeys,
  settings,
  users,
  agentsAdmin,
  routes,
  numbers,
  csv,
  trunks,
  account,
  agents,
  common,
  faults,
  form,
  groups,
  history,
  audit,
  calls,
  monitoring,
  phone,
  problems,
  recordings,
  shell,
  signIn,
} as const;
