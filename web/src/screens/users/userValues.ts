import type { User } from "./rights.ts";

/** What stands in the fields of a user. */
export interface UserValues extends Pick<User, "name" | "email" | "profiles" | "screens" | "monitoring"> {
  /** Only of a new one. */
  readonly password: string;
}

export const valuesOf = (user: User | null): UserValues => ({
  name: user?.name ?? "",
  email: user?.email ?? "",
  password: "",
  profiles: user?.profiles ?? { analytics: false, financial: false },
  screens: user?.screens ?? { agentsDashboard: false },
  monitoring: user?.monitoring ?? { passive: false, semiActive: false, active: false, groupIds: null },
});

export const bodyOf = ({ password, ...values }: UserValues, isNew: boolean): object =>
  isNew ? { ...values, password } : values;
