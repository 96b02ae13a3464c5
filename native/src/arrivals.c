/* Datagrams on their way to JavaScript: all that have come in one turn of the loop are handed over in one call. */
#include "network.h"

#include <string.h>

void arrivals_init(Network *network) {
  for (int slot = 0; slot < SLOTS; slot++) {
    network->places[slot] = (struct iovec){network->slab + slot * SLOT_BYTES, SLOT_BYTES};
    network->messages[slot].msg_hdr = (struct msghdr){
        .msg_name = &network->sources[slot],
        .msg_namelen = sizeof network->sources[slot],
        .msg_iov = &network->places[slot],
        .msg_iovlen = 1,
    };
  }
}

static void note(Socket *socket, int slot) {
  Network *network = socket->network;
  struct mmsghdr *message = &network->messages[slot];
  Address *source = &network->sources[slot];
  socklen_t length = message->msg_hdr.msg_namelen;
  bool strange = length != socket->source_length || memcmp(source, &socket->source, length) != 0;
  if (strange) {
    socket->source = *source;
    socket->source_length = length;
  }
  bool whole = (message->msg_hdr.msg_flags & MSG_TRUNC) == 0;
  network->arrivals[slot] = (Arrival){socket->number, whole ? (int32_t)message->msg_len : -1, strange};
  message->msg_hdr.msg_namelen = sizeof *source;
}

/* An error that the network reported for what was sent earlier: UDP loses datagrams, and nothing else happened. */
static void clear_error(Socket *socket) {
  int error;
  socklen_t length = sizeof error;
  getsockopt(socket->fd, SOL_SOCKET, SO_ERROR, &error, &length);
  uv_poll_start(&socket->poll, UV_READABLE, arrivals_read);
}

void arrivals_read(uv_poll_t *poll, int status, int events) {
  (void)events;
  Socket *socket = poll->data;
  Network *network = socket->network;
  if (status < 0) {
    clear_error(socket);
    return;
  }
  if (SLOTS - network->arrived < BURST) arrivals_deliver(network);
  /* A receiver may have closed it. */
  if (socket->fd < 0) return;
  int got = recvmmsg(socket->fd, network->messages + network->arrived, BURST, MSG_DONTWAIT, NULL);
  for (int i = 0; i < got; i++) note(socket, network->arrived++);
}

void arrivals_deliver(Network *network) {
  if (network->arrived == 0) return;
  napi_handle_scope scope;
  if (napi_open_handle_scope(network->env, &scope) != napi_ok) return;
  napi_value count;
  napi_create_int32(network->env, network->arrived, &count);
  network_call(network, network->deliver, 1, &count);
  network->arrived = 0;
  napi_close_handle_scope(network->env, scope);
}
