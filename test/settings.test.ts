import t from "tap";
import { readSettings, settingTable } from "../src/settings.ts";

const noFile = (): undefined => undefined;
const fileOf = (text: string) => (path: string) => (path === "./ponto.yaml" ? text : undefined);

t.test("without any setting", async (t) => {
  t.match(readSettings({}, noFile, 4), {
    ok: true,
    value: {
      dataDir: "./data",
      http: { host: "127.0.0.1", port: 8080 },
      sip: { host: "0.0.0.0", port: 5060, domain: "ponto.local" },
      rtp: { host: "0.0.0.0", portMin: 20000, portMax: 29999 },
      media: { workers: 3, sockets: "node" },
      shutdown: { graceSeconds: 10 },
    },
  });
  t.match(readSettings({}, noFile, 1), { value: { media: { workers: 1 } } }, "one core still has a worker");
});

t.test("the environment wins over the file, the file over the default", async (t) => {
  const file = fileOf("http:\n  port: 8081\nsip: {port: 5070}\n");
  t.match(readSettings({ PONTO_HTTP_PORT: "8082" }, file, 2), {
    ok: true,
    value: { http: { port: 8082 }, sip: { port: 5070 }, rtp: { portMin: 20000 } },
  });
});

/** For each setting some texts that it must refuse. */
const wrong: Readonly<Record<keyof typeof settingTable, readonly string[]>> = {
  config: [""],
  dataDir: ["", " "],
  httpHost: ["localhost", "1.2.3", ""],
  httpPort: ["-1", "65536", "8080x", "80.5", "", "0x50"],
  corsOrigins: ["", "desk.example", "https://desk.example/", "https://a.example,"],
  trustedProxies: ["", "proxy", "10.0.0.0/8,x"],
  metricsToken: ["", " "],
  requestsPerMinute: ["0", "59", "many"],
  sipHost: ["ponto.local", "300.0.0.1"],
  sipPort: ["five", "65536"],
  sipDomain: ["", "-a", "a b", "sip:x"],
  sipTlsPort: ["-1", "65536", "tls"],
  sipTlsCert: [""],
  sipTlsKey: [" "],
  sipTlsCa: [""],
  srtpWithoutTls: ["yes", "1", ""],
  publicAddress: ["example.com"],
  dnsServers: ["", "dns.example", "192.0.2.1,", "192.0.2.1:x", "[2001:db8::1"],
  rtpHost: ["anywhere"],
  rtpPortMin: ["80", "65535"],
  rtpPortMax: ["1024", "65536"],
  mediaWorkers: ["0", "65", "all"],
  mediaSockets: ["", "Native", "dgram"],
  adminEmail: ["admin", "a@b@c", "a b@c"],
  adminPassword: [],
  logLevel: ["loud", "INFO"],
  graceSeconds: ["-1", "3601", "10s"],
};

t.test("each wrong setting is named, where it stands", async (t) => {
  for (const [name, texts] of Object.entries(wrong) as [keyof typeof settingTable, readonly string[]][]) {
    const { env, yaml } = settingTable[name];
    for (const text of texts) {
      t.match(
        readSettings({ [env]: text }, noFile, 2),
        { ok: false, error: { setting: env } },
        `${env}=${JSON.stringify(text)}`,
      );
      if (yaml === undefined) continue;
      const nested = yaml.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), text);
      t.match(
        readSettings({}, fileOf(JSON.stringify(nested)), 2),
        { ok: false, error: { setting: `${yaml} (in ./ponto.yaml)` } },
        `${yaml}: ${JSON.stringify(text)}`,
      );
    }
  }
});

t.test("SIP over TLS takes a port, a certificate and its key together", async (t) => {
  const env = { PONTO_SIP_TLS_PORT: "5061", PONTO_SIP_TLS_CERT: "cert.pem", PONTO_SIP_TLS_KEY: "key.pem" };
  const tls = { port: 5061, certificate: "cert.pem", key: "key.pem" };
  t.match(readSettings({}, noFile, 2), { ok: true, value: { sip: { tls: { port: undefined } } } });
  t.match(readSettings(env, noFile, 2), { ok: true, value: { sip: { tls } } });
  t.match(readSettings({ ...env, PONTO_SIP_TLS_CA: "ca.pem" }, noFile, 2), {
    value: { sip: { tls: { ...tls, authorities: "ca.pem" } } },
  });
  const names = Object.keys(env) as (keyof typeof env)[];
  for (const missing of names) {
    const { [missing]: _, ...rest } = env;
    t.match(readSettings(rest, noFile, 2), { ok: false, error: { setting: missing } }, `without ${missing}`);
  }
  t.match(readSettings({ PONTO_SIP_TLS_CA: "ca.pem" }, noFile, 2), {
    ok: true,
    value: { sip: { tls: { port: undefined, authorities: "ca.pem" } } },
  });
  t.match(
    readSettings({ ...env, PONTO_SIP_TLS_PORT: "5060" }, noFile, 2),
    { error: { setting: "PONTO_SIP_TLS_PORT", message: /PONTO_SIP_PORT/ } },
    "TCP has that port",
  );
});

t.test("a file that is no list of settings", async (t) => {
  const cases = [
    ["sip:\n  prot: 5060\n", "sip.prot (in ./ponto.yaml)"],
    ["http: 8080\n", "http (in ./ponto.yaml)"],
    ["- a\n- b\n", "the file (in ./ponto.yaml)"],
    ["sip: [5060]\n", "sip (in ./ponto.yaml)"],
    ["just text", "the file (in ./ponto.yaml)"],
    ["a: {\n", "./ponto.yaml"],
    ["a: 1\na: 2\n", "./ponto.yaml"],
  ] as const;
  for (const [text, setting] of cases) {
    const read = readSettings({}, fileOf(text), 2);
    t.match(read, { ok: false, error: { setting } }, JSON.stringify(text));
    t.notMatch(read.ok ? "" : read.error.message, /\n/, "one line");
  }
  t.match(readSettings({}, fileOf(""), 2), { ok: true }, "an empty one is");
  t.match(readSettings({ PONTO_CONFIG: "/none.yaml" }, noFile, 2), { ok: false, error: { setting: "PONTO_CONFIG" } });
});

t.test("a range without room for a pair of ports", async (t) => {
  const read = (min: string, max: string) =>
    readSettings({ PONTO_RTP_PORT_MIN: min, PONTO_RTP_PORT_MAX: max }, noFile, 2);
  t.match(read("20000", "20000"), { ok: false, error: { setting: "PONTO_RTP_PORT_MAX" } });
  t.match(read("20001", "20002"), { ok: false });
  t.match(read("20001", "20003"), { ok: true, value: { rtp: { portMin: 20002, portMax: 20003 } } });
  t.match(read("20000", "20001"), { ok: true });
});
