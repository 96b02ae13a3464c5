/** EDGE: the operating system's randomness, and what must not stand in the database as it is. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../kernel/result.ts";
import { makeFolder } from "../store/folder.ts";

const KEY_FILE = "secrets.key";
const KEY_BYTES = 32;
/** NIST SP 800-38D §5.2.1.1 and §8.2: a random 96-bit IV for each encryption, and the full tag. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM. `place` names what is sealed (`agent_1/voip`); what is moved to another place does not open there. */
export interface Secrets {
  seal(text: string, place: string): string;
  /** Undefined for what another key sealed, or nobody. */
  open(sealed: string, place: string): string | undefined;
  /** A key of 32 bytes for another purpose (HKDF, RFC 5869): who has it has not this one, nor that of a third purpose. */
  keyFor(purpose: string): Buffer;
}

/** Reads the key in the data folder; makes one, readable by its owner alone, where there is none. */
export function loadSecrets(dataDir: string): Result<Secrets, string> {
  const path = join(dataDir, KEY_FILE);
  try {
    makeFolder(dataDir);
    try {
      writeFileSync(path, `${randomBytes(KEY_BYTES).toString("hex")}\n`, { flag: "wx", mode: 0o600 });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const text = readFileSync(path, "latin1").trim();
    if (!/^[0-9a-f]{64}$/.test(text)) return err(`${path} does not hold a key of ${KEY_BYTES} bytes in hexadecimal`);
    return ok(secretsWith(Buffer.from(text, "hex")));
  } catch (error) {
    return err(`${path} cannot be read or made: ${String(error)}`);
  }
}

function secretsWith(key: Buffer): Secrets {
  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
      return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch {
        return undefined;
      }
    },
    keyFor: (purpose) => Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), purpose, KEY_BYTES)),
  };
}

/** 256 random bits, for a bearer of rights. */
export const newBearer = (): string => randomBytes(32).toString("base64url");

/** What is stored of such a token: enough to know it again. It is random, so nothing slower than SHA-256 is needed. */
export const bearerHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Digits and letters that no font makes look alike: without 0, O, o, 1, l, I, i. */
const LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ";

/** A password to be typed into a phone or a form: 24 characters, 138 random bits. */
export const newPassword = (): string => Array.from({ length: 24 }, () => LEGIBLE[randomInt(LEGIBLE.length)]).join("");
