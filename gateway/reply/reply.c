#include "gateway/reply/reply.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gateway/reply/gsm7.h"

#define FIELDS_MAX 8

/* Values come from the catalogue and from people: plain characters, and no full stop before that of
 * the text. */
static void clean_value(const char *value, char *ret, size_t size)
{
    size_t length = gsm7_transliterate(value, ret, size);

    while (length > 0 && strchr(" .\r\n", ret[length - 1]))
        ret[--length] = '\0';
}

void reply_render_fields(const struct texts *texts, enum text_id id,
                         const struct texts_field *fields, char *ret, size_t size)
{
    char values[FIELDS_MAX][REPLY_TEXT_SIZE / 2];
    struct texts_field clean[FIELDS_MAX + 1] = {0};
    int count = 0;

    for (; count < FIELDS_MAX && fields[count].name; count++) {
        clean_value(fields[count].value, values[count], sizeof values[count]);
        clean[count] = (struct texts_field){fields[count].name, values[count]};
    }
    texts_render(texts, id, clean, ret, size);
}

void reply_add_fields(struct reply *reply, const struct texts *texts, enum text_id id,
                      const struct texts_field *fields)
{
    size_t length = strlen(reply->text);

    if (length > 0 && length < sizeof reply->text - 1) {
        reply->text[length++] = '\n';
        reply->text[length] = '\0';
    }
    reply_render_fields(texts, id, fields, reply->text + length, sizeof reply->text - length);
}

void reply_date(int64_t at, int utc_offset_s, char ret[REPLY_DATE_SIZE])
{
    time_t local = at + utc_offset_s;
    struct tm day;

    gmtime_r(&local, &day);
    strftime(ret, REPLY_DATE_SIZE, "%d-%m-%Y", &day);
}
