/** The settings of the process: environment over YAML over defaults, each checked, each error naming its place. */
import { isIP } from "node:net";
import { parse as parseYaml } from "yaml";
import { err, ok, type Result } from "./kernel/result.ts";

export interface ProcessSettings {
  readonly dataDir: string;
  readonly http: HttpSettings;
  readonly sip: {
    readonly host: string;
    readonly port: number;
    readonly domain: string;
    /** Undefined: the local address that routes to the peer. */
    readonly publicAddress: string | undefined;
    /** SRTP keys may be sent over UDP and TCP, where whoever listens reads them. */
    readonly srtpWithoutTls: boolean;
    readonly tls: SipTlsSettings;
  };
  /** Where names are looked up, `address` or `address:port`; none: where the system does. */
  readonly dns: { readonly servers: readonly string[] };
  readonly rtp: { readonly host: string; readonly portMin: number; readonly portMax: number };
  readonly media: { readonly workers: number; readonly sockets: MediaSockets };
  readonly admin: { readonly email: string; readonly password: string | undefined };
  readonly logLevel: string;
  readonly shutdown: { readonly graceSeconds: number };
}

export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  /** Other sites whose scripts may use the API with a Bearer token. */
  readonly corsOrigins: readonly string[];
  /** Addresses or networks of proxies whose `X-Forwarded-*` are believed. */
  readonly trustedProxies: readonly string[];
  /** With which `/metrics` is answered to other machines. */
  readonly metricsToken: string | undefined;
  /** Of one user. */
  readonly requestsPerMinute: number;
}

/** What carries RTP: Node's own sockets, those compiled from `native/`, or these where they are built. */
export type MediaSockets = "node" | "native" | "auto";

/** SIP over TLS. The files are PEM. */
export interface SipTlsSettings {
  /** Where it is served, given with the next two; without them we only connect to others. */
  readonly port?: number;
  readonly certificate?: string;
  readonly key?: string;
  /** Authorities beside the well-known ones, for the servers that we connect to. */
  readonly authorities?: string;
}

export interface SettingFault {
  /** The name of the variable or the YAML key, and where it stood. */
  readonly setting: string;
  readonly message: string;
}

interface Setting {
  readonly env: string | undefined;
  readonly yaml: string | undefined;
  readonly fallback: string | undefined;
  /** Undefined when the text is fine, else what is expected. */
  readonly check: (text: string) => string | undefined;
}

const anyText = (): undefined => undefined;
const notEmpty = (text: string) => (text.trim() === "" ? "a text that is not empty" : undefined);
const wholeNumber = (min: number, max: number) => (text: string) =>
  /^[0-9]{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max
    ? undefined
    : `a whole number from ${min} to ${max}`;
const ipAddress = (text: string) => (isIP(text) === 0 ? "an IP address" : undefined);
const email = (text: string) => (/^[^\s@]+@[^\s@]+$/.test(text) ? undefined : "an e-mail address");
const hostName = (text: string) => (/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text) ? undefined : "a host name");
const listed = (text: string) => text.split(",").map((each) => each.trim());
const dnsServers = (text: string) =>
  listed(text).every((each) => isIP(each.replace(/^\[?(.*?)\]?:[0-9]{1,5}$/, "$1")) !== 0 || isIP(each) !== 0)
    ? undefined
    : "IP addresses with commas between them, each with a port if need be (address:port, [address]:port)";
const origins = (text: string) =>
  listed(text).every((each) => URL.canParse(each) && new URL(each).origin === each)
    ? undefined
    : "origins with commas between them (https://desk.example)";
const networks = (text: string) =>
  listed(text).every((each) => isIP(each.replace(/\/[0-9]{1,3}$/, "")) !== 0)
    ? undefined
    : "IP addresses or networks (10.0.0.0/8) with commas between them";
const oneOf =
  (...words: string[]) =>
  (text: string) =>
    words.includes(text) ? undefined : `one of ${words.join(", ")}`;

/** Every setting there is; the README's table is compared with this one by a test. */
export const settingTable = {
  config: { env: "PONTO_CONFIG", yaml: undefined, fallback: undefined, check: notEmpty },
  dataDir: { env: "PONTO_DATA_DIR", yaml: "dataDir", fallback: "./data", check: notEmpty },
  httpHost: { env: "PONTO_HTTP_HOST", yaml: "http.host", fallback: "127.0.0.1", check: ipAddress },
  httpPort: { env: "PONTO_HTTP_PORT", yaml: "http.port", fallback: "8080", check: wholeNumber(0, 65535) },
  corsOrigins: { env: "PONTO_HTTP_CORS_ORIGINS", yaml: "http.corsOrigins", fallback: undefined, check: origins },
  trustedProxies: {
    env: "PONTO_HTTP_TRUSTED_PROXIES",
    yaml: "http.trustedProxies",
    fallback: undefined,
    check: networks,
  },
  metricsToken: { env: "PONTO_METRICS_TOKEN", yaml: "http.metricsToken", fallback: undefined, check: notEmpty },
  requestsPerMinute: {
    env: "PONTO_HTTP_REQUESTS_PER_MINUTE",
    yaml: "http.requestsPerMinute",
    fallback: "6000",
    check: wholeNumber(60, 10_000_000),
  },
  sipHost: { env: "PONTO_SIP_HOST", yaml: "sip.host", fallback: "0.0.0.0", check: ipAddress },
  sipPort: { env: "PONTO_SIP_PORT", yaml: "sip.port", fallback: "5060", check: wholeNumber(0, 65535) },
  sipDomain: { env: "PONTO_SIP_DOMAIN", yaml: "sip.domain", fallback: "ponto.local", check: hostName },
  sipTlsPort: { env: "PONTO_SIP_TLS_PORT", yaml: "sip.tlsPort", fallback: undefined, check: wholeNumber(0, 65535) },
  sipTlsCert: { env: "PONTO_SIP_TLS_CERT", yaml: "sip.tlsCert", fallback: undefined, check: notEmpty },
  sipTlsKey: { env: "PONTO_SIP_TLS_KEY", yaml: "sip.tlsKey", fallback: undefined, check: notEmpty },
  sipTlsCa: { env: "PONTO_SIP_TLS_CA", yaml: "sip.tlsCa", fallback: undefined, check: notEmpty },
  srtpWithoutTls: {
    env: "PONTO_SIP_SRTP_WITHOUT_TLS",
    yaml: "sip.srtpWithoutTls",
    fallback: "false",
    check: oneOf("true", "false"),
  },
  publicAddress: { env: "PONTO_PUBLIC_ADDRESS", yaml: "sip.publicAddress", fallback: undefined, check: ipAddress },
  dnsServers: { env: "PONTO_DNS_SERVERS", yaml: "dns.servers", fallback: undefined, check: dnsServers },
  rtpHost: { env: "PONTO_RTP_HOST", yaml: "rtp.host", fallback: undefined, check: ipAddress },
  rtpPortMin: { env: "PONTO_RTP_PORT_MIN", yaml: "rtp.portMin", fallback: "20000", check: wholeNumber(1024, 65534) },
  rtpPortMax: { env: "PONTO_RTP_PORT_MAX", yaml: "rtp.portMax", fallback: "29999", check: wholeNumber(1025, 65535) },
  mediaWorkers: { env: "PONTO_MEDIA_WORKERS", yaml: "media.workers", fallback: undefined, check: wholeNumber(1, 64) },
  mediaSockets: {
    env: "PONTO_MEDIA_SOCKETS",
    yaml: "media.sockets",
    fallback: "node",
    check: oneOf("node", "native", "auto"),
  },
  adminEmail: { env: "PONTO_ADMIN_EMAIL", yaml: "admin.email", fallback: "admin@ponto.local", check: email },
  adminPassword: { env: "PONTO_ADMIN_PASSWORD", yaml: "admin.password", fallback: undefined, check: anyText },
  logLevel: {
    env: "PONTO_LOG_LEVEL",
    yaml: "logLevel",
    fallback: "info",
    check: oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent"),
  },
  graceSeconds: {
    env: "PONTO_SHUTDOWN_GRACE_SECONDS",
    yaml: "shutdown.graceSeconds",
    fallback: "10",
    check: wholeNumber(0, 3600),
  },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof settingTable;

/**
 * @param env the process's environment
 * @param readFile the text of a file, or undefined where there is none
 * @param cores how many processor cores the machine has
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string | undefined,
  cores: number,
): Result<ProcessSettings, SettingFault> {
  const file = readYaml(env.PONTO_CONFIG, readFile);
  if (!file.ok) return file;
  const values = new Map<Name, string>();
  for (const [name, setting] of Object.entries(settingTable) as [Name, Setting][]) {
    const given = env[setting.env ?? ""] ?? file.value.get(setting.yaml ?? "");
    const text = given ?? setting.fallback;
    if (text === undefined) continue;
    const expected = setting.check(text);
    const place = env[setting.env ?? ""] === undefined ? `${setting.yaml} (in ${file.value.get("")})` : setting.env!;
    if (expected !== undefined)
      return err({ setting: place, message: `must be ${expected}, not ${JSON.stringify(text)}` });
    values.set(name, text);
  }
  return assemble(values, cores);
}

function assemble(values: ReadonlyMap<Name, string>, cores: number): Result<ProcessSettings, SettingFault> {
  const text = (name: Name) => values.get(name)!;
  const number = (name: Name) => Number(values.get(name));
  const list = (name: Name) => (values.has(name) ? listed(text(name)) : []);
  const portMin = number("rtpPortMin") + (number("rtpPortMin") % 2);
  if (number("rtpPortMax") < portMin + 1)
    return err({
      setting: "PONTO_RTP_PORT_MAX",
      message: "must leave room for at least one pair of ports above PONTO_RTP_PORT_MIN",
    });
  const tls = sipTls(values);
  if (!tls.ok) return tls;
  return ok({
    dataDir: text("dataDir"),
    http: {
      host: text("httpHost"),
      port: number("httpPort"),
      corsOrigins: list("corsOrigins"),
      trustedProxies: list("trustedProxies"),
      metricsToken: values.get("metricsToken"),
      requestsPerMinute: number("requestsPerMinute"),
    },
    sip: {
      host: text("sipHost"),
      port: number("sipPort"),
      domain: text("sipDomain"),
      publicAddress: values.get("publicAddress"),
      srtpWithoutTls: text("srtpWithoutTls") === "true",
      tls: tls.value,
    },
    dns: { servers: list("dnsServers") },
    rtp: { host: values.get("rtpHost") ?? text("sipHost"), portMin, portMax: number("rtpPortMax") },
    media: {
      workers: values.has("mediaWorkers") ? number("mediaWorkers") : Math.max(1, cores - 1),
      sockets: text("mediaSockets") as MediaSockets,
    },
    admin: { email: text("adminEmail"), password: values.get("adminPassword") },
    logLevel: text("logLevel"),
    shutdown: { graceSeconds: number("graceSeconds") },
  });
}

function sipTls(values: ReadonlyMap<Name, string>): Result<SipTlsSettings, SettingFault> {
  const [port, certificate, key] = (["sipTlsPort", "sipTlsCert", "sipTlsKey"] as const).map((name) => values.get(name));
  const trusted = values.has("sipTlsCa") ? { authorities: values.get("sipTlsCa")! } : {};
  if (port === undefined && certificate === undefined && key === undefined) return ok(trusted);
  const whole = "must be given, too: SIP over TLS needs a port, a certificate and its key";
  if (port === undefined) return err({ setting: "PONTO_SIP_TLS_PORT", message: whole });
  if (certificate === undefined) return err({ setting: "PONTO_SIP_TLS_CERT", message: whole });
  if (key === undefined) return err({ setting: "PONTO_SIP_TLS_KEY", message: whole });
  if (port !== "0" && Number(port) === Number(values.get("sipPort")))
    return err({ setting: "PONTO_SIP_TLS_PORT", message: "must differ from PONTO_SIP_PORT, where TCP is served" });
  return ok({ port: Number(port), certificate, key, ...trusted });
}

/** The YAML file as dotted keys; its own name stands under "". */
function readYaml(
  asked: string | undefined,
  readFile: (path: string) => string | undefined,
): Result<ReadonlyMap<string, string>, SettingFault> {
  const path = asked ?? "./ponto.yaml";
  const keys = new Map<string, string>([["", path]]);
  const text = readFile(path);
  if (text === undefined)
    return asked === undefined
      ? ok(keys)
      : err({ setting: "PONTO_CONFIG", message: `names ${path}, which cannot be read` });
  let tree: unknown;
  try {
    tree = parseYaml(text);
  } catch (error) {
    return err({ setting: path, message: `is not YAML: ${(error as Error).message.split("\n", 1)[0]}` });
  }
  flatten(tree, "", keys);
  const known = new Set(Object.values(settingTable).map(({ yaml }: Setting) => yaml));
  const stranger = [...keys.keys()].find((key) => key !== "" && !known.has(key));
  return stranger === undefined ? ok(keys) : err({ setting: `${stranger} (in ${path})`, message: "is not a setting" });
}

function flatten(tree: unknown, prefix: string, into: Map<string, string>): void {
  if (tree === null || tree === undefined) return;
  if (typeof tree !== "object" || Array.isArray(tree)) {
    into.set(prefix === "" ? "the file" : prefix, Array.isArray(tree) ? JSON.stringify(tree) : String(tree));
    return;
  }
  for (const [key, value] of Object.entries(tree)) flatten(value, prefix === "" ? key : `${prefix}.${key}`, into);
}
