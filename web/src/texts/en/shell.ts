import type { shell as pt } from "../pt-BR/shell.ts";
import type { TextsLike } from "../textsLike.ts";

export const shell: TextsLike<typeof pt> = {
  menu: "Menu",
  skip: "Skip to the content",
  navigation: "Navigation",
  screens: {
    agents: "Agents",
    phone: "My phone",
    calls: "Calls",
    recordings: "Recordings",
    users: "Users",
    agentsAdmin: "Agents (set-up)",
    groups: "Groups",
    trunks: "Trunks",
    numbers: "Numbers",
    routes: "Outbound routes",
    settings: "Settings",
    apiKeys: "API keys",
    audit: "Audit log",
    start: "First steps",
  },
  groups: { work: "Service", history: "History", administration: "Administration" },
  connection: {
    connecting: "Connecting…",
    open: "Live",
    lost: "No connection to the server. Trying again…",
  },
  account: {
    language: "Language",
    theme: "Appearance",
    light: "Light",
    dark: "Dark",
    auto: "As the system",
    signOut: "Sign out",
  },
  notPermitted: "Your user may not open this screen.",
  notFound: "There is no such page.",
  failed: "The screen cannot be shown.",
};
