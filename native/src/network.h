/* The sockets of one thread's event loop, and an alarm: what the parts of this addon share. */
#pragma once

/* recvmmsg */
#define _GNU_SOURCE
/* Asynchronous clean-up hooks */
#define NAPI_VERSION 8
#include <node_api.h>

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <uv.h>

/* Datagrams handed over to JavaScript at once, each in a slot of its own. */
#define SLOTS 64
/* Longer datagrams are no RTP that anyone sends, and are dropped. */
#define SLOT_BYTES 2048
/* Taken from one socket before all others have had their turn: one that is flooded starves nobody. */
#define BURST 8

typedef union {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
} Address;

typedef struct Network Network;

typedef struct {
  uv_poll_t poll;
  Network *network;
  /* -1 once it is closed. */
  int fd;
  /* Index in the network's table. */
  int number;
  /* Serves IPv4 as well as IPv6. */
  bool both;
  /* Where the newest datagram came from: most come from there again. */
  Address source;
  socklen_t source_length;
  /* Where datagrams are sent. */
  Address destination;
  socklen_t destination_length;
} Socket;

/* What JavaScript reads of an arrival. */
typedef struct {
  /* The socket's number. */
  int32_t socket;
  /* Bytes; -1 for one that was too long. */
  int32_t length;
  /* Whether it came from elsewhere than the socket's datagram before. */
  int32_t strange;
} Arrival;

struct Network {
  napi_env env;
  uv_loop_t *loop;
  /* The JavaScript object, and its functions to call. */
  napi_ref object;
  napi_ref deliver;
  napi_ref wake;
  napi_async_context context;

  /* Runs after all sockets of a turn of the loop have been read. */
  uv_check_t check;
  /* The alarm went off in this turn of the loop. */
  bool due;
  uv_poll_t alarm;
  int alarm_fd;

  /* Both are memory of JavaScript's that lives as long as the network. */
  uint8_t *slab;
  Arrival *arrivals;
  int arrived;
  struct mmsghdr messages[SLOTS];
  struct iovec places[SLOTS];
  Address sources[SLOTS];

  Socket **sockets;
  int capacity;

  /* Handles of the loop that are not closed yet, and what to tell when none is left. */
  int handles;
  napi_async_cleanup_hook_handle ending;
};

/* addon.c */
/* A handle of the network's is closed; the last one takes the network with it. */
void network_release(Network *network);
/* Calls a JavaScript function of the network's; what it throws is an uncaught exception of the thread's. */
void network_call(Network *network, napi_ref function, int argc, napi_value *argv);

/* arrivals.c */
void arrivals_init(Network *network);
/* Reads what has come to a socket. */
void arrivals_read(uv_poll_t *poll, int status, int events);
/* Hands what was read over to JavaScript. */
void arrivals_deliver(Network *network);

/* sockets.c */
/* Opens a socket of the network. Returns NULL and the libuv error. */
Socket *socket_open(Network *network, const Address *address, socklen_t length, bool both, int buffer, int *error);
void socket_close(Socket *socket);
/* The socket of a number; NULL when it is closed. */
Socket *socket_numbered(Network *network, int number);

/* addresses.c */
/* Reads an IP literal; false for anything else. */
bool address_read(const char *text, int port, Address *address, socklen_t *length);
/* Makes an IPv4 address fit for a socket of both families (RFC 4291 section 2.5.5.2). */
void address_map(Address *address, socklen_t *length);
/* Writes an IP literal, that of an IPv4 address where it is mapped; at least ADDRESS_TEXT bytes. */
void address_write(const Address *address, char *text);
int address_port(const Address *address);
#define ADDRESS_TEXT (INET6_ADDRSTRLEN + 1 + UV_IF_NAMESIZE)
