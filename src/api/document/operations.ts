/** What generated clients call the routes, and what each does where its route does not say so itself. Names stay as they are. */

export interface Operation {
  readonly id: string;
  readonly summary?: string;
}

/** One and several of the things that the administrator looks after. */
const things = [
  ["users", "User", "user"],
  ["agents", "Agent", "agent"],
  ["trunks", "Trunk", "trunk"],
  ["numbers", "Number", "number"],
  ["groups", "Group", "group of agents"],
  ["routes", "Route", "outbound route"],
] as const;

const ofThings = things.flatMap(([path, name, noun]): [string, Operation][] => [
  [`GET /${path}`, { id: `list${name}s`, summary: `Every ${noun}` }],
  [`POST /${path}`, { id: `create${name}`, summary: `A new ${noun}` }],
  [`GET /${path}/:id`, { id: `get${name}`, summary: `One ${noun}` }],
  [`PATCH /${path}/:id`, { id: `update${name}`, summary: `Change the ${noun}` }],
  [`DELETE /${path}/:id`, { id: `delete${name}`, summary: `Delete the ${noun}` }],
]);

/** By method and path below `/v1`. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ...ofThings,
  ["GET /session", { id: "getSignIn" }],
  ["POST /session", { id: "signIn" }],
  ["DELETE /session", { id: "signOut" }],
  ["GET /me", { id: "getMe" }],
  ["PUT /me/password", { id: "changePassword" }],
  ["GET /sign-ins", { id: "listSignIns" }],
  ["DELETE /sign-ins", { id: "endOtherSignIns" }],
  ["DELETE /sign-ins/:id", { id: "endSignIn", summary: "Sign out there" }],
  ["DELETE /users/:id/sign-ins", { id: "endSignInsOf" }],
  ["GET /users/:id/sign-ins", { id: "listSignInsOf" }],
  ["POST /users/:id/administrator", { id: "handOver" }],
  ["GET /api-keys", { id: "listApiKeys", summary: "Every API key, without the key itself" }],
  ["POST /api-keys", { id: "createApiKey" }],
  ["GET /api-keys/:id", { id: "getApiKey", summary: "One API key, without the key itself" }],
  ["DELETE /api-keys/:id", { id: "deleteApiKey", summary: "Delete the API key, which stops working" }],
  ["GET /agents/live", { id: "listLiveAgents" }],
  ["GET /agents/:id/voip", { id: "getAgentVoip" }],
  ["PATCH /agents/:id/voip", { id: "updateAgentVoip" }],
  ["POST /agents/:id/voip/token", { id: "renewVoipToken" }],
  ["GET /routes/lookup", { id: "lookUpNumber" }],
  ["GET /settings", { id: "getSettings", summary: "The settings of the account" }],
  ["PATCH /settings", { id: "updateSettings", summary: "Change the settings" }],
  ["POST /imports/agents", { id: "importAgents" }],
  ["POST /imports/users", { id: "importUsers" }],
  ["POST /imports/numbers", { id: "importNumbers" }],
  ["GET /calls", { id: "listCalls", summary: "Live calls" }],
  ["POST /calls", { id: "createCall" }],
  ["GET /calls/:id", { id: "getCall", summary: "One live call" }],
  ["DELETE /calls/:id", { id: "hangUp" }],
  ["POST /calls/:id/hold", { id: "holdCall" }],
  ["POST /calls/:id/resume", { id: "resumeCall" }],
  ["POST /calls/:id/transfer", { id: "transferCall" }],
  ["POST /calls/:id/transfer/complete", { id: "completeTransfer" }],
  ["POST /calls/:id/transfer/cancel", { id: "cancelTransfer" }],
  ["POST /calls/:id/recording/pause", { id: "pauseRecording" }],
  ["POST /calls/:id/recording/resume", { id: "resumeRecording" }],
  ["GET /monitorings", { id: "listMonitorings", summary: "One's own monitorings; the administrator sees all" }],
  ["POST /monitorings", { id: "startMonitoring" }],
  ["GET /monitorings/:id", { id: "getMonitoring", summary: "One monitoring" }],
  ["PATCH /monitorings/:id", { id: "updateMonitoring" }],
  ["DELETE /monitorings/:id", { id: "endMonitoring" }],
  ["GET /reports/calls", { id: "listCallReports" }],
  ["GET /reports/summary", { id: "getSummary" }],
  ["GET /reports/usage", { id: "getUsage" }],
  ["GET /recordings", { id: "listRecordings", summary: "Recordings, the newest first" }],
  ["GET /recordings/:id", { id: "getRecording", summary: "One recording" }],
  ["GET /recordings/:id/marks", { id: "getRecordingMarks" }],
  ["GET /recordings/:id/audio", { id: "getRecordingAudio" }],
  ["GET /audit", { id: "listAudit" }],
  ["GET /audit/verification", { id: "verifyAudit" }],
  ["POST /privacy/exports", { id: "exportPerson" }],
  ["POST /privacy/erasures", { id: "erasePerson" }],
  ["GET /events", { id: "subscribe" }],
  ["GET /healthz", { id: "getHealth", summary: "Whether the process lives" }],
  ["GET /readyz", { id: "getReadiness", summary: "Whether calls are served, and what is degraded" }],
  ["GET /metrics", { id: "getMetrics" }],
]);

/** The operation of a route. @param url with its prefix, as `/v1/calls/:id` */
export const operationOf = (method: string, url: string): Operation | undefined =>
  operations.get(`${method} ${url.replace(/^\/v1(?=\/)/, "")}`);
