/* Logging in and out, and the language of the pages. */
#include <errno.h>
#include <string.h>

#include "db/journal.h"
#include "gateway/log.h"
#include "gateway/web/page.h"
#include "gateway/web/route.h"

#define LANGUAGE_KEPT_S (365 * 86400)

static void show_form(const struct request *request, struct reply *reply, enum web_text_id wrong)
{
    FILE *out = reply->out;
    char minutes[16];

    page_begin(request, reply, page_text(request, WEB_LOGIN));
    if (wrong != WEB_TEXT_COUNT) {
        snprintf(minutes, sizeof minutes, "%d", USER_PAUSE_S / 60);
        html_put(out, "<p class=\"alert alert-danger\" role=\"alert\">");
        page_say(request, out, wrong,
                 (const struct texts_field[]){{"minutes", minutes}, {NULL, NULL}});
        html_put(out, "</p>\n");
    }
    html_put(out, "<form class=\"login\" method=\"post\" action=\"/masuk\">");
    page_form_key(request, out);
    html_put(out,
             "\n<label class=\"form-label\" for=\"nama\">%s</label>"
             "<input class=\"form-control\" id=\"nama\" name=\"nama\" maxlength=\"%d\" required"
             " autocomplete=\"username\" autocapitalize=\"none\">\n",
             page_text(request, WEB_LOGIN_NAME), USER_NAME_SIZE - 1);
    html_put(out,
             "<label class=\"form-label\" for=\"sandi\">%s</label>"
             "<input class=\"form-control\" id=\"sandi\" name=\"sandi\" type=\"password\""
             " maxlength=\"%d\" required autocomplete=\"current-password\">\n"
             "<button class=\"btn btn-primary\">%s</button></form>\n",
             page_text(request, WEB_LOGIN_PASSWORD), USER_PASSWORD_MAX,
             page_text(request, WEB_LOGIN_SEND));
    page_end(reply);
}

/* Whoever logs in has a cookie already, so that the form can be bound to the browser it was shown
 * in; the session gets another one. */
int login_show(const struct request *request, struct reply *reply)
{
    struct request visitor = *request;

    if (visitor.token[0] == '\0') {
        int rc = session_make_token(visitor.token);

        if (rc < 0)
            return rc;
        reply_set_cookie(request, reply, SESSION_COOKIE, visitor.token, -1);
    }
    show_form(&visitor, reply, WEB_TEXT_COUNT);
    return 0;
}

static int open_session(const struct request *request, const struct user *user,
                        char token[SESSION_TOKEN_SIZE])
{
    const struct session_limits limits = {request->web->config.web_idle_s,
                                          request->web->config.web_session_s};
    char actor[64];
    int rc = session_make_token(token);

    if (rc == 0)
        rc = session_open(request->web->db, user, token, &limits, request->now);
    snprintf(actor, sizeof actor, "user:%s", user->name);
    if (rc == 0)
        rc = journal_add(request->web->db, request->now, actor, "logged in", "sampan-web", "");
    return rc < 0 ? rc : 1;
}

int login_try(const struct request *request, struct reply *reply)
{
    const char *name = params_get(&request->form, "nama");
    char token[SESSION_TOKEN_SIZE];
    struct user user;
    int rc = db_begin(request->web->db);

    if (rc < 0)
        return rc;
    rc = user_check(request->web->db, name, params_get(&request->form, "sandi"), request->address,
                    request->now, &user);
    if (rc > 0)
        rc = open_session(request, &user, token);
    rc = db_end(request->web->db, rc);
    if (rc < 0 && rc != -EAGAIN)
        return rc;
    if (rc > 0) {
        reply_set_cookie(request, reply, SESSION_COOKIE, token, -1);
        reply_go_to(reply, "/");
        return 0;
    }
    log_warning("login refused: from %s%s", request->address, rc < 0 ? ", paused" : "");
    show_form(request, reply, rc < 0 ? WEB_LOGIN_PAUSED : WEB_LOGIN_WRONG);
    reply->status = rc < 0 ? 429 : 403;
    return 0;
}

int login_end(const struct request *request, struct reply *reply)
{
    int rc = session_close(request->web->db, request->token);

    reply_set_cookie(request, reply, SESSION_COOKIE, "", 0);
    reply_go_to(reply, "/masuk");
    return rc;
}

int language_choose(const struct request *request, struct reply *reply)
{
    const char *from = params_get(&request->query, "dari");
    bool english = strcmp(params_get(&request->query, "ke"), "en") == 0;

    reply_set_cookie(request, reply, LANGUAGE_COOKIE, english ? "en" : "id", LANGUAGE_KEPT_S);
    reply_go_to(reply, route_is_page(from) ? from : "/");
    return 0;
}
