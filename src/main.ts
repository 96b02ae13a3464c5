/** The process: settings, signals, and the few lines that a person reads at the start. */

import { readFileSync } from "node:fs";
import { pino } from "pino";
import { uriHost } from "./kernel/addresses.ts";
import { causeOf } from "./kernel/fault.ts";
import { fail, ownSettings } from "./process.ts";
import { startServer } from "./server/server.ts";

/** An IPv6 address needs brackets before a port (RFC 3986 §3.2.2). */
const authority = (host: string, port: number): string => `${uriHost(host)}:${port}`;

const settings = ownSettings();
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const log = pino({ level: settings.logLevel });

// Whoever changes the accounts may tell us before there is a server that could look.
let toldEarly = false;
let reload = (): void => {
  toldEarly = true;
};
process.on("SIGHUP", () => reload());

const started = await startServer(settings, log, version);
if (!started.ok) fail(started.error.message);
const server = started.value;

const domains = `${server.domains.length === 1 ? "domain" : "domains"} ${server.domains.join(", ")}`;
const lines = [
  `Dashboard       http://${authority(server.http.host, server.http.port)}/`,
  `REST API        http://${authority(server.http.host, server.http.port)}/docs`,
  `SIP for phones  ${authority(server.sip.host, server.sip.port)} (UDP and TCP), ${domains}`,
  ...(server.sip.tlsPort === undefined ? [] : [`SIP over TLS    ${authority(server.sip.host, server.sip.tlsPort)}`]),
  `Administrator   ${settings.admin.email}`,
  ...(server.generatedPassword === undefined ? [] : [`Password        ${server.generatedPassword} (shown this once)`]),
];
process.stdout.write(`${lines.join("\n")}\n`);
log.info({ event: "ready", http: server.http, sip: server.sip }, "ready");

reload = () => void server.reload().catch((error: unknown) => server.fault("reload", error));
if (toldEarly) reload();

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) {
    log.warn({ event: "stopped_at_once", signal }, "stopped at once");
    process.exit(1);
  }
  stopping = true;
  log.info({ event: "draining", signal }, "no new calls; waiting for those that run");
  try {
    await server.drain(settings.shutdown.graceSeconds * 1000);
    await server.close();
  } catch (error) {
    log.error({ event: "fault", place: "stop", cause: causeOf(error) }, "stopped with a defect");
    process.exit(1);
  }
  log.info({ event: "stopped" }, "stopped");
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
// Calls and messages are guarded one by one; whatever else goes wrong must not hang up on everybody who talks.
process.on("uncaughtException", (error, place) => server.fault(place, error));
