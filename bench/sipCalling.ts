/** Short calls at a steady rate: a trunk calls numbers, agents' phones ring and answer at once, the trunk hangs up. */
import { setTimeout as delay } from "node:timers/promises";
import type { Peer } from "../lab/sip/wire.ts";
import { type Distribution, distribution } from "./percentiles.ts";
import { counting, type ProcessorTime } from "./processorTime.ts";
import { field, type Heard, line, type SipPeer } from "./sipPeer.ts";

/** What the INVITE waited for its 180. */
export interface CallRow extends Distribution {
  readonly calls: number;
  readonly answered: number;
  /** How many were hung up and had their BYE answered. */
  readonly ended: number;
  readonly refused: Readonly<Record<number, number>>;
  readonly retransmissions: number;
  /** A call's, with its share of the calls that talk meanwhile. */
  readonly cost: ProcessorTime;
}

/** How long a call is held, ms. */
export const HOLD_MS = 1000;
const STEP_MS = 2;
const PATIENCE_MS = 15_000;

const sdp = (port: number): string =>
  ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", `m=audio ${port} RTP/AVP 8`, ""].join(
    "\r\n",
  );

const withBody = (lines: readonly string[], body: string): string =>
  [...lines, "Content-Type: application/sdp", `Content-Length: ${body.length}`, "", body].join("\r\n");
const withoutBody = (lines: readonly string[]): string => [...lines, "Content-Length: 0", "", ""].join("\r\n");

/** All agents' phones behind one socket: they ring at once and answer at once. */
export function answering(phones: SipPeer, mediaPort: number): void {
  phones.onRequest = (method, text) => {
    if (method === "ACK") return;
    const vias = text.split("\r\n").filter((each) => each.startsWith("Via: "));
    const same = [...vias, line(text, "From"), line(text, "Call-ID"), line(text, "CSeq")];
    const to = line(text, "To");
    const tagged = to.includes(";tag=") ? to : `${to};tag=phone`;
    const contact = `Contact: <sip:phone@127.0.0.1:${phones.port}>`;
    if (method === "INVITE") {
      phones.send(withoutBody(["SIP/2.0 180 Ringing", ...same, tagged, contact]));
      phones.send(withBody(["SIP/2.0 200 OK", ...same, tagged, contact], sdp(mediaPort)));
    } else {
      phones.send(withoutBody(["SIP/2.0 200 OK", ...same, tagged]));
    }
  };
}

export interface Calling {
  readonly server: Peer;
  readonly serverPid: number;
  /** The trunk's socket, by whose address the server knows it. */
  readonly trunk: SipPeer;
  readonly numbers: readonly string[];
  readonly mediaPort: number;
  readonly perSecond: number;
  readonly seconds: number;
}

export async function calling(options: Calling): Promise<CallRow> {
  const { server, serverPid, trunk, numbers, mediaPort, perSecond, seconds } = options;
  const rang: number[] = [];
  const refused: Record<number, number> = {};
  let [calls, answered, ended, open] = [0, 0, 0, 0];
  const before = trunk.retransmissions;

  const call = (id: number): void => {
    const since = performance.now();
    const [from, to] = [`119${String(id % 1e8).padStart(8, "0")}`, numbers[id % numbers.length]!];
    const uri = `sip:${to}@${server.address}:${server.port}`;
    const heads = (method: string, target: string, cseq: number, branch: string, toField: string): string[] => [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${trunk.port};rport;branch=${branch}`,
      "Max-Forwards: 70",
      `From: <sip:${from}@127.0.0.1:${trunk.port}>;tag=c${id}`,
      toField,
      `Call-ID: call-${id}@127.0.0.1`,
      `CSeq: ${cseq} ${method}`,
    ];
    const branch = trunk.newBranch();
    const contact = `Contact: <sip:${from}@127.0.0.1:${trunk.port}>`;
    let ringing = false;
    const bye = (target: string, toField: string): void => {
      const byeBranch = trunk.newBranch();
      trunk.ask(byeBranch, withoutBody(heads("BYE", target, 2, byeBranch, toField)), ({ status }) => {
        if (status < 200) return;
        open--;
        if (status === 200) ended++;
      });
    };
    const heard = ({ status, text }: Heard): void => {
      if (status === 180 && !ringing) {
        ringing = true;
        rang.push(performance.now() - since);
      }
      if (status < 200) return;
      const toField = line(text, "To");
      if (status >= 300) {
        refused[status] = (refused[status] ?? 0) + 1;
        open--;
        trunk.send(withoutBody(heads("ACK", uri, 1, branch, toField)));
        return;
      }
      answered++;
      const target = field(text, "\r\nContact: <");
      trunk.send(withoutBody(heads("ACK", target, 1, trunk.newBranch(), toField)));
      setTimeout(() => bye(target, toField), HOLD_MS);
    };
    open++;
    trunk.ask(branch, withBody([...heads("INVITE", uri, 1, branch, `To: <${uri}>`), contact], sdp(mediaPort)), heard);
  };

  const cost = counting(serverPid);
  const since = performance.now();
  while (calls < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - since) * perSecond) / 1000);
    for (; calls < due; calls++) call(calls);
    await delay(STEP_MS);
  }
  const end = performance.now() + PATIENCE_MS;
  while (open > 0 && performance.now() < end) await delay(STEP_MS);
  const retransmissions = trunk.retransmissions - before;
  const delays = distribution(Float64Array.from(rang));
  return { calls, answered, ended, refused, retransmissions, cost: cost(calls), ...delays };
}
