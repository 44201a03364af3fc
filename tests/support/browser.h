/* Browser: a small HTTP client with a memory for cookies, for tests of sampan-web; and sampan-web
 * itself, as a process of its own. */
#pragma once

#include <sys/types.h>

#include "tests/support/e2e.h"

struct browser {
    int port;
    char session[64], language[8]; /* cookies; "" for none */
    int status;                    /* of the last answer, 0: the server hung up without one */
    char location[128];            /* where it leads, "" for nowhere */
    char head[4096], body[262144]; /* its headers and what came after, cut */
};

/* Write into e2e's configuration where the pages are, and start sampan-web; returns when it
 * answers.
 */
pid_t web_start(struct e2e *e2e, struct browser *browser, const char *extra);
void web_stop(struct e2e *e2e, pid_t pid);

/* Ask for path; form NULL: GET, else POST with that body. Cookies are sent and kept. Returns the
 * status. */
int browser_ask(struct browser *browser, const char *path, const char *form);

/* Send bytes as they are and read the answer. Returns the status. */
int browser_send(struct browser *browser, const char *bytes, size_t size);

/* A connection from an address of this machine, on which bytes were sent. */
int browser_connect(const struct browser *browser, const char *from, const char *bytes);

/* The key of the form on the last page, "" if there is none. Valid until the next call. */
const char *browser_form_key(const struct browser *browser);

/* Log in by the form, as a person does. Returns the status. */
int browser_log_in(struct browser *browser, const char *name, const char *password);
