/* Request: what a browser asks and what it gets, without HTTP's wrapping (server.c): the pages know
 * no more of HTTP than this. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "config/config.h"
#include "config/web_texts.h"
#include "db/session.h"
#include "db/user.h"

#define WEB_LANGUAGES   2
#define PARAMS_MAX      32
#define COOKIES_MAX     2
#define COOKIE_SIZE     160
#define ADDRESS_SIZE    48
#define SESSION_COOKIE  "sampan_session"
#define LANGUAGE_COOKIE "sampan_bahasa"

struct web {
    struct config config;
    struct web_texts texts[WEB_LANGUAGES]; /* Indonesian first */
    struct db *db;
};

struct params {
    struct param {
        const char *name, *value;
    } list[PARAMS_MAX];
    int count;
};

struct request {
    struct web *web;
    const char *path;
    bool post;                      /* GET else; HEAD is a GET */
    struct params query, form;      /* borrowed */
    char address[ADDRESS_SIZE];     /* of the browser */
    char token[SESSION_TOKEN_SIZE]; /* of its cookie, "" if it has none */
    const struct web_texts *texts;
    bool logged_in;
    struct user user;
    int64_t now;
};

struct reply {
    int status; /* of HTTP */
    const char *type;
    FILE *out; /* the body; what was written becomes body and size when it is closed */
    char *body;
    size_t size;
    const char *file;  /* to send in place of a body: an absolute path; NULL: none */
    char location[64]; /* to go on to, "" for none */
    char cookies[COOKIES_MAX][COOKIE_SIZE];
    int cookie_count;
};

/* The value of that name, "" if there is none. Borrowed. */
const char *params_get(const struct params *params, const char *name);

/* Read an application/x-www-form-urlencoded body, which is changed and borrowed. What is beyond
 * PARAMS_MAX is left out. */
void params_read(char *body, struct params *ret);

/* Have the browser keep a cookie for age_s seconds (0: forget it, -1: until it is closed); it is
 * sent back to these pages only, and no script sees it. */
void reply_set_cookie(const struct request *request, struct reply *reply, const char *name,
                      const char *value, int age_s);

/* Have it ask for another page, which is a path. */
void reply_go_to(struct reply *reply, const char *path);

/* Throw away what was written. Returns 0 or -ENOMEM. */
int reply_start(struct reply *reply);
