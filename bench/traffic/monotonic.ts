/** The same clock in every process of the machine, ms: for what leaves one and arrives in another. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;
