import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Test } from "tap";
import { PontoServer, type ServerOptions } from "../../lab/ponto/server.ts";

/** A whole call centre needs some ten legs of two ports each; tests of many calls ask for more. */
const RTP_PORTS = 200;

/** The server's process of a test, which may be killed and started again on the same data. */
export class ServerUnderTest {
  readonly dataDir: string;
  #server: PontoServer;

  constructor(dataDir: string, server: PontoServer) {
    this.dataDir = dataDir;
    this.#server = server;
  }

  /** The process that runs now; another one after each restart. */
  get now(): PontoServer {
    return this.#server;
  }

  /** Starts again after `kill9()` or `stop()`. Ports change: phones must be started anew. */
  async restart(): Promise<PontoServer> {
    this.#server = await this.#server.restart();
    return this.#server;
  }
}

/** A server with a fresh data folder; process and folder go with the test, whatever becomes of it. */
export async function startServer(test: Test, options: Partial<ServerOptions> = {}): Promise<ServerUnderTest> {
  const dataDir = await temporaryFolder(test);
  const server = await PontoServer.start({ dataDir, password: "segredo-do-teste", rtpPorts: RTP_PORTS, ...options });
  const running = new ServerUnderTest(dataDir, server);
  test.teardown(() => running.now.kill9());
  return running;
}

/** A folder that is removed after the test. */
export async function temporaryFolder(test: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ponto-test-"));
  test.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
