/** EDGE: the file system as recordings need it; tests put one in its place that fails. */
import { write } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";

/** An open file. Every call may reject with a Node error that has a `code`. */
export interface DiskFile {
  /** Writes all of `bytes` at `position`; past the end, the gap reads as zeros. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Cuts the file, or lengthens it with zeros. */
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** Makes a new file and the folders above it; `EEXIST` where it is there already. */
  create(path: string): Promise<DiskFile>;
}

/** Recordings are written on the media thread's time, and of this call less is spent there than of a FileHandle's own. */
const writeTo = promisify(write);

export const disk: Disk = {
  async create(path) {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, "wx", 0o640);
    return {
      async write(bytes, position) {
        // write(2) may take fewer bytes than it was given, on a disk that is nearly full for one.
        for (let done = 0; done < bytes.length; ) {
          done += (await writeTo(file.fd, bytes, done, bytes.length - done, position + done)).bytesWritten;
        }
      },
      truncate: (length) => file.truncate(length),
      close: () => file.close(),
    };
  },
};
