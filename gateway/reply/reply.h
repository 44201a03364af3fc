/* Reply: what goes back to a person, made of texts, always within the GSM alphabet. */
#pragma once

#include <stdint.h>

#include "config/texts.h"

#define REPLY_TEXT_SIZE 2048

struct reply {
    char text[REPLY_TEXT_SIZE]; /* "" for no answer */
};

/* The fields of a text, as {"name", value}, ... */
#ifdef __cppcheck__ /* it does not know __VA_OPT__ */
#define REPLY_FIELDS(...) (&(const struct texts_field){0})
#else
#define REPLY_FIELDS(...) ((const struct texts_field[]){__VA_ARGS__ __VA_OPT__(, ){0}})
#endif

/* Append the text id, filled in; a line break (reply_add) or a space (reply_go_on) parts it from
 * what is there. Values are transliterated, and their full stop at the end is left to the text.
 * Where REPLY_TEXT_SIZE is exceeded, the values are cut; a text that has no room even so is left
 * out. Usage: reply_add(reply, texts, TEXT_HELP, {"text", value}); */
#define reply_add(reply, texts, id, ...)                                                           \
    reply_add_fields(reply, '\n', texts, id, REPLY_FIELDS(__VA_ARGS__))
#define reply_go_on(reply, texts, id, ...)                                                         \
    reply_add_fields(reply, ' ', texts, id, REPLY_FIELDS(__VA_ARGS__))
void reply_add_fields(struct reply *reply, char separator, const struct texts *texts,
                      enum text_id id, const struct texts_field *fields);

/* A text of its own, without line break or reply around it: for fields of other texts. */
#define reply_render(texts, id, ret, size, ...)                                                    \
    reply_render_fields(texts, id, REPLY_FIELDS(__VA_ARGS__), ret, size)
void reply_render_fields(const struct texts *texts, enum text_id id,
                         const struct texts_field *fields, char *ret, size_t size);

/* A day as people write it, 06-10-2026, where local time is utc_offset_s ahead of UTC. */
#define REPLY_DATE_SIZE 16
void reply_date(int64_t at, int utc_offset_s, char ret[REPLY_DATE_SIZE]);

/* A time of day as people write it, 08.00. */
#define REPLY_TIME_SIZE 8
void reply_time(int64_t at, int utc_offset_s, char ret[REPLY_TIME_SIZE]);
