import type { SipMessage } from "./message.ts";

/**
 * The bytes of a message. Content-Length is always that of the body, whatever the fields say.
 * A CR or LF in a field, URI or phrase throws: it would let a value of ours write fields, and nothing parsed can hold one.
 */
export function serialize(message: SipMessage): Buffer {
  let head = `${oneLine(startLine(message))}\r\n`;
  for (const [name, value] of message.headers) {
    if (name !== "Content-Length") head += `${oneLine(`${name}: ${value}`)}\r\n`;
  }
  head += `Content-Length: ${message.body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "utf8"), message.body]);
}

const startLine = (message: SipMessage): string =>
  message.kind === "request"
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`;

function oneLine(text: string): string {
  if (/[\r\n]/.test(text)) throw new Error(`invariant: line end within ${JSON.stringify(text.slice(0, 80))}`);
  return text;
}
