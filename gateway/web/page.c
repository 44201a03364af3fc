#include "gateway/web/page.h"

#include <string.h>
#include <time.h>

#include "gateway/web/route.h"

#define DAY_S     86400
#define TEXT_SIZE 512

void page_say(const struct request *request, FILE *out, enum web_text_id id,
              const struct texts_field *fields)
{
    char text[TEXT_SIZE];

    text_fill_in(page_text(request, id), fields, text, sizeof text);
    html_put(out, "%s", text);
}

static void put_menu_entry(const struct request *request, const char *path, enum web_text_id name,
                           FILE *out)
{
    bool here = strcmp(path, request->path) == 0;

    html_put(out,
             "<li class=\"nav-item\"><a class=\"nav-link%s\" aria-current=\"%s\" "
             "href=\"%s\">%s</a></li>\n",
             here ? " active" : "", here ? "page" : "false", path, page_text(request, name));
}

static void put_user(const struct request *request, FILE *out)
{
    static const enum web_text_id roles[USER_ROLES] = {[USER_ADMIN] = WEB_ROLE_ADMIN,
                                                       [USER_OPERATOR] = WEB_ROLE_OPERATOR,
                                                       [USER_VIEWER] = WEB_ROLE_VIEWER,
                                                       [USER_UNIT] = WEB_ROLE_UNIT};
    const struct user *user = &request->user;
    char role[TEXT_SIZE];

    snprintf(role, sizeof role, "%s%s%s", page_text(request, roles[user->role]),
             user->unit[0] ? " " : "", user->unit);
    html_put(out, "<span class=\"user\">");
    page_say(request, out, WEB_LOGGED_IN_AS,
             (const struct texts_field[]){{"user", user->name}, {"role", role}, {NULL, NULL}});
    html_put(out, "</span>\n<form method=\"post\" action=\"/keluar\">");
    page_form_key(request, out);
    html_put(out, "<button class=\"btn btn-sm btn-outline-light\">%s</button></form>\n",
             page_text(request, WEB_LOGOUT));
}

static void put_header(const struct request *request, FILE *out)
{
    bool indonesian = request->texts == &request->web->texts[0];

    html_put(out, "<a class=\"visually-hidden-focusable\" href=\"#isi\">%s</a>\n",
             page_text(request, WEB_SKIP));
    html_put(out, "<header class=\"bg-dark text-white\"><div class=\"container\">\n<strong>");
    page_say(request, out, WEB_TITLE,
             (const struct texts_field[]){{"regency", request->web->config.regency}, {NULL, NULL}});
    html_put(out,
             "</strong>\n<a class=\"language\" lang=\"%s\" href=\"/bahasa?ke=%s&amp;dari=%s\">"
             "%s</a>\n",
             indonesian ? "en" : "id", indonesian ? "en" : "id", request->path,
             page_text(request, WEB_LANGUAGE_OTHER));
    if (request->logged_in) {
        put_user(request, out);
        html_put(out, "<nav aria-label=\"%s\"><ul class=\"nav nav-pills\">\n",
                 page_text(request, WEB_MENU));
        route_menu(request, put_menu_entry, out);
        html_put(out, "</ul></nav>\n");
    }
    html_put(out, "</div></header>\n");
}

void page_begin(const struct request *request, struct reply *reply, const char *title)
{
    FILE *out = reply->out;

    reply->status = 200;
    reply->type = "text/html; charset=utf-8";
    html_put(out,
             "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>%s - ",
             page_text(request, WEB_LANGUAGE_CODE), title);
    page_say(request, out, WEB_TITLE,
             (const struct texts_field[]){{"regency", request->web->config.regency}, {NULL, NULL}});
    html_put(out, "</title>\n<link rel=\"icon\" href=\"data:,\">\n"
                  "<link rel=\"stylesheet\" href=\"/gaya/bootstrap.css\">\n"
                  "<link rel=\"stylesheet\" href=\"/gaya/sampan.css?" SAMPAN_VERSION
                  "\">\n</head>\n<body>\n");
    put_header(request, out);
    html_put(out, "<main id=\"isi\" class=\"container\">\n<h1>%s</h1>\n", title);
}

void page_end(struct reply *reply)
{
    html_put(reply->out, "</main>\n</body>\n</html>\n");
}

int page_error(const struct request *request, struct reply *reply, int status,
               enum web_text_id text)
{
    page_begin(request, reply, page_text(request, text));
    html_put(reply->out, "<p><a class=\"btn btn-primary\" href=\"/\">%s</a></p>\n",
             page_text(request, WEB_ERROR_BACK));
    page_end(reply);
    reply->status = status;
    return 0;
}

void page_form_key(const struct request *request, FILE *out)
{
    char key[SESSION_TOKEN_SIZE];

    session_form_key(request->token, key);
    html_put(out, "<input type=\"hidden\" name=\"kunci\" value=\"%s\">", key);
}

const char *page_time(const struct request *request, int64_t at, char ret[PAGE_TIME_SIZE])
{
    time_t local = at + config_utc_offset_s(&request->web->config);
    struct tm tm;

    gmtime_r(&local, &tm);
    return strftime(ret, PAGE_TIME_SIZE, "%d-%m-%Y %H:%M", &tm) > 0 ? ret : "";
}

const char *page_day(int64_t day_since_1970, char ret[PAGE_TIME_SIZE])
{
    time_t midnight = day_since_1970 * DAY_S;
    struct tm tm;

    gmtime_r(&midnight, &tm);
    return strftime(ret, PAGE_TIME_SIZE, "%d-%m-%Y", &tm) > 0 ? ret : "";
}

const char *page_rupiah(int64_t rupiah, char ret[PAGE_MONEY_SIZE])
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)rupiah);
    char *to = stpcpy(ret, "Rp");

    for (int i = 0; i < length; i++) {
        *to++ = digits[i];
        if ((length - i) % 3 == 1 && i + 1 < length)
            *to++ = '.';
    }
    *to = '\0';
    return ret;
}
