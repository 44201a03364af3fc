#include "gateway/web/route.h"

#include <errno.h>
#include <string.h>

#include "db/journal.h"
#include "gateway/log.h"
#include "gateway/web/page.h"

#define EVERYBODY (1 << USER_ADMIN | 1 << USER_OPERATOR | 1 << USER_VIEWER | 1 << USER_UNIT)
#define NO_LOGIN  0
#define NO_MENU   WEB_TEXT_COUNT

static const struct route {
    const char *path;
    bool post;
    unsigned roles; /* bits of those who may; NO_LOGIN: whoever asks */
    web_handler *handler;
    enum web_text_id menu;
} routes[] = {
    {"/", false, EVERYBODY, summary_show, WEB_SUMMARY},
    {"/masuk", false, NO_LOGIN, login_show, NO_MENU},
    {"/masuk", true, NO_LOGIN, login_try, NO_MENU},
    {"/keluar", true, EVERYBODY, login_end, NO_MENU},
    {"/bahasa", false, NO_LOGIN, language_choose, NO_MENU},
    {"/healthz", false, NO_LOGIN, health_tell, NO_MENU},
    {"/metrics", false, NO_LOGIN, metrics_tell, NO_MENU},
    {"/gaya/bootstrap.css", false, NO_LOGIN, assets_send, NO_MENU},
    {"/gaya/sampan.css", false, NO_LOGIN, assets_send, NO_MENU},
};
#define ROUTES (sizeof routes / sizeof routes[0])

static const struct route *find(const char *path, bool post)
{
    for (size_t i = 0; i < ROUTES; i++)
        if (strcmp(routes[i].path, path) == 0 && routes[i].post == post)
            return &routes[i];
    return NULL;
}

bool route_is_page(const char *path)
{
    return find(path, false) != NULL;
}

static bool may_use(const struct request *request, const struct route *route)
{
    return route->roles == NO_LOGIN ||
           (request->logged_in && route->roles >> request->user.role & 1);
}

void route_menu(const struct request *request, route_visit *visit, FILE *out)
{
    for (size_t i = 0; i < ROUTES; i++)
        if (routes[i].menu != NO_MENU && may_use(request, &routes[i]))
            visit(request, routes[i].path, routes[i].menu, out);
}

static int recognize(struct request *request)
{
    const struct session_limits limits = {request->web->config.web_idle_s,
                                          request->web->config.web_session_s};
    int rc = 0;

    if (request->token[0])
        rc = session_find(request->web->db, request->token, &limits, request->now, &request->user);
    request->logged_in = rc > 0;
    return rc < 0 ? rc : 0;
}

/* However many characters are right, it takes the same time. */
static bool is_our_form(const struct request *request)
{
    const char *given = params_get(&request->form, "kunci");
    char key[SESSION_TOKEN_SIZE];
    int wrong = request->token[0] == '\0' || strlen(given) != sizeof key - 1;

    session_form_key(request->token, key);
    for (size_t i = 0; !wrong && i < sizeof key - 1; i++)
        wrong |= given[i] ^ key[i];
    return !wrong;
}

static int answer(struct request *request, struct reply *reply)
{
    const struct route *route = find(request->path, request->post);
    int rc = 0;

    if (!route) {
        bool known = find(request->path, !request->post) != NULL;

        return page_error(request, reply, known ? 405 : 404, known ? WEB_ERROR_405 : WEB_ERROR_404);
    }
    if (route->roles != NO_LOGIN)
        rc = recognize(request);
    if (rc < 0)
        return rc;
    if (route->roles != NO_LOGIN && !request->logged_in) {
        reply_go_to(reply, "/masuk");
        return 0;
    }
    if (!may_use(request, route))
        return page_error(request, reply, 403, WEB_ERROR_403);
    if (request->post && !is_our_form(request))
        return page_error(request, reply, 403, WEB_ERROR_FORM);
    return route->handler(request, reply);
}

static int finish(struct reply *reply, int rc)
{
    if (reply->out)
        fclose(reply->out); /* out of memory shows in body */
    reply->out = NULL;
    return rc < 0 || !reply->body ? -ENOMEM : 0;
}

int route_answer(struct request *request, struct reply *reply)
{
    int rc = reply_start(reply);

    if (rc < 0)
        return rc;
    journal_from(request->web->db, "web", request->address);
    rc = answer(request, reply);
    if (rc < 0) {
        log_error("%s: %s: %s", request->path, strerror(-rc), db_error(request->web->db));
        rc = reply_start(reply);
        if (rc == 0)
            rc = page_error(request, reply, 503, WEB_ERROR_503);
    }
    return finish(reply, rc);
}

int route_refuse(const struct request *request, int status, struct reply *reply)
{
    int rc = reply_start(reply);

    if (rc == 0)
        rc = page_error(request, reply, status,
                        status == 405   ? WEB_ERROR_405
                        : status == 413 ? WEB_ERROR_413
                                        : WEB_ERROR_415);
    return finish(reply, rc);
}
