/**
 * What asks a phone to answer by itself. RFC 5373 defines Answer-Mode; desk phones obey Call-Info or Alert-Info instead, each
 * vendor's in its own words. Some take a header that they do not know for a ring tone, so each is sent what it is documented to obey.
 */
import type { HeaderField, HeaderList } from "../../sip/message/headers.ts";

/** The ways to ask. */
const words = {
  /** Call-Info of BroadWorks, which most vendors follow. */
  answerAfter: (domain) => ["Call-Info", `<sip:${domain}>;answer-after=0`],
  /** Alert-Info of Sylantro, as Aastra and Snom read it. */
  alertAutoAnswer: (domain) => ["Alert-Info", `<http://${domain}>;info=alert-autoanswer;delay=0`],
  /** The text that Polycom's class of ring with auto-answer is found by. */
  ringAnswer: () => ["Alert-Info", "Ring Answer"],
  /** The same of Digium and Sangoma. */
  ringDashAnswer: () => ["Alert-Info", "ring-answer"],
  intercom: () => ["Alert-Info", "Intercom"],
  /** RFC 5373 §3. */
  answerMode: () => ["Answer-Mode", "Auto"],
} satisfies Record<string, (domain: string) => HeaderField>;

type Word = keyof typeof words;

/** For a phone that does not say what it is, or that nothing is known of. */
const generic: readonly Word[] = ["answerAfter", "alertAutoAnswer", "answerMode"];

/** By the beginning of User-Agent; the first row that fits decides. */
const vendors: readonly (readonly [userAgent: RegExp, obeys: readonly Word[]])[] = [
  [/^Yealink\b/i, ["answerAfter", "alertAutoAnswer"]],
  [/^Grandstream\b/i, ["answerAfter", "alertAutoAnswer"]],
  // SPA and the multiplatform (3PCC) phones read Call-Info only.
  [/^(?:Cisco|Linksys|Sipura)\b/i, ["answerAfter"]],
  [/^Poly(?:com|\b)/i, ["ringAnswer"]],
  [/^snom/i, ["answerAfter", "alertAutoAnswer"]],
  [/^(?:Aastra|Mitel)\b/i, ["answerAfter", "alertAutoAnswer"]],
  [/^(?:AUDC|AudioCodes)\b/i, ["answerAfter", "alertAutoAnswer"]],
  [/^Fanvil\b/i, ["answerAfter", "alertAutoAnswer"]],
  [/^(?:Gigaset|Maxwell)\b/i, ["answerAfter", "alertAutoAnswer"]],
  [/^Panasonic/i, ["intercom"]],
  [/^(?:OpenStage|OpenScape)/i, ["alertAutoAnswer"]],
  [/^Digium\b/i, ["ringDashAnswer"]],
  [/^Sangoma P/i, ["ringDashAnswer"]],
  [/^Sangoma\b/i, ["alertAutoAnswer"]],
  // Softphones, where the user has allowed it.
  [/^baresip\b/i, ["answerAfter", "alertAutoAnswer", "answerMode"]],
  [/^MicroSIP\b/i, ["answerAfter"]],
  [/^(?:Zoiper|Z \d)/i, ["answerAfter", "alertAutoAnswer"]],
  [/^(?:Bria|X-Lite)\b/i, ["answerAfter", "alertAutoAnswer"]],
  [/^Linphone/i, ["answerAfter", "alertAutoAnswer", "answerMode"]],
];

/** @param userAgent as the phone wrote it into its REGISTER; @param domain of our addresses of record */
export function autoAnswerHeaders(userAgent: string | undefined, domain: string): HeaderList {
  const vendor = userAgent === undefined ? undefined : vendors.find(([pattern]) => pattern.test(userAgent));
  return (vendor?.[1] ?? generic).map((word) => words[word](domain));
}
