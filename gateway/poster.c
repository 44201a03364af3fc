#include "gateway/poster.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "db/notice.h"
#include "db/outbox.h"
#include "db/ticket.h"
#include "gateway/html.h"
#include "gateway/standard.h"

#define BEARER       "poster" /* has no modem; what it asks is forgotten with the transaction */
#define NOBODY       "+6280000000000"
#define HYPHEN       "\xe2\x80\x91"
#define NAME_SIZE    256
#define LINE_SIZE    4096
#define DIGITS       "0123456789"
#define PLACEHOLDERS "size, regency, modems, numbers, pin_attempts, answer TEXT"
#define SERVICES     "{{repeat services}}"
#define OF_STANDARD  ", layanan COLUMN, unit COLUMN"

struct poster {
    struct core *core;
    const char *path, *size;
    struct standard *standard; /* NULL: the page has none */
    int64_t now;
    FILE *out;
    struct problems *problems;
    int line;
    int repeats, repeated_line; /* what is repeated comes so often still, and begins there */
    long repeated_at;
    bool by_service; /* each time is of the next service */
};

void poster_number(const char *msisdn, char ret[POSTER_NUMBER_SIZE])
{
    char digits[24];
    size_t length = 0;

    snprintf(digits, sizeof digits, "%s%s", strncmp(msisdn, "+62", 3) == 0 ? "0" : "+",
             msisdn + (strncmp(msisdn, "+62", 3) == 0 ? 3 : 1));
    ret[0] = '\0';
    for (const char *group = digits; *group; group += strnlen(group, 4))
        length += (size_t)snprintf(ret + length, POSTER_NUMBER_SIZE - length, "%s%.4s",
                                   length > 0 ? HYPHEN : "", group);
}

/* Tickets that the answer named are nobody's; from tomorrow on they may be somebody's. A number
 * with a wrong check digit never is. */
static int spoil_tickets(struct db *db, char *text)
{
    struct ticket *ticket = malloc(sizeof *ticket);
    int rc = ticket ? 0 : -ENOMEM;

    for (char *at = text; rc >= 0 && *(at += strcspn(at, DIGITS));) {
        size_t length = strspn(at, DIGITS);
        char number[32];

        snprintf(number, sizeof number, "%.*s", (int)length, at);
        rc = length < TICKET_NUMBER_SIZE ? ticket_find(db, number, ticket) : 0;
        at += length;
        if (rc > 0)
            at[-1] = at[-1] == '9' ? '0' : (char)(at[-1] + 1);
    }
    free(ticket);
    return rc < 0 ? rc : 0;
}

struct ending {
    struct db *db;
    int64_t now;
};

static int end_notice(const void *row, void *context)
{
    struct ending *ending = context;

    return notice_end(ending->db, row, BEARER, ending->now);
}

/* What holds for some days has no place on a page that hangs for years. */
static int end_notices(struct poster *poster)
{
    struct ending ending = {poster->core->db, poster->now};
    int rc = notice_list(ending.db, poster->now, end_notice, &ending);

    return rc < 0 ? rc : 0;
}

static int ask(struct poster *poster, const char *text, struct outbox_message *ret)
{
    struct link_sms sms = {.sent_at = poster->now, .part = {0, 0, 1, 1}};
    struct core *core = poster->core;
    int rc;

    snprintf(sms.sender, sizeof sms.sender, NOBODY);
    for (; *text; text++)
        sms.units[sms.length++] = (unsigned char)*text;
    rc = core_store(core, BEARER, &sms, poster->now);
    while (rc >= 0 && (rc = core_answer_next(core, poster->now)) > 0)
        ;
    if (rc >= 0)
        rc = outbox_take(core->db, BEARER, OUTBOX_BROADCAST, poster->now, ret);
    return rc > 0 ? spoil_tickets(core->db, ret->text) : rc < 0 ? rc : -ENOENT;
}

static int put_answer(struct poster *poster, const char *text)
{
    struct outbox_message *answer = malloc(sizeof *answer);
    int rc = answer ? db_begin(poster->core->db) : -ENOMEM;

    if (rc == 0) {
        rc = end_notices(poster);
        if (rc == 0)
            rc = ask(poster, text, answer);
        rc = db_end(poster->core->db, rc < 0 ? rc : -ECANCELED);
    }
    if (rc == -ECANCELED)
        html_put(poster->out, "%s", answer->text);
    if (rc == -ENOENT)
        problems_add(poster->problems, poster->path, poster->line, text, "is not answered");
    free(answer);
    return rc == -ECANCELED || rc == -ENOENT ? 0 : rc;
}

static void put_numbers(struct poster *poster)
{
    const struct config *config = poster->core->config;
    char number[POSTER_NUMBER_SIZE];

    for (int i = 0; i < config->modem_count; i++) {
        poster_number(config->modems[i].number, number);
        fprintf(poster->out, "%s%s", i > 0 ? "\n" : "", number);
    }
}

static int put_value(struct poster *poster, const char *name)
{
    if (strcmp(name, "size") == 0)
        html_put(poster->out, "%s", poster->size);
    else if (strcmp(name, "regency") == 0)
        html_put(poster->out, "%s", poster->core->config->regency);
    else if (strcmp(name, "modems") == 0)
        fprintf(poster->out, "%d", poster->core->config->modem_count);
    else if (strcmp(name, "pin_attempts") == 0)
        fprintf(poster->out, "%d", poster->core->config->pin_attempts);
    else if (strcmp(name, "numbers") == 0)
        put_numbers(poster);
    else if (strncmp(name, "answer ", 7) == 0)
        return put_answer(poster, name + 7);
    else if (!poster->standard || standard_put(poster->standard, name, poster->out) < 0)
        problems_add(poster->problems, poster->path, poster->line, name,
                     "is not known; the template may use %s%s", PLACEHOLDERS,
                     poster->standard ? OF_STANDARD : "");
    return 0;
}

static int put_line(struct poster *poster, const char *line)
{
    const char *open, *close;
    char name[NAME_SIZE];
    int rc = 0;

    while (rc == 0 && (open = strstr(line, "{{")) != NULL) {
        fwrite(line, 1, (size_t)(open - line), poster->out);
        close = strstr(open, "}}");
        if (!close || close - open - 2 >= NAME_SIZE) {
            problems_add(poster->problems, poster->path, poster->line, NULL,
                         "has {{ without }} in the same line");
            return 0;
        }
        snprintf(name, sizeof name, "%.*s", (int)(close - open - 2), open + 2);
        rc = put_value(poster, name);
        line = close + 2;
    }
    if (rc == 0)
        fputs(line, poster->out);
    return rc;
}

static bool begins_repeat(struct poster *poster, const char *line)
{
    if (sscanf(line, "{{repeat %d}}", &poster->repeats) == 1) {
        poster->by_service = false;
        return true;
    }
    if (!poster->standard || strncmp(line, SERVICES, strlen(SERVICES)) != 0)
        return false;
    poster->by_service = true;
    poster->repeats = standard_count(poster->standard);
    standard_turn(poster->standard, 0);
    return true;
}

/* Again from the line after {{repeat}}. */
static void repeat(struct poster *poster, FILE *template)
{
    if (fseek(template, poster->repeated_at, SEEK_SET) != 0)
        return;
    poster->line = poster->repeated_line;
    if (poster->by_service)
        standard_turn(poster->standard, standard_count(poster->standard) - poster->repeats);
}

/* Lines that say what to do with those between them. Returns whether line is one. */
static bool steer(struct poster *poster, const char *line, FILE *template)
{
    if (begins_repeat(poster, line)) {
        poster->repeated_at = ftell(template);
        poster->repeated_line = poster->line;
        return true;
    }
    if (strncmp(line, "{{end}}", 7) != 0)
        return false;
    if (--poster->repeats > 0)
        repeat(poster, template);
    return true;
}

static int open_standard(struct poster *poster, const char *code)
{
    int rc = standard_open(poster->core->db, poster->core->texts, code, &poster->standard);

    if (rc == -ENOENT)
        problems_add(poster->problems, code, 0, NULL,
                     "is neither a service nor a unit that has services");
    return rc == -ENOENT ? -EINVAL : rc;
}

static int print(struct poster *poster, FILE *template)
{
    char line[LINE_SIZE];
    int rc = 0;

    while (rc == 0 && fgets(line, sizeof line, template)) {
        poster->line++;
        if (!steer(poster, line, template))
            rc = put_line(poster, line);
    }
    if (ferror(template))
        problems_add(poster->problems, poster->path, 0, NULL, "%s", strerror(EIO));
    return rc == 0 && poster->problems->count > 0 ? -EINVAL : rc;
}

int poster_print(struct core *core, const struct poster_page *page, int64_t now, FILE *out,
                 struct problems *problems)
{
    struct poster poster = {.core = core,
                            .path = page->path,
                            .size = page->size,
                            .now = now,
                            .out = out,
                            .problems = problems};
    FILE *template = fopen(page->path, "re");
    int rc = 0;

    if (!template) {
        problems_add(problems, page->path, 0, NULL, "%s", strerror(errno));
        return -EINVAL;
    }
    if (page->standard)
        rc = open_standard(&poster, page->standard);
    if (rc == 0)
        rc = print(&poster, template);
    standard_close(poster.standard);
    fclose(template);
    return rc;
}
