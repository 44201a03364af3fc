/* Server: HTTP by libmicrohttpd, within bounds, in a loop of our own. */
#pragma once

#include "gateway/web/request.h"

struct server;

/* Listen as configured. Returns 0 and *ret, which the caller closes, or a negative errno
 * (-EADDRINUSE, -EADDRNOTAVAIL, -EACCES ...). web is borrowed until then. */
int server_open(struct web *web, struct server **ret);
void server_close(struct server *server);

/* The descriptor that becomes readable when there is something to do. */
int server_descriptor(const struct server *server);

/* Milliseconds after which server_turn is to be called in any case. */
int server_timeout_ms(const struct server *server);

/* Do what there is to do: read, answer, write, and drop who takes too long. */
void server_turn(struct server *server);
