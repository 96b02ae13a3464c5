/** The register as text: JSON, for people too. */
import { err, ok, type Result } from "../../kernel/result.ts";
import { contradiction, domainFault, type Entry, idFault, MAIN, nameFault } from "./entry.ts";

const VERSION = 1;

/** The domain of `main` is not written: the process's setting says it. */
export const registerText = (entries: readonly Entry[]): string => {
  const accounts = entries.map((entry) => (entry.id === MAIN ? { ...entry, domain: null } : entry));
  return `${JSON.stringify({ version: VERSION, accounts }, undefined, 2)}\n`;
};

/**
 * The entries that a text holds, in its order.
 * @param mainDomain the domain of `main`
 * @returns or where it is damaged, as the end of a sentence about the file.
 */
export function parseRegister(text: string, mainDomain: string): Result<readonly Entry[], string> {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch (error) {
    return err(`is not JSON: ${(error as Error).message}`);
  }
  if (!isRecord(tree)) return err("is not an object");
  if (tree.version !== VERSION) return err(`is of another version (${JSON.stringify(tree.version) ?? "none"})`);
  if (!Array.isArray(tree.accounts) || tree.accounts.length === 0) return err("holds no accounts");
  const entries: Entry[] = [];
  for (const [i, written] of tree.accounts.entries()) {
    const entry = parseEntry(written, mainDomain);
    if (!entry.ok) return err(`is damaged: accounts[${i}]${entry.error}`);
    entries.push(entry.value);
  }
  const fault = contradiction(entries);
  return fault === undefined ? ok(entries) : err(`contradicts itself: ${fault}`);
}

const fields = {
  id: (value: unknown) => textFault(value, idFault),
  name: (value: unknown) => textFault(value, nameFault),
  domain: (value: unknown) => textFault(value, domainFault),
  createdAt: (value: unknown) => textFault(value, timeFault),
  disabledAt: (value: unknown) => (value === null ? undefined : textFault(value, timeFault)),
} satisfies Record<keyof Entry, (value: unknown) => string | undefined>;

function parseEntry(written: unknown, mainDomain: string): Result<Entry, string> {
  if (!isRecord(written)) return err(" is not an object");
  for (const field of Object.keys(written)) if (!(field in fields)) return err(`.${field} is not known`);
  for (const [field, faultOf] of Object.entries(fields)) {
    // The setting was checked where it was read.
    if (field === "domain" && written.id === MAIN && written.domain === null) continue;
    const fault = faultOf(written[field]);
    if (fault !== undefined) return err(`.${field} ${fault}`);
  }
  const entry = written as unknown as Entry;
  return ok(entry.id === MAIN ? { ...entry, domain: mainDomain } : entry);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textFault = (value: unknown, faultOf: (text: string) => string | undefined): string | undefined =>
  typeof value === "string" ? faultOf(value) : "is not a text";

const timeFault = (text: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? undefined : "is not a time (RFC 3339)";
