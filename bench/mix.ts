/** What the sound of a 20 ms frame costs: each kernel and codec by itself, and whole calls without sockets and files. */
import { type CallRow, mixCalls } from "./mixCalls.ts";
import { type KernelRow, mixKernels } from "./mixKernels.ts";

export function mix(): { readonly kernels: readonly KernelRow[]; readonly calls: readonly CallRow[] } {
  const kernels = mixKernels();
  process.stdout.write("\n");
  return { kernels, calls: mixCalls() };
}
