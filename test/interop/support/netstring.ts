/** D. J. Bernstein's netstrings, the frames of baresip's control socket: `5:hello,`. */
export const writeNetstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/** Cuts a stream into the texts of its netstrings. */
export function netstringReader(deliver: (text: string) => void): (data: Buffer) => void {
  let pending = Buffer.alloc(0);
  return (data) => {
    pending = Buffer.concat([pending, data]);
    for (;;) {
      const colon = pending.indexOf(":");
      if (colon === -1) return;
      const length = Number(pending.toString("latin1", 0, colon));
      const end = colon + 1 + length;
      if (pending.length <= end) return;
      const text = pending.toString("utf8", colon + 1, end);
      pending = pending.subarray(end + 1);
      deliver(text);
    }
  };
}
