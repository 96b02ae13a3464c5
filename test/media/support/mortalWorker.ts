/** The script of a media worker that dies of its first command. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", () => process.exit(3));
