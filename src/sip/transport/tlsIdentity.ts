/** EDGE: who we are over TLS and whom we trust, from files that may be renewed while we run. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { err, ok, type Result } from "../../kernel/result.ts";

/** Paths of PEM files. */
export interface TlsFiles {
  /** Our certificate, and those between it and the authority after it. Given with its key; without them nobody can connect to us. */
  readonly certificate?: string;
  readonly key?: string;
  /** Authorities beside the well-known ones, for verifying servers we connect to. */
  readonly authorities?: string;
}

export interface TlsFault {
  /** Which of the files is to blame. */
  readonly file: keyof TlsFiles;
  /** What is wrong with it, to follow its path: `cannot be read: …`. */
  readonly message: string;
}

interface Contexts {
  readonly server: SecureContext;
  readonly client: SecureContext;
}

/** TLS 1.0 and 1.1 are not to be used any more (RFC 8996). */
const MIN_VERSION = "TLSv1.2";

export class TlsIdentity {
  readonly #files: TlsFiles;
  #contexts: Contexts;

  static load(files: TlsFiles): Result<TlsIdentity, TlsFault> {
    const contexts = read(files);
    return contexts.ok ? ok(new TlsIdentity(files, contexts.value)) : contexts;
  }

  private constructor(files: TlsFiles, contexts: Contexts) {
    this.#files = files;
    this.#contexts = contexts;
  }

  /** For connections we accept, if we have a certificate. */
  get server(): SecureContext {
    return this.#contexts.server;
  }

  /** For connections we make; our certificate is shown where the server asks for one. */
  get client(): SecureContext {
    return this.#contexts.client;
  }

  /** Reads the files again, for connections to come; where one is at fault, everything stays as it was. */
  reload(): Result<void, TlsFault> {
    const contexts = read(this.#files);
    if (!contexts.ok) return contexts;
    this.#contexts = contexts.value;
    return ok(undefined);
  }
}

function read(files: TlsFiles): Result<Contexts, TlsFault> {
  const proof = files.certificate === undefined && files.key === undefined ? ok({}) : proofIn(files);
  if (!proof.ok) return proof;
  const trusted =
    files.authorities === undefined
      ? undefined
      : pem(files, "authorities", isCertificate, "holds no certificate in PEM form");
  if (trusted?.ok === false) return trusted;
  const ours = { ...proof.value, minVersion: MIN_VERSION } as const;
  try {
    const server = createSecureContext(ours);
    const client =
      trusted === undefined ? server : createSecureContext({ ...ours, ca: [...rootCertificates, trusted.value] });
    return ok({ server, client });
  } catch (error) {
    return err({ file: "certificate", message: `cannot be used: ${(error as Error).message}` });
  }
}

/** Our certificate with the key that proves it to be ours. */
function proofIn(files: TlsFiles): Result<{ readonly cert: string; readonly key: string }, TlsFault> {
  const certificate = pem(files, "certificate", isCertificate, "holds no certificate in PEM form");
  if (!certificate.ok) return certificate;
  const key = pem(files, "key", isKey, "holds no private key in PEM form that can be read without a password");
  if (!key.ok) return key;
  return new X509Certificate(certificate.value).checkPrivateKey(createPrivateKey(key.value))
    ? ok({ cert: certificate.value, key: key.value })
    : err({ file: "key", message: "is not the key of the certificate" });
}

function pem(
  files: TlsFiles,
  file: keyof TlsFiles,
  fits: (text: string) => boolean,
  fault: string,
): Result<string, TlsFault> {
  try {
    const text = readFileSync(files[file] ?? "", "utf8");
    return fits(text) ? ok(text) : err({ file, message: fault });
  } catch (error) {
    return err({ file, message: `cannot be read: ${(error as Error).message}` });
  }
}

const isCertificate = (text: string): boolean => succeeds(() => new X509Certificate(text));
const isKey = (text: string): boolean => succeeds(() => createPrivateKey(text));

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
