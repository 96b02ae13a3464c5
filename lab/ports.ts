import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** A stretch of UDP ports that nobody else of the lab uses. */
export interface PortRange {
  readonly min: number;
  readonly max: number;
  release(): void;
}

/** Below the ephemeral ports of Linux (32768), so that no socket bound to port 0 falls into a reserved range. */
const LOWEST = 10_000;
const BLOCK = 200;
const BLOCKS = Math.floor((32_768 - LOWEST) / BLOCK);

/**
 * Reserves at least `count` UDP ports in a row. Blocks are claimed by listening on TCP at their first port: RTP needs
 * only the UDP ports, and a claim ends with the process that made it, whatever becomes of it.
 */
export async function reservePorts(count = BLOCK): Promise<PortRange> {
  const blocks = Math.ceil(count / BLOCK);
  const start = randomInt(BLOCKS);
  for (let i = 0; i < BLOCKS; i++) {
    const first = (start + i) % BLOCKS;
    if (first + blocks > BLOCKS) continue;
    const min = LOWEST + first * BLOCK;
    const claims = await claim(min, blocks);
    if (claims === undefined) continue;
    const release = (): void => {
      for (const one of claims) one.close();
    };
    const max = min + blocks * BLOCK - 1;
    if (await allFree(min, max)) return { min, max, release };
    release();
  }
  throw new Error(`no ${count} free UDP ports in a row between ${LOWEST} and 32767`);
}

async function claim(min: number, blocks: number): Promise<readonly Server[] | undefined> {
  const claims: Server[] = [];
  for (let i = 0; i < blocks; i++) {
    const server = createServer()
      .unref()
      .listen(min + i * BLOCK, "127.0.0.1");
    try {
      await once(server, "listening");
      claims.push(server);
    } catch {
      for (const one of claims) one.close();
      return undefined;
    }
  }
  return claims;
}

async function allFree(min: number, max: number): Promise<boolean> {
  for (let port = min; port <= max; port++) {
    const socket = createSocket("udp4").bind(port, "127.0.0.1");
    try {
      await once(socket, "listening");
      socket.close();
    } catch {
      return false;
    }
  }
  return true;
}
