/** What is pictured of the dashboard, and how a person gets there. */
import type { Page } from "playwright-core";
import type { Visit } from "../../lab/browser/visit.ts";
import type { en } from "../../web/src/texts/en/index.ts";
import type { pt } from "../../web/src/texts/pt-BR/index.ts";

export type Texts = typeof en | typeof pt;

/** What the pictures are of. */
export interface Subjects {
  readonly agentId: string;
  readonly recordingId: string;
}

export interface Picture {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly path: (subjects: Subjects) => string;
  /** What is done there before the picture is taken. */
  readonly first?: (page: Page, texts: Texts) => Promise<void>;
  readonly telephone?: true;
}

const at = (path: string) => () => path;

/** The pictures of the supervisor, who begins to monitor between the first ones and the others. */
export const beforeMonitoring: readonly Picture[] = [
  {
    name: "monitoring-modes",
    path: ({ agentId }) => `/agents?open=${agentId}`,
    first: (page, { monitoring }) => choose(page, monitoring.modes.semi_active.name),
  },
];

export const whileMonitoring: readonly Picture[] = [
  { name: "agents", path: at("/agents") },
  { name: "wallboard", path: at("/agents?view=wall") },
  { name: "agents-telephone", path: at("/agents"), telephone: true },
  { name: "my-phone", path: at("/phone") },
];

export const ofAdministrator: readonly Picture[] = [
  { name: "first-steps", path: at("/start") },
  { name: "calls", path: at("/calls") },
  { name: "calls-plots", path: at("/calls?view=charts") },
  {
    name: "recording",
    path: ({ recordingId }) => `/recordings?open=${recordingId}`,
    first: async (page) => void (await page.getByRole("slider").first().waitFor()),
  },
  { name: "users", path: at("/admin/users") },
  { name: "agent", path: ({ agentId }) => `/admin/agents?open=${agentId}` },
  { name: "groups", path: at("/admin/groups") },
  { name: "trunks", path: at("/admin/trunks") },
  { name: "numbers", path: at("/admin/numbers") },
  {
    name: "routes",
    path: at("/admin/routes"),
    first: async (page, { routes }) => {
      await page.getByRole("textbox", { name: routes.lookup.number }).fill("0 21 98765-0011");
      await page.getByRole("button", { name: routes.lookup.submit }).click();
    },
  },
  { name: "settings", path: at("/admin/settings") },
  { name: "api-keys", path: at("/admin/api-keys") },
  { name: "audit", path: at("/admin/audit") },
];

const choose = (page: Page, mode: string): Promise<void> =>
  page.getByRole("dialog").getByRole("radio", { name: mode, exact: true }).click();

/** Actions → passive → Apply, and the stand-in answers. */
export async function monitor({ page }: Visit, { monitoring }: Texts): Promise<void> {
  await choose(page, monitoring.modes.passive.name);
  await page.getByRole("button", { name: monitoring.apply }).click();
  const bar = page.getByRole("region", { name: monitoring.bar.label });
  await bar.getByText(monitoring.bar.connected).waitFor();
}
