/** What a defect says of itself, with its place in the code: for the log. */
export const causeOf = (error: unknown): string => (error instanceof Error && error.stack) || String(error);
