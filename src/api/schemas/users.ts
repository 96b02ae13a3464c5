import { allScopes } from "../../accounts/people/scopes.ts";
import { extension } from "./agents.ts";
import {
  described,
  email,
  flag,
  id,
  line,
  listOf,
  name,
  named,
  nullable,
  object,
  oneOf,
  patchOf,
  ref,
  type Schema,
  time,
} from "./schema.ts";

const permissions = {
  passive: flag,
  semiActive: flag,
  active: flag,
  groupIds: described("The groups whose agents may be monitored; null: every agent.", nullable(listOf(id))),
};
const rights = {
  profiles: object({ analytics: flag, financial: flag }),
  screens: object({ agentsDashboard: flag }),
  monitoring: object(permissions),
};

export const userSchema = named(
  "User",
  object({ id, email, name, role: oneOf("administrator", "restricted"), ...rights }),
);

export const meSchema = named(
  "Me",
  object({
    id,
    email,
    name,
    role: oneOf("administrator", "restricted"),
    ...rights,
    monitoring: object({
      ...permissions,
      purpose: described("Whether a monitoring must say what for (a setting).", oneOf("optional", "required")),
      failureNotice: described(
        "Whether the requester is told why a monitoring did not come about (a setting).",
        oneOf("requester", "silent"),
      ),
    }),
    agent: described("The agent with the user's e-mail.", nullable(object({ id, extension }))),
    account: object({
      id,
      name,
      domain: line,
      timeZone: described("In which the account's hours and days are told.", line),
    }),
  }),
);

const password: Schema = { type: "string", minLength: 1, maxLength: 1_000 };

const givenRights = {
  profiles: patchOf(rights.profiles),
  screens: patchOf(rights.screens),
  monitoring: patchOf(rights.monitoring),
};

/** A right that is not given is not held. */
export const newUser = object({ email, name, password, ...givenRights }, ["profiles", "screens", "monitoring"]);
export const userPatch = patchOf(newUser);

/** Any text will do: what is no e-mail is merely wrong. */
export const credentials = object(
  {
    email: line,
    password,
    domain: described("The account's SIP domain; only for who has the same e-mail in several accounts.", line),
  },
  ["domain"],
);
export const currentSignIn = object({ user: nullable(ref(meSchema)) });
export const signedIn = object({ token: { type: "string" }, user: ref(userSchema) });

export const passwordChange = object({ current: described("The present one.", password), password });

export const signInSchema = named(
  "SignIn",
  object({
    id,
    userId: id,
    startedAt: time,
    lastUsedAt: time,
    ip: nullable({ type: "string" }),
    userAgent: nullable({ type: "string" }),
    current: described("The one that asks.", flag),
  }),
);

const scopes = described(
  "Parts of the API that the key reaches; null: all that its user may do.",
  nullable(listOf(oneOf(...allScopes))),
);
const apiKey = {
  id,
  name,
  userId: id,
  scopes,
  createdAt: time,
  expiresAt: nullable(time),
  lastUsedAt: nullable(time),
};

export const apiKeySchema = named("ApiKey", object(apiKey));
export const newApiKey = object({ name, userId: id, scopes, expiresAt: nullable(time) }, [
  "userId",
  "scopes",
  "expiresAt",
]);
export const shownApiKey = named("NewApiKey", object({ ...apiKey, key: { type: "string" } }));
