#include "gateway/reply/reply.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gateway/reply/gsm7.h"

#define FIELDS_MAX 8
#define VALUE_SIZE (REPLY_TEXT_SIZE / 2)

/* Values come from the catalogue and from people: plain characters, and no full stop before that of
 * the text. */
static void clean_value(const char *value, char *ret, size_t size)
{
    size_t length = gsm7_transliterate(value, ret, size);

    while (length > 0 && strchr(" .\r\n", ret[length - 1]))
        ret[--length] = '\0';
}

/* Render with no value longer than limit - 1 bytes. */
static int render(const struct texts *texts, enum text_id id, const struct texts_field *fields,
                  size_t limit, char *ret, size_t size)
{
    char values[FIELDS_MAX][VALUE_SIZE];
    struct texts_field clean[FIELDS_MAX + 1] = {0};

    for (int i = 0; i < FIELDS_MAX && fields[i].name; i++) {
        clean_value(fields[i].value, values[i], limit);
        clean[i] = (struct texts_field){fields[i].name, values[i]};
    }
    return texts_render(texts, id, clean, ret, size);
}

void reply_render_fields(const struct texts *texts, enum text_id id,
                         const struct texts_field *fields, char *ret, size_t size)
{
    size_t limit = VALUE_SIZE;

    /* The values give way, not the text: its end tells where to go. */
    while (render(texts, id, fields, limit, ret, size) < 0 && limit > 1)
        limit -= limit / 8 + 1;
}

void reply_add_fields(struct reply *reply, char separator, const struct texts *texts,
                      enum text_id id, const struct texts_field *fields)
{
    size_t end = strlen(reply->text), start = end;

    if (end > 0 && end < sizeof reply->text - 1)
        reply->text[start++] = separator;
    reply_render_fields(texts, id, fields, reply->text + start, sizeof reply->text - start);
    if (reply->text[start] == '\0')
        reply->text[end] = '\0';
}

static struct tm local_time(int64_t at, int utc_offset_s)
{
    time_t local = at + utc_offset_s;
    struct tm tm;

    gmtime_r(&local, &tm);
    return tm;
}

void reply_date(int64_t at, int utc_offset_s, char ret[REPLY_DATE_SIZE])
{
    struct tm tm = local_time(at, utc_offset_s);

    strftime(ret, REPLY_DATE_SIZE, "%d-%m-%Y", &tm);
}

void reply_time(int64_t at, int utc_offset_s, char ret[REPLY_TIME_SIZE])
{
    struct tm tm = local_time(at, utc_offset_s);

    strftime(ret, REPLY_TIME_SIZE, "%H.%M", &tm);
}
