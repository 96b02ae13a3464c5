/** Every screen: where it is, what it is called, who may open it. The navigation and the routes are made of this. */
import {
  IconBook2,
  IconDeviceLandlinePhone,
  IconHeadset,
  IconHistory,
  IconKey,
  IconListNumbers,
  IconMicrophone,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconSitemap,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { isAdministrator, type Me, mayOpenDashboard, mayReadReports, mayReadUsage } from "../api/me.ts";

type Section = "work" | "history" | "administration";

export interface Screen {
  readonly path: string;
  /** Of its name in the texts (`shell.screens`). */
  readonly name:
    | "agents"
    | "phone"
    | "calls"
    | "recordings"
    | "users"
    | "agentsAdmin"
    | "groups"
    | "trunks"
    | "numbers"
    | "routes"
    | "settings"
    | "apiKeys"
    | "audit"
    | "start";
  readonly section: Section;
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  readonly may: (me: Me) => boolean;
  /** Its code, which comes when it is first opened. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

export const screens: readonly Screen[] = [
  {
    path: "/agents",
    name: "agents",
    section: "work",
    icon: IconHeadset,
    may: mayOpenDashboard,
    load: async () => ({ default: (await import("../screens/agents/Agents.tsx")).Agents }),
  },
  {
    path: "/phone",
    name: "phone",
    section: "work",
    icon: IconDeviceLandlinePhone,
    may: (me) => me.agent !== null,
    load: async () => ({ default: (await import("../screens/phone/MyPhone.tsx")).MyPhone }),
  },
  {
    path: "/calls",
    name: "calls",
    section: "history",
    icon: IconHistory,
    may: (me) => mayReadReports(me) || mayReadUsage(me),
    load: async () => ({ default: (await import("../screens/calls/Calls.tsx")).Calls }),
  },
  {
    path: "/recordings",
    name: "recordings",
    section: "history",
    icon: IconMicrophone,
    may: mayReadReports,
    load: async () => ({ default: (await import("../screens/recordings/Recordings.tsx")).Recordings }),
  },
  {
    path: "/admin/users",
    name: "users",
    section: "administration",
    icon: IconUsers,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/users/Users.tsx")).Users }),
  },
  {
    path: "/admin/agents",
    name: "agentsAdmin",
    section: "administration",
    icon: IconUsersGroup,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/agentsAdmin/AgentsAdmin.tsx")).AgentsAdmin }),
  },
  {
    path: "/admin/groups",
    name: "groups",
    section: "administration",
    icon: IconSitemap,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/groups/Groups.tsx")).Groups }),
  },
  {
    path: "/admin/trunks",
    name: "trunks",
    section: "administration",
    icon: IconPlugConnected,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/trunks/Trunks.tsx")).Trunks }),
  },
  {
    path: "/admin/numbers",
    name: "numbers",
    section: "administration",
    icon: IconListNumbers,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/numbers/Numbers.tsx")).Numbers }),
  },
  {
    path: "/admin/routes",
    name: "routes",
    section: "administration",
    icon: IconRoute,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/routes/Routes.tsx")).Routes }),
  },
  {
    path: "/admin/settings",
    name: "settings",
    section: "administration",
    icon: IconSettings,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/settings/Settings.tsx")).Settings }),
  },
  {
    path: "/admin/api-keys",
    name: "apiKeys",
    section: "administration",
    icon: IconKey,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/apiKeys/ApiKeys.tsx")).ApiKeys }),
  },
  {
    path: "/admin/audit",
    name: "audit",
    section: "administration",
    icon: IconShieldCheck,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/audit/Audit.tsx")).Audit }),
  },
  {
    path: "/start",
    name: "start",
    section: "administration",
    icon: IconBook2,
    may: isAdministrator,
    load: async () => ({ default: (await import("../screens/start/Start.tsx")).Start }),
  },
];

/** Where one begins. */
export const homeOf = (me: Me): string =>
  mayOpenDashboard(me) ? "/agents" : mayReadReports(me) || mayReadUsage(me) ? "/calls" : "/phone";
