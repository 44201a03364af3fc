#include "gateway/desk/notice.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"
#include "parser/day.h"

#define DAY_S      86400
#define QUOTE_SIZE 61 /* what those who wait are told costs one SMS each */

int64_t notice_asked_since(const struct desk *desk)
{
    return desk->now - (int64_t)desk->config->notice_asked_days * DAY_S;
}

void notice_name(const struct notice *notice, char ret[CATALOGUE_CODE_SIZE])
{
    snprintf(ret, CATALOGUE_CODE_SIZE, "%s", notice->code);
    for (; *ret; ret++)
        if (*ret == '-')
            *ret = ' ';
}

/* The moment at which a day (since 1970, local time) begins. */
static int64_t begin_of(const struct desk *desk, int day)
{
    return (int64_t)day * DAY_S - config_utc_offset_s(desk->config);
}

/* "tutup besok" becomes "tutup 23-11-2026". */
static void fix_days(const struct desk *desk, const char *text, const struct day_span *span,
                     char *ret, size_t size)
{
    int offset_s = config_utc_offset_s(desk->config);
    char first[REPLY_DATE_SIZE], last[REPLY_DATE_SIZE];

    if (!span->relative) {
        snprintf(ret, size, "%s", text);
        return;
    }
    reply_date(begin_of(desk, span->first), offset_s, first);
    reply_date(begin_of(desk, span->last), offset_s, last);
    snprintf(ret, size, "%.*s%s%s%s%s", (int)span->start, text,
             span->until || span->first == span->last ? "" : first,
             span->until || span->first == span->last ? "" : " s/d ", last, text + span->end);
}

int notice_announce(struct desk *desk, const char *text, struct notice *notice, bool *dated)
{
    int today = (int)((desk->now + config_utc_offset_s(desk->config)) / DAY_S);
    char fixed[REPLY_TEXT_SIZE];
    struct day_span span = {.last = today + desk->config->notice_days};

    *dated = day_find(text, today, &span);
    if (span.last < today)
        return -EINVAL;
    fix_days(desk, text, &span, fixed, sizeof fixed);
    gsm7_transliterate(fixed, notice->text, sizeof notice->text);
    notice->expires_at = begin_of(desk, span.last + 1);
    return notice_add(desk->db, notice, desk->now);
}

struct appending {
    struct desk *desk;
    struct reply *reply;
};

/* Two services of one office: its notice is said once. */
static int append_one(const void *row, void *context)
{
    const struct notice *notice = row;
    struct appending *appending = context;
    const struct texts *texts = appending->desk->texts;
    char said[REPLY_TEXT_SIZE];

    reply_render(texts, TEXT_NOTICE, said, sizeof said, {"text", notice->text});
    if (!strstr(appending->reply->text, said))
        reply_add(appending->reply, texts, TEXT_NOTICE, {"text", notice->text});
    return 0;
}

int notice_append(struct desk *desk, enum catalogue_kind kind, const char *code,
                  struct reply *reply)
{
    struct appending appending = {desk, reply};
    int rc = notice_for(desk->db, kind, code, desk->now, append_one, &appending);

    return rc < 0 ? rc : 0;
}

struct telling {
    struct desk *desk;
    const struct notice *notice;
    enum text_id text;
    char words[QUOTE_SIZE];
    int room, told;
};

static int tell_one(const void *row, void *context)
{
    const struct notice_asker *asker = row;
    struct telling *telling = context;
    struct desk *desk = telling->desk;
    struct outbox_message message = {.priority = OUTBOX_BROADCAST, .due_at = desk->now};
    struct reply reply = {.text = ""};
    char name[CATALOGUE_CODE_SIZE];
    const struct texts *texts;
    int rc;

    if (telling->told == telling->room)
        return 0;
    rc = desk_texts_for(desk->db, desk->languages, asker->person_id, &texts);
    if (rc < 0)
        return rc;
    telling->told++;
    notice_name(telling->notice, name);
    reply_add(&reply, texts, telling->text, {"service", name}, {"text", telling->words});
    snprintf(message.bearer, sizeof message.bearer, "%s", asker->bearer);
    snprintf(message.recipient, sizeof message.recipient, "%s", asker->msisdn);
    snprintf(message.text, sizeof message.text, "%s", reply.text);
    message.segments = segment_count(reply.text);
    message.expires_at = desk->now + NOTICE_TELL_DAYS * DAY_S;
    rc = notice_tell(desk->db, telling->notice, asker->person_id, desk->now);
    return rc < 0 ? rc : outbox_add(desk->db, &message, desk->now);
}

/* How many can be told before what is told is old. */
static int room(struct desk *desk)
{
    int budget = desk->config->broadcasts_per_day, waiting = outbox_broadcasts_waiting(desk->db);

    if (waiting < 0 || budget == 0)
        return waiting < 0 ? waiting : INT_MAX;
    return waiting < NOTICE_TELL_DAYS * budget ? NOTICE_TELL_DAYS * budget - waiting : 0;
}

int notice_finish(struct desk *desk, const struct notice *notice, const char *actor,
                  const char *back)
{
    struct telling telling = {.desk = desk,
                              .notice = notice,
                              .text = back[0] ? TEXT_NOTICE_BACK : TEXT_NOTICE_OVER,
                              .room = room(desk)};
    int rc = telling.room < 0 ? telling.room : notice_end(desk->db, notice, actor, desk->now);

    gsm7_transliterate(back[0] ? back : notice->text, telling.words, sizeof telling.words);
    if (rc >= 0)
        rc = notice_askers(desk->db, notice, notice_asked_since(desk), tell_one, &telling);
    return rc < 0 ? rc : telling.told;
}

static int count_only(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

int notice_left_out(struct desk *desk, const struct notice *notice)
{
    return notice_askers(desk->db, notice, notice_asked_since(desk), count_only, NULL);
}
