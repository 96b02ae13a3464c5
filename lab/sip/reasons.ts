/** Reason phrases of the status codes that a phone answers with (RFC 3261 §21). */
export const reasons: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  183: "Session Progress",
  200: "OK",
  401: "Unauthorized",
  403: "Forbidden",
  405: "Method Not Allowed",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  503: "Service Unavailable",
  600: "Busy Everywhere",
  603: "Decline",
};
