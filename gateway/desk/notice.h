/* Notices at the desk: adding what holds to answers, and telling those who waited that it is over.
 */
#pragma once

#include "db/notice.h"
#include "gateway/desk/desk.h"

#define NOTICE_TELL_DAYS 3 /* so old may the news be */

/* Make a notice of an officer's words: of text, kind, code and actor what *notice says; "besok" in
 * it becomes the day, and without a day it holds for config->notice_days. *dated is whether there
 * was one. Returns 0; -EINVAL if that day is over; else as notice_add. */
int notice_announce(struct desk *desk, const char *text, struct notice *notice, bool *dated);

/* Add what holds for a service, a group or an office to an answer about it. Returns 0 or an errno
 * of db.h. */
int notice_append(struct desk *desk, enum catalogue_kind kind, const char *code,
                  struct reply *reply);

/* End a notice and tell those who asked: in the words of back, or, if that is "", that it is over.
 * Who sends STOP is told nothing, and nobody is told twice. Who asked last is told first, and no
 * more than can be sent within NOTICE_TELL_DAYS by the day's budget. Returns how many are told, or
 * an errno. Within a transaction. */
int notice_finish(struct desk *desk, const struct notice *notice, const char *actor,
                  const char *back);

/* How many of those who asked were not told. Returns the count or an errno. */
int notice_left_out(struct desk *desk, const struct notice *notice);

/* Since when people have asked who are to be told. */
int64_t notice_asked_since(const struct desk *desk);

/* What a notice is about, as people say it: "KTP HILANG". */
void notice_name(const struct notice *notice, char ret[CATALOGUE_CODE_SIZE]);
