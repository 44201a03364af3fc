/* Page: the frame of every page, and how texts, times and amounts are written in it. */
#pragma once

#include "gateway/html.h"
#include "gateway/web/request.h"

#define PAGE_TIME_SIZE  20
#define PAGE_MONEY_SIZE 40

static inline const char *page_text(const struct request *request, enum web_text_id id)
{
    return request->texts->value[id];
}

/* Everything before the content, with title as its heading; and everything after it. */
void page_begin(const struct request *request, struct reply *reply, const char *title);
void page_end(struct reply *reply);

/* A whole page that says what is wrong. Returns 0. */
int page_error(const struct request *request, struct reply *reply, int status,
               enum web_text_id text);

/* Write a text with its placeholders filled in; the last of fields has no name. */
void page_say(const struct request *request, FILE *out, enum web_text_id id,
              const struct texts_field *fields);

/* The hidden field that each form carries. */
void page_form_key(const struct request *request, FILE *out);

/* Local time as 22-11-2026 10:15, and the day alone. */
const char *page_time(const struct request *request, int64_t at, char ret[PAGE_TIME_SIZE]);
const char *page_day(int64_t day_since_1970, char ret[PAGE_TIME_SIZE]);

/* Rp19.350 */
const char *page_rupiah(int64_t rupiah, char ret[PAGE_MONEY_SIZE]);
