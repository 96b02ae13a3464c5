/** Lets everything that waits on the event loop go first: for work in portions on the thread of signalling. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
