/* Routes: every page and action in one table, with who may use it. */
#pragma once

#include "gateway/web/request.h"

/* Answer a request: who asks, whether that may be asked, and then its handler. Always fills in
 * *reply, whose body the caller frees. Returns 0 or -ENOMEM. */
int route_answer(struct request *request, struct reply *reply);

/* The same for a request that HTTP itself does not allow, with a status of HTTP (405, 413, 415). */
int route_refuse(const struct request *request, int status, struct reply *reply);

/* Whether there is a page (GET) at path. */
bool route_is_page(const char *path);

/* What fills in *reply: 0, or an errno of db.h, upon which the caller says that it failed. */
typedef int web_handler(const struct request *request, struct reply *reply);
web_handler summary_show;
web_handler login_show;
web_handler login_try;
web_handler login_end;
web_handler language_choose;
web_handler health_tell;
web_handler metrics_tell;
web_handler assets_send;

/* Visit the pages of the menu that the user may open. */
typedef void route_visit(const struct request *request, const char *path, enum web_text_id name,
                         FILE *out);
void route_menu(const struct request *request, route_visit *visit, FILE *out);
