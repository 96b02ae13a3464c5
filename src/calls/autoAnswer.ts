/**
 * What asks a phone to answer by itself. RFC 5373 defines Answer-Mode; desk phones obey Call-Info `answer-after`
 * or Alert-Info instead, so all three are sent. A phone that knows none of them rings.
 */
export const autoAnswerHeaders = (domain: string): readonly (readonly [string, string])[] => [
  ["Call-Info", `<sip:${domain}>;answer-after=0`],
  ["Alert-Info", `<http://${domain}>;info=alert-autoanswer;delay=0`],
  ["Answer-Mode", "Auto"],
];
