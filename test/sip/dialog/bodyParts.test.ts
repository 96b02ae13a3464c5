import t from "tap";
import { inviteRefusal, sdpOf } from "../../../src/sip/dialog/capabilities.ts";
import { fromPeer, type HeaderList, offer } from "./messages.ts";

const mixed = ["Content-Type", 'multipart/mixed;boundary="unique-1"'] as const;
const isup = "Content-Type: application/isup;version=itu-t92+\r\n";
const sdpPart = `Content-Type: application/sdp\r\n\r\n${offer}`;
const parts = (...each: string[]): string =>
  `${each.map((part) => `--unique-1\r\n${part}\r\n`).join("")}--unique-1--\r\n`;

t.test("the session description among the bodies of a message (RFC 5621)", async (t) => {
  const both = parts(sdpPart, `${isup}Content-Disposition: signal;handling=optional\r\n\r\n\u0001\u0000`);
  const cases: [
    title: string,
    headers: HeaderList,
    body: string,
    sdp: string | undefined,
    status: number | undefined,
  ][] = [
    ["alone", [["Content-Type", "application/sdp"]], offer, offer, undefined],
    ["without any body", [], "", undefined, undefined],
    ["a body of no type", [], "x", undefined, 415],
    ["another type", [["Content-Type", "text/plain"]], "x", undefined, 415],
    [
      "another type that need not be read",
      [
        ["Content-Type", "text/plain"],
        ["Content-Disposition", "render;handling=optional"],
      ],
      "x",
      undefined,
      undefined,
    ],
    ["SDP before ISUP", [mixed], both, offer, undefined],
    ["ISUP before SDP, without a word on its handling", [mixed], parts(`${isup}\r\n\u0001`, sdpPart), offer, undefined],
    [
      "ISUP that must be understood",
      [mixed],
      parts(sdpPart, `${isup}Content-Disposition: signal;handling=required\r\n\r\n\u0001`),
      offer,
      415,
    ],
    [
      "a boundary without quotes, and text around the parts",
      [["Content-Type", "Multipart/Mixed; Boundary=unique-1"]],
      `preamble\r\n${both}epilogue`,
      offer,
      undefined,
    ],
    ["SDP alone among parts", [mixed], parts(sdpPart), offer, undefined],
    ["ISUP alone among parts", [mixed], parts(`${isup}\r\n\u0001`), undefined, 415],
    ["a part without headers", [mixed], parts(sdpPart, "\r\nplain text"), offer, undefined],
    [
      "early-session SDP (RFC 3959)",
      [mixed],
      parts(
        `Content-Disposition: early-session;handling=optional\r\n${sdpPart}`,
        sdpPart.replace("o=- 1 1", "o=- 9 9"),
      ),
      offer.replace("o=- 1 1", "o=- 9 9"),
      undefined,
    ],
    ["no boundary", [["Content-Type", "multipart/mixed"]], both, undefined, 415],
    ["another boundary", [["Content-Type", "multipart/mixed;boundary=other"]], both, undefined, 415],
    ["an endless boundary", [["Content-Type", `multipart/mixed;boundary=${"b".repeat(71)}`]], both, undefined, 415],
    ["cut off", [mixed], both.slice(0, -20), undefined, 415],
    ["a delimiter within a line", [mixed], `x${both}`, undefined, 415],
    [
      "more parts than anybody needs",
      [mixed],
      parts(...Array<string>(50).fill(`${isup}\r\n\u0001`), sdpPart),
      undefined,
      undefined,
    ],
  ];
  for (const [title, headers, body, sdp, status] of cases) {
    const invite = fromPeer("INVITE", { headers, body });
    t.equal(sdpOf(invite), sdp, `${title}: SDP`);
    t.equal(inviteRefusal(invite)?.status, status, `${title}: answer`);
  }
});
