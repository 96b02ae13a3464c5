/** The people of the tests, and what each may do. */
import type { Agent, User } from "../../../src/accounts/directory/shapes.ts";

type Given = Partial<Pick<User, "role" | "profiles" | "screens" | "monitoring">>;

const person = (name: string, given: Given = {}): User => ({
  id: `user_${name}`,
  email: `${name}@example.com`,
  name,
  role: "restricted",
  profiles: { analytics: false, financial: false },
  screens: { agentsDashboard: false },
  monitoring: { passive: false, semiActive: false, active: false, groupIds: null },
  ...given,
});

export const people = {
  admin: person("admin", { role: "administrator" }),
  /** A supervisor: dashboard and every monitoring mode, and an agent of her own. */
  clara: person("clara", {
    screens: { agentsDashboard: true },
    monitoring: { passive: true, semiActive: true, active: true, groupIds: null },
  }),
  /** Reads reports. */
  rita: person("rita", { profiles: { analytics: true, financial: false } }),
  /** An agent's own user, without any right. Her call is `call_1`. */
  ana: person("ana"),
  /** Signed in, and nothing else. */
  nemo: person("nemo"),
} as const;

export type Person = keyof typeof people;

export const tokenOf = (name: Person): string => `token-${name}`;

const agent = (name: string, extension: string): Agent => ({
  id: `agent_${name}`,
  name,
  email: `${name.toUpperCase()}@Example.com`,
  extension,
  voip: {
    enabled: true,
    autoAnswer: "off",
    doNotDisturb: false,
    forwardTo: { always: null, busy: null, noAnswer: null },
    codecs: ["PCMA", "PCMU"],
    srtp: "off",
  },
});

export const agents: readonly Agent[] = [agent("ana", "1001"), agent("bruno", "1002"), agent("clara", "1003")];
