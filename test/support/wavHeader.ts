/** What the header of a WAV file of ours claims, beside what the file holds. */
export interface WavClaim {
  /** Of the samples, as the header says and as the file has them, bytes. */
  readonly claimed: number;
  readonly held: number;
  readonly bytesPerSecond: number;
  /** RIFF's length agrees with that of the data. */
  readonly consistent: boolean;
}

const HEADER_BYTES = 44;

/** Reads the canonical header of 44 bytes; undefined where there is none. */
export function claimOf(file: Buffer): WavClaim | undefined {
  const plain = file.length >= HEADER_BYTES && file.toString("latin1", 36, 40) === "data";
  if (!plain || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 16) !== "WAVEfmt ")
    return undefined;
  const claimed = file.readUInt32LE(40);
  return {
    claimed,
    held: file.length - HEADER_BYTES,
    bytesPerSecond: file.readUInt32LE(28),
    consistent: file.readUInt32LE(4) === claimed + HEADER_BYTES - 8,
  };
}
