/** What signalling costs and holds: reading messages, registrations and call set-ups through the real server. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adminEmail, PontoServer } from "../lab/ponto/server.ts";
import type { Distribution } from "./percentiles.ts";
import type { ProcessorTime } from "./processorTime.ts";
import { type CallRow, HOLD_MS } from "./sipCalling.ts";
import type { SipLoadOptions, SipRow, SpeechRow } from "./sipLoad.ts";
import { type ParseRow, parsing } from "./sipParsing.ts";
import type { RegisterRow } from "./sipRegistering.ts";
import { table } from "./table.ts";

export interface SipOptions {
  /** How long calls are set up. */
  readonly seconds: number;
}

export interface SipFigures {
  readonly parse: readonly ParseRow[];
  readonly register: RegisterRow[];
  readonly calls: CallRow[];
  readonly speech: SpeechRow[];
}

const EXTENSIONS = 1000;
const REGISTERS_PER_SECOND = 2000;
const CALLS_PER_SECOND = 100;
const TALKING = 50;
/** Calls that may hold ports at once for each that begins in a second: a second of talk, two of the ports' rest, and what a busy machine adds. */
const SECONDS_A_CALL = HOLD_MS / 1000 + 7;
/** Two legs of two ports each. */
const PORTS_A_CALL = 4;
const PASSWORD = "only-for-the-bench";

export async function sip({ seconds }: SipOptions): Promise<SipFigures> {
  const figures: SipFigures = { parse: parsing(), register: [], calls: [], speech: [] };
  const dataDir = await mkdtemp(join(tmpdir(), "ponto-bench-"));
  const atOnce = TALKING + CALLS_PER_SECOND * SECONDS_A_CALL;
  const server = await PontoServer.start({ dataDir, password: PASSWORD, rtpPorts: atOnce * PORTS_A_CALL });
  try {
    const { token } = await server.api.post<{ token: string }>("/v1/session", {
      email: adminEmail,
      password: PASSWORD,
    });
    await load(
      {
        url: server.url,
        token,
        sip: server.sip,
        serverPid: server.pid,
        extensions: EXTENSIONS,
        registersPerSecond: REGISTERS_PER_SECOND,
        callsPerSecond: CALLS_PER_SECOND,
        seconds,
        talking: TALKING,
      },
      figures,
    );
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  return figures;
}

async function load(options: SipLoadOptions, figures: SipFigures): Promise<void> {
  const program = fileURLToPath(new URL("./sipLoad.ts", import.meta.url));
  const child = fork(program, [JSON.stringify(options)], { execArgv: ["--import=tsx"], serialization: "advanced" });
  const print = printing();
  child.on("message", (message) => {
    const told = message as SipRow;
    print(told);
    if (told.kind === "register") figures.register.push(told.row);
    else if (told.kind === "calls") figures.calls.push(told.row);
    else figures.speech.push(told.row);
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
}

const delays = <Row extends Distribution>() => [
  { title: "p50 ms", width: 8, text: ({ p50 }: Row) => p50.toFixed(2) },
  { title: "p99 ms", width: 8, text: ({ p99 }: Row) => p99.toFixed(2) },
  { title: "max ms", width: 8, text: ({ max }: Row) => max.toFixed(2) },
];

/** µs. */
const costs = <Row extends { readonly cost: ProcessorTime }>() => [
  { title: "signalling µs", width: 13, text: ({ cost }: Row) => cost.signalling.toFixed(0) },
  { title: "server µs", width: 9, text: ({ cost }: Row) => cost.server.toFixed(0) },
  { title: "load µs", width: 7, text: ({ cost }: Row) => cost.load.toFixed(0) },
];

/** Prints each row under the heading of its kind. */
function printing(): (told: SipRow) => void {
  const headings = {
    register: () =>
      table<RegisterRow>([
        { title: "registers", width: 15, text: ({ round }) => round },
        { title: "sent", width: 6, text: ({ sent }) => String(sent) },
        { title: "registered", width: 10, text: ({ registered }) => String(registered) },
        { title: "sent again", width: 10, text: ({ retransmissions }) => String(retransmissions) },
        ...delays<RegisterRow>(),
        ...costs<RegisterRow>(),
      ]),
    calls: () =>
      table<CallRow>([
        { title: "calls", width: 6, text: ({ calls }) => String(calls) },
        { title: "answered", width: 8, text: ({ answered }) => String(answered) },
        { title: "ended", width: 6, text: ({ ended }) => String(ended) },
        { title: "refused", width: 12, text: ({ refused }) => refusals(refused) },
        { title: "sent again", width: 10, text: ({ retransmissions }) => String(retransmissions) },
        ...delays<CallRow>(),
        ...costs<CallRow>(),
      ]),
    speech: () =>
      table<SpeechRow>([
        { title: "talking", width: 8, text: ({ talking }) => String(talking) },
        { title: "packets", width: 8, text: ({ count }) => String(count) },
        { title: "lost", width: 6, text: ({ lost }) => String(lost) },
        ...delays<SpeechRow>(),
      ]),
  };
  const lines = new Map<string, (row: never) => void>();
  return ({ kind, row }) => {
    let print = lines.get(kind);
    if (print === undefined) {
      process.stdout.write("\n");
      print = headings[kind]();
      lines.set(kind, print);
    }
    print(row as never);
  };
}

const refusals = (refused: CallRow["refused"]): string =>
  Object.entries(refused)
    .map(([status, count]) => `${status}: ${count}`)
    .join(" ") || "–";
