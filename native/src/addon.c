/* What JavaScript sees: `open(deliver, wake)` makes a network, an object that `src/system/native/addon.ts` describes. */
#include "network.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define MAX_ARGUMENTS 4

/* The arguments of a call; the network it is made on is the result. */
static Network *arguments(napi_env env, napi_callback_info info, napi_value *argv) {
  size_t argc = MAX_ARGUMENTS;
  void *network = NULL;
  napi_get_cb_info(env, info, &argc, argv, NULL, &network);
  return network;
}

static int integer(napi_env env, napi_value value) {
  int32_t number = -1;
  napi_get_value_int32(env, value, &number);
  return number;
}

static bool address_argument(napi_env env, napi_value text, napi_value port, Address *address, socklen_t *length) {
  char literal[ADDRESS_TEXT + 1] = "";
  size_t octets = 0;
  napi_get_value_string_utf8(env, text, literal, sizeof literal, &octets);
  return octets < ADDRESS_TEXT && address_read(literal, integer(env, port), address, length);
}

static napi_value number_of(napi_env env, int number) {
  napi_value value;
  napi_create_int32(env, number, &value);
  return value;
}

static napi_value text_of(napi_env env, const Address *address) {
  char text[ADDRESS_TEXT];
  napi_value value;
  address_write(address, text);
  napi_create_string_latin1(env, text, NAPI_AUTO_LENGTH, &value);
  return value;
}

static napi_value no_address(napi_env env) {
  napi_throw_error(env, "EINVAL", "this is no IP address and port");
  return NULL;
}

/* bind(address, port, both, bufferBytes): the socket's number. */
static napi_value network_bind(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  Address address;
  socklen_t length;
  bool both = false;
  int error;
  if (!address_argument(env, argv[0], argv[1], &address, &length)) return no_address(env);
  napi_get_value_bool(env, argv[2], &both);
  Socket *socket = socket_open(network, &address, length, both, integer(env, argv[3]), &error);
  if (socket != NULL) return number_of(env, socket->number);
  napi_throw_error(env, uv_err_name(error), uv_strerror(error));
  return NULL;
}

static bool own_address(Network *network, int number, Address *address) {
  Socket *socket = socket_numbered(network, number);
  socklen_t length = sizeof *address;
  return socket != NULL && getsockname(socket->fd, &address->any, &length) == 0;
}

/* address(socket) */
static napi_value network_address(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  Address address;
  return own_address(network, integer(env, argv[0]), &address) ? text_of(env, &address) : NULL;
}

/* port(socket) */
static napi_value network_port(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  Address address;
  return own_address(network, integer(env, argv[0]), &address) ? number_of(env, address_port(&address)) : NULL;
}

/* sourceAddress(slot) */
static napi_value network_source_address(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  return text_of(env, &network->sources[integer(env, argv[0]) & (SLOTS - 1)]);
}

/* sourcePort(slot) */
static napi_value network_source_port(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  return number_of(env, address_port(&network->sources[integer(env, argv[0]) & (SLOTS - 1)]));
}

/* aim(socket, address, port): what is sent from now on goes there; nowhere if this is no address. */
static napi_value network_aim(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  Socket *socket = socket_numbered(network, integer(env, argv[0]));
  if (socket == NULL) return NULL;
  if (!address_argument(env, argv[1], argv[2], &socket->destination, &socket->destination_length))
    socket->destination_length = 0;
  else if (socket->both)
    address_map(&socket->destination, &socket->destination_length);
  return NULL;
}

/* send(socket, data, offset, length): at once. What the system does not take is lost, as UDP may lose anything. */
static napi_value network_send(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  Socket *socket = socket_numbered(network, integer(env, argv[0]));
  void *data;
  size_t size = 0;
  if (socket == NULL || socket->destination_length == 0) return NULL;
  if (napi_get_buffer_info(env, argv[1], &data, &size) != napi_ok) return NULL;
  int offset = integer(env, argv[2]);
  int length = integer(env, argv[3]);
  if (offset < 0 || length < 0 || (size_t)offset + (size_t)length > size) return NULL;
  sendto(socket->fd, (uint8_t *)data + offset, length, MSG_DONTWAIT, &socket->destination.any, socket->destination_length);
  return NULL;
}

/* close(socket) */
static napi_value network_close(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  Socket *socket = socket_numbered(network, integer(env, argv[0]));
  if (socket != NULL) socket_close(socket);
  return NULL;
}

/* wakeAfter(ms): calls `wake` once, and only for the newest call; negative: not at all. */
static napi_value network_wake_after(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS];
  Network *network = arguments(env, info, argv);
  double ms = -1;
  napi_get_value_double(env, argv[0], &ms);
  struct itimerspec time = {0};
  if (ms >= 0) {
    double ns = fmin(ms, 1e12) * 1e6;
    time.it_value.tv_sec = (time_t)(ns / 1e9);
    /* Zero would disarm it. */
    time.it_value.tv_nsec = 1 + (long)fmin(fmod(ns, 1e9), 999999998);
    uv_ref((uv_handle_t *)&network->alarm);
  } else {
    uv_unref((uv_handle_t *)&network->alarm);
  }
  timerfd_settime(network->alarm_fd, 0, &time, NULL);
  return NULL;
}

static void on_alarm(uv_poll_t *poll, int status, int events) {
  (void)status;
  (void)events;
  Network *network = poll->data;
  uint64_t expirations;
  /* Nothing to read: it was set anew since it went off. */
  if (read(network->alarm_fd, &expirations, sizeof expirations) < 0) return;
  uv_unref((uv_handle_t *)poll);
  network->due = true;
}

static void wake(Network *network) {
  network->due = false;
  napi_handle_scope scope;
  if (napi_open_handle_scope(network->env, &scope) != napi_ok) return;
  network_call(network, network->wake, 0, NULL);
  napi_close_handle_scope(network->env, scope);
}

/* What came while the thread was busy comes before what is due: a clock that is late must not find that packets are, too. */
static void on_check(uv_check_t *check) {
  Network *network = check->data;
  arrivals_deliver(network);
  if (network->due) wake(network);
}

void network_call(Network *network, napi_ref function, int argc, napi_value *argv) {
  napi_env env = network->env;
  napi_value object, callee, result, error;
  napi_get_reference_value(env, network->object, &object);
  napi_get_reference_value(env, function, &callee);
  if (napi_make_callback(env, network->context, object, callee, argc, argv, &result) != napi_pending_exception) return;
  if (napi_get_and_clear_last_exception(env, &error) == napi_ok) napi_fatal_exception(env, error);
}

void network_release(Network *network) {
  if (--network->handles > 0) return;
  close(network->alarm_fd);
  napi_remove_async_cleanup_hook(network->ending);
  free(network->sockets);
  free(network);
}

static void on_closed(uv_handle_t *handle) { network_release(handle->data); }

/* The thread ends: its loop must be left without a handle of ours. */
static void on_thread_end(napi_async_cleanup_hook_handle handle, void *data) {
  (void)handle;
  Network *network = data;
  for (int number = 0; number < network->capacity; number++) {
    Socket *socket = socket_numbered(network, number);
    if (socket != NULL) socket_close(socket);
  }
  uv_close((uv_handle_t *)&network->check, on_closed);
  uv_close((uv_handle_t *)&network->alarm, on_closed);
}

static bool start(Network *network) {
  network->alarm_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (network->alarm_fd < 0) return false;
  if (uv_poll_init(network->loop, &network->alarm, network->alarm_fd) != 0) {
    close(network->alarm_fd);
    return false;
  }
  uv_check_init(network->loop, &network->check);
  network->alarm.data = network->check.data = network;
  network->handles = 2;
  uv_poll_start(&network->alarm, UV_READABLE, on_alarm);
  uv_check_start(&network->check, on_check);
  /* Alone, these two do not keep the thread alive. */
  uv_unref((uv_handle_t *)&network->alarm);
  uv_unref((uv_handle_t *)&network->check);
  return true;
}

static void set_number(napi_env env, napi_value object, const char *name, int number) {
  napi_set_named_property(env, object, name, number_of(env, number));
}

static void set_memory(napi_env env, napi_value object, const char *name, size_t octets, void *data) {
  napi_value memory;
  napi_create_arraybuffer(env, octets, data, &memory);
  napi_set_named_property(env, object, name, memory);
}

static napi_value object_of(napi_env env, Network *network) {
  static const struct {
    const char *name;
    napi_callback function;
  } functions[] = {
      {"bind", network_bind},
      {"address", network_address},
      {"port", network_port},
      {"sourceAddress", network_source_address},
      {"sourcePort", network_source_port},
      {"aim", network_aim},
      {"send", network_send},
      {"close", network_close},
      {"wakeAfter", network_wake_after},
  };
  napi_value object;
  napi_create_object(env, &object);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_value function;
    napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].function, network, &function);
    napi_set_named_property(env, object, functions[i].name, function);
  }
  set_number(env, object, "slots", SLOTS);
  set_number(env, object, "slotBytes", SLOT_BYTES);
  set_memory(env, object, "slab", SLOTS * SLOT_BYTES, (void **)&network->slab);
  set_memory(env, object, "arrivals", SLOTS * sizeof(Arrival), (void **)&network->arrivals);
  return object;
}

/* open(deliver, wake): the network lives as long as the thread. */
static napi_value network_open(napi_env env, napi_callback_info info) {
  napi_value argv[MAX_ARGUMENTS], name;
  arguments(env, info, argv);
  Network *network = calloc(1, sizeof *network);
  if (network == NULL || napi_get_uv_event_loop(env, &network->loop) != napi_ok || !start(network)) {
    free(network);
    napi_throw_error(env, "ENOMEM", "the system gives no timer, or no memory");
    return NULL;
  }
  network->env = env;
  napi_value object = object_of(env, network);
  arrivals_init(network);
  napi_create_reference(env, object, 1, &network->object);
  napi_create_reference(env, argv[0], 1, &network->deliver);
  napi_create_reference(env, argv[1], 1, &network->wake);
  napi_create_string_utf8(env, "ponto:network", NAPI_AUTO_LENGTH, &name);
  napi_async_init(env, object, name, &network->context);
  napi_add_async_cleanup_hook(env, on_thread_end, network, &network->ending);
  return object;
}

NAPI_MODULE_INIT() {
  napi_value open;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, network_open, NULL, &open);
  napi_set_named_property(env, exports, "open", open);
  return exports;
}
