/** What modules need of a logger; pino has this shape. Secrets never go in. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The log with fields that stand in every line. */
export const naming = (log: Log, always: object): Log => ({
  debug: (fields, message) => log.debug({ ...always, ...fields }, message),
  info: (fields, message) => log.info({ ...always, ...fields }, message),
  warn: (fields, message) => log.warn({ ...always, ...fields }, message),
  error: (fields, message) => log.error({ ...always, ...fields }, message),
});
