/**
 * What a password may be, by NIST SP 800-63B §5.1.1.2: long enough, none that is guessed first, nothing that everybody knows of its owner;
 * whatever characters, in whatever mixture.
 */
import { dictionary } from "@zxcvbn-ts/language-common";

/** "Verifiers SHALL require subscriber-chosen memorized secrets to be at least 8 characters in length." */
const MIN_PASSWORD = 8;
/** "… SHOULD permit … at least 64 characters in length"; what is longer only costs time. */
export const MAX_PASSWORD = 256;

/** So much must be left of a password without what everybody knows of its owner, and not only digits. */
const MIN_SECRET = 6;

/** Shorter words stand in other words by chance. */
const SHORTEST_WORD = 3;

/** "Verifiers SHOULD apply the normalization process for Stabilized Strings using either the NFKC or NFKD normalization": one password, whatever keyboard typed it. */
export const normalPassword = (password: string): string => password.normalize("NFKC");

/** The passwords that are tried first, without those that are too short anyway: some 18,000, 4 MB with the list that they come from. */
const common: ReadonlySet<string> = new Set(
  dictionary["passwords-common"].filter(({ length }) => length >= MIN_PASSWORD),
);

/** Whom a password is for. */
interface Owner {
  readonly email: string;
  readonly name: string;
}

/** What speaks against a password, to follow its name in a sentence; undefined where nothing does. */
export function passwordFault(password: string, owner: Owner): string | undefined {
  const text = normalPassword(password);
  if ([...text].length < MIN_PASSWORD) return `must have at least ${MIN_PASSWORD} characters`;
  if (text.length > MAX_PASSWORD) return `must have at most ${MAX_PASSWORD} characters`;
  if (common.has(text.toLowerCase())) return "is one of those that are guessed first; choose another";
  const secret = withoutKnown(text.toLowerCase(), owner);
  if ([...secret].length < MIN_SECRET || (secret !== text.toLowerCase() && /^\d+$/.test(secret))) {
    return "must be more than the e-mail, the name or the program's name with a number or a few characters";
  }
  return undefined;
}

/** What is left of a password without what everybody knows of its owner, and then without ornaments at its ends. */
function withoutKnown(password: string, { email, name }: Owner): string {
  const local = email.split("@", 1)[0]!;
  const known = [local, ...local.split(/[._+-]/), ...name.split(/\s+/), "ponto"]
    .map((word) => normalPassword(word).toLowerCase())
    .filter(({ length }) => length >= SHORTEST_WORD)
    .sort((a, b) => b.length - a.length);
  const left = known.reduce((rest, word) => rest.replaceAll(word, ""), password);
  return left === password ? password : left.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}
