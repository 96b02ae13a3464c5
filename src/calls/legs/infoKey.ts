/**
 * The key in an INFO request: `application/dtmf-relay` (`Signal=5` lines) or `application/dtmf` (the bare key).
 * Neither has an RFC; both are what phones send.
 */
export function keyOfInfo(contentType: string, body: string): string | undefined {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/dtmf-relay") return /^\s*signal\s*=\s*([0-9A-D*#])\s*$/im.exec(body)?.[1]?.toUpperCase();
  if (type === "application/dtmf") return /^\s*([0-9A-D*#])\s*$/i.exec(body)?.[1]?.toUpperCase();
  return undefined;
}
