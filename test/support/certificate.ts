/** Certificates of a test's own, made with Debian's openssl. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Test } from "tap";
import { temporaryFolder } from "./server.ts";

/** Paths of PEM files. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export class TestAuthority {
  readonly #folder: string;
  #issued = 0;

  /** An authority whose files go with the test. */
  static async create(test: Test): Promise<TestAuthority> {
    return new TestAuthority(await temporaryFolder(test));
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#openssl(
      ...["req", "-x509", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
      ...["-subj", "/CN=Autoridade de teste", "-keyout", "ca.key", "-out", "ca.pem"],
    );
  }

  /** Its own certificate: what those who trust it are given. */
  get path(): string {
    return join(this.#folder, "ca.pem");
  }

  /** @param alternatives `DNS:sip.example.com,IP:127.0.0.1` */
  issue(alternatives: string): Certificate {
    const name = `issued${++this.#issued}`;
    writeFileSync(join(this.#folder, `${name}.ext`), `subjectAltName=${alternatives}\n`);
    this.#openssl(
      ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ponto"],
      ...["-keyout", `${name}.key`, "-out", `${name}.csr`],
    );
    this.#openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"],
      ...["-extfile", `${name}.ext`, "-out", `${name}.pem`],
    );
    return { certificate: join(this.#folder, `${name}.pem`), key: join(this.#folder, `${name}.key`) };
  }

  #openssl(...args: readonly string[]): void {
    execFileSync("openssl", args, { cwd: this.#folder, stdio: "pipe" });
  }
}

/** How a server is told of its certificate; it listens for TLS on any free port. */
export const tlsSettings = ({ certificate, key }: Certificate): Record<string, string> => ({
  PONTO_SIP_TLS_PORT: "0",
  PONTO_SIP_TLS_CERT: certificate,
  PONTO_SIP_TLS_KEY: key,
});
