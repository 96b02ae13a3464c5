/** Without those that look like one another. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const IN_GROUP = 4;

/** A password that nobody guesses and that can be read out on the phone: 80 random bits, `k7mp-2xqd-…`. */
export function newPassword(): string {
  // The alphabet has 32 characters, so that each byte says one of them, and none more often than another.
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * IN_GROUP));
  const characters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return characters.match(new RegExp(`.{${IN_GROUP}}`, "g"))!.join("-");
}
