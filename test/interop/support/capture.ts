/** What tcpdump sees on the loopback: the only witness of what somebody else on the wire can hear. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Test } from "tap";
import { endWithUs } from "../../../lab/ponto/orphans.ts";
import type { PortRange } from "../../../lab/ports.ts";
import { temporaryFolder } from "../../support/server.ts";

export interface Datagram {
  readonly fromPort: number;
  readonly toPort: number;
  readonly data: Buffer;
}

export class Capture {
  readonly #process: ChildProcess;
  readonly #file: string;

  /** Sees the datagrams from and to the ports from now on. @returns why not, where it may not. */
  static async start(test: Test, { min, max }: Pick<PortRange, "min" | "max">): Promise<Capture | string> {
    const file = join(await temporaryFolder(test), "loopback.pcap");
    // By its standard output: it gives up root's rights before it would open a file.
    const output = openSync(file, "w");
    const filter = ["udp", "and", "portrange", `${min}-${max}`];
    const child = spawn("tcpdump", ["-i", "lo", "-n", "-p", "-w", "-", ...filter], {
      stdio: ["ignore", output, "pipe"],
    });
    closeSync(output);
    endWithUs(child, true);
    const said: string[] = [];
    const listening = new Promise<boolean>((resolve) => {
      createInterface(child.stderr!).on("line", (line) => {
        said.push(line);
        if (line.includes("listening on")) resolve(true);
      });
      child.once("error", ({ message }) => said.push(message));
      child.once("close", () => resolve(false));
    });
    if (!(await listening)) return said.join("; ");
    const capture = new Capture(child, file);
    test.teardown(() => capture.#end());
    return capture;
  }

  private constructor(process: ChildProcess, file: string) {
    this.#process = process;
    this.#file = file;
  }

  /** Ends it. @returns everything seen, in order. */
  async stop(): Promise<readonly Datagram[]> {
    await this.#end();
    return [...datagramsOf(await readFile(this.#file))];
  }

  async #end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGINT");
    await ended;
  }
}

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** Linux's loopback looks like Ethernet (LINKTYPE_ETHERNET). */
const ETHERNET = 14;
const UDP_HEADER = 8;

/** The datagrams of a pcap file of this machine, in IPv4 without fragments: a last record that was cut off is none. */
function* datagramsOf(file: Buffer): Generator<Datagram> {
  for (let at = FILE_HEADER; at + RECORD_HEADER <= file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const packet = file.subarray(at + RECORD_HEADER, at + RECORD_HEADER + length);
    at += RECORD_HEADER + length;
    if (packet.length < length) return;
    const udp = ETHERNET + 4 * (packet[ETHERNET]! & 0x0f);
    yield {
      fromPort: packet.readUInt16BE(udp),
      toPort: packet.readUInt16BE(udp + 2),
      data: packet.subarray(udp + UDP_HEADER),
    };
  }
}
