/* IP addresses as text and as the system has them. */
#include "network.h"

#include <arpa/inet.h>
#include <string.h>

bool address_read(const char *text, int port, Address *address, socklen_t *length) {
  memset(address, 0, sizeof *address);
  if (port < 0 || port > 65535) return false;
  if (uv_ip4_addr(text, port, &address->v4) == 0) {
    *length = sizeof address->v4;
    return true;
  }
  *length = sizeof address->v6;
  return uv_ip6_addr(text, port, &address->v6) == 0;
}

void address_map(Address *address, socklen_t *length) {
  if (address->any.sa_family != AF_INET) return;
  struct sockaddr_in v4 = address->v4;
  memset(address, 0, sizeof *address);
  address->v6.sin6_family = AF_INET6;
  address->v6.sin6_port = v4.sin_port;
  address->v6.sin6_addr.s6_addr[10] = 0xff;
  address->v6.sin6_addr.s6_addr[11] = 0xff;
  memcpy(&address->v6.sin6_addr.s6_addr[12], &v4.sin_addr, 4);
  *length = sizeof address->v6;
}

void address_write(const Address *address, char *text) {
  const struct in6_addr *v6 = &address->v6.sin6_addr;
  if (address->any.sa_family == AF_INET) {
    inet_ntop(AF_INET, &address->v4.sin_addr, text, ADDRESS_TEXT);
  } else if (IN6_IS_ADDR_V4MAPPED(v6)) {
    inet_ntop(AF_INET, &v6->s6_addr[12], text, ADDRESS_TEXT);
  } else {
    inet_ntop(AF_INET6, v6, text, ADDRESS_TEXT);
    if (!IN6_IS_ADDR_LINKLOCAL(v6)) return;
    /* A link-local address means something with its zone only (RFC 4007 section 11). */
    char *zone = text + strlen(text);
    size_t room = UV_IF_NAMESIZE;
    if (uv_if_indextoiid(address->v6.sin6_scope_id, zone + 1, &room) == 0) *zone = '%';
  }
}

int address_port(const Address *address) {
  return ntohs(address->any.sa_family == AF_INET ? address->v4.sin_port : address->v6.sin6_port);
}
