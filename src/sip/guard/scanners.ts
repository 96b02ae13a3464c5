/** What tools that look for victims call themselves where nobody told them to hide it: no phone does. */
const scanner = /^\s*(?:friendly-scanner|friendly-request|sipvicious|sundayddr|sip-?scan|siparmyknife|sivus|pplsip)\b/i;

/** Whether a User-Agent is that of a known scanner. */
export const isScanner = (userAgent: string): boolean => scanner.test(userAgent);
