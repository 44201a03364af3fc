#include "tests/support/life.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/inbox.h"
#include "db/outbox.h"
#include "gateway/monotonic.h"

struct e2e rig;

int life_set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_PHONE);
    e2e_phone_start(&rig);
    return 0;
}

int life_tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}

void life_end(struct e2e *e2e)
{
    int status = e2e->gateway > 0 ? e2e_stop(e2e) : 0;

    if (status != 0)
        e2e_fail(e2e, "sampand ended with %d", status);
    if (e2e_log_count(e2e, "Sanitizer") > 0 || e2e_log_count(e2e, "runtime error") > 0)
        e2e_fail(e2e, "a sanitizer complained");
}

void life_start(struct e2e *e2e, const char *modem, const char *extra)
{
    life_end(e2e);
    if (truncate(e2e->log, 0) < 0 && e2e->phone > 0)
        e2e_fail(e2e, "the log cannot be emptied");
    snprintf(e2e->options, sizeof e2e->options, "%s", modem ? modem : LIFE_MODEM);
    e2e_configure(e2e, extra);
    e2e_start(e2e, NULL);
}

void life_begin(struct e2e *e2e, const char *modem, const char *extra)
{
    life_start(e2e, modem, extra);
    life_hear(e2e, "uji: ready");
}

struct heard {
    const char *text;
    int times;
};

static bool was_heard(struct e2e *e2e, const void *context)
{
    const struct heard *heard = context;

    return e2e_log_count(e2e, heard->text) >= heard->times;
}

void life_hear_times(struct e2e *e2e, const char *text, int times)
{
    struct heard heard = {text, times};

    e2e_wait(e2e, text, was_heard, &heard);
}

void life_hear(struct e2e *e2e, const char *text)
{
    life_hear_times(e2e, text, 1);
}

bool life_phone_says(struct e2e *e2e, const char *command, const char *text)
{
    char answer[30000];

    e2e_phone_answer(e2e, command, answer, sizeof answer);
    return strstr(answer, text) != NULL;
}

static bool is_settled(struct e2e *e2e, const void *context)
{
    (void)context;
    return life_phone_says(e2e, "status", "SM: 0 of") &&
           (life_phone_says(e2e, "status", "ME: 0 of") ||
            life_phone_says(e2e, "status", "ME: none")) &&
           life_phone_says(e2e, "status", "service centre: 0") &&
           e2e_count_inbox(e2e, "waiting") == 0 && outbox_count_open(e2e_db(e2e)) == 0;
}

void life_settle(struct e2e *e2e)
{
    e2e_wait(e2e, "an empty modem, inbox and outbox", is_settled, NULL);
}

void life_status(struct e2e *e2e, const char *modem, struct bearer_status *ret)
{
    if (bearer_status_get(e2e_db(e2e), modem, ret) != 1)
        e2e_fail(e2e, "nothing is known of modem %s", modem);
}

static int keep_message(const void *row, void *context)
{
    *(struct inbox_message *)context = *(const struct inbox_message *)row;
    return 0;
}

void life_newest(struct e2e *e2e, struct inbox_message *ret)
{
    const struct inbox_filter any = {0};

    if (inbox_list(e2e_db(e2e), &any, keep_message, ret) <= 0)
        e2e_fail(e2e, "the inbox is empty");
}

void life_newest_out(struct e2e *e2e, struct outbox_message *ret)
{
    int64_t id = 0;

    while (outbox_get(e2e_db(e2e), id + 1, ret) == 1)
        id++;
    if (id == 0 || outbox_get(e2e_db(e2e), id, ret) != 1)
        e2e_fail(e2e, "the outbox is empty");
}

double life_clock(void)
{
    return (double)monotonic_ms() / 1000;
}
