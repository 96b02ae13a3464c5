/* UDP sockets that do not block, in the thread's event loop. */
#include "network.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A number is given out again only after the turn of the loop in which its socket was closed: datagrams of that turn
 * that still wait to be delivered must not reach another socket. */
static void on_closed(uv_handle_t *handle) {
  Socket *socket = handle->data;
  Network *network = socket->network;
  network->sockets[socket->number] = NULL;
  free(socket);
  network_release(network);
}

static bool grow(Network *network) {
  int capacity = network->capacity == 0 ? 64 : 2 * network->capacity;
  Socket **sockets = realloc(network->sockets, capacity * sizeof *sockets);
  if (sockets == NULL) return false;
  memset(sockets + network->capacity, 0, (capacity - network->capacity) * sizeof *sockets);
  network->sockets = sockets;
  network->capacity = capacity;
  return true;
}

static int free_number(Network *network) {
  for (int number = 0; number < network->capacity; number++)
    if (network->sockets[number] == NULL) return number;
  int number = network->capacity;
  return grow(network) ? number : -1;
}

static int open_bound(const Address *address, socklen_t length, bool both, int buffer) {
  int family = address->any.sa_family;
  int fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  int only_v6 = !both;
  if (family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only_v6, sizeof only_v6);
  /* Without the larger buffer bursts are lost earlier, and nothing else changes. */
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  if (bind(fd, &address->any, length) == 0) return fd;
  int error = -errno;
  close(fd);
  return error;
}

Socket *socket_open(Network *network, const Address *address, socklen_t length, bool both, int buffer, int *error) {
  int number = free_number(network);
  Socket *socket = number < 0 ? NULL : calloc(1, sizeof *socket);
  *error = UV_ENOMEM;
  if (socket == NULL) return NULL;
  int fd = open_bound(address, length, both, buffer);
  *error = fd < 0 ? fd : uv_poll_init(network->loop, &socket->poll, fd);
  if (*error != 0) {
    if (fd >= 0) close(fd);
    free(socket);
    return NULL;
  }
  socket->poll.data = socket;
  socket->network = network;
  socket->fd = fd;
  socket->number = number;
  socket->both = both;
  network->sockets[number] = socket;
  network->handles++;
  uv_poll_start(&socket->poll, UV_READABLE, arrivals_read);
  return socket;
}

void socket_close(Socket *socket) {
  if (socket->fd < 0) return;
  uv_close((uv_handle_t *)&socket->poll, on_closed);
  close(socket->fd);
  socket->fd = -1;
}

Socket *socket_numbered(Network *network, int number) {
  if (number < 0 || number >= network->capacity) return NULL;
  Socket *socket = network->sockets[number];
  return socket == NULL || socket->fd < 0 ? NULL : socket;
}
