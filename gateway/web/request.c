#include "gateway/web/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *params_get(const struct params *params, const char *name)
{
    for (int i = 0; i < params->count; i++)
        if (strcmp(params->list[i].name, name) == 0)
            return params->list[i].value;
    return "";
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* In place. A NUL would hide what comes behind it, and becomes a space. */
static char *unescape(char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++, to++) {
        *to = *from == '+' ? ' ' : *from;
        if (*from == '%' && hex_digit(from[1]) >= 0 && hex_digit(from[2]) >= 0) {
            *to = (char)(hex_digit(from[1]) * 16 + hex_digit(from[2]));
            if (*to == '\0')
                *to = ' ';
            from += 2;
        }
    }
    *to = '\0';
    return text;
}

void params_read(char *body, struct params *ret)
{
    ret->count = 0;
    for (char *pair; ret->count < PARAMS_MAX && (pair = strsep(&body, "&")) != NULL;) {
        char *value = pair, *name = strsep(&value, "=");

        if (*name)
            ret->list[ret->count++] = (struct param){unescape(name), value ? unescape(value) : ""};
    }
}

void reply_set_cookie(const struct request *request, struct reply *reply, const char *name,
                      const char *value, int age_s)
{
    char *cookie = reply->cookies[reply->cookie_count++];
    int length = snprintf(cookie, COOKIE_SIZE, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s", name,
                          value, request->web->config.web_https ? "; Secure" : "");

    if (age_s >= 0)
        snprintf(cookie + length, COOKIE_SIZE - (size_t)length, "; Max-Age=%d", age_s);
}

void reply_go_to(struct reply *reply, const char *path)
{
    reply->status = 303;
    snprintf(reply->location, sizeof reply->location, "%s", path);
}

int reply_start(struct reply *reply)
{
    if (reply->out)
        fclose(reply->out);
    free(reply->body);
    reply->body = NULL;
    reply->out = open_memstream(&reply->body, &reply->size);
    return reply->out ? 0 : -ENOMEM;
}
