#include "gateway/guard.h"

#include <string.h>

#include "db/guard.h"
#include "db/outbox.h"
#include "parser/fold.h"

#define HOUR_S      3600
#define REPEATS_MAX 3  /* the same words, in an hour */
#define ECHO_LENGTH 40 /* so much of our last answer in a message is no accident */

/* Whether the message carries the beginning of what we said last: a machine that quotes us. */
static int is_echo(struct db *db, const char *msisdn, const char *text)
{
    char answer[OUTBOX_TEXT_SIZE], folded_answer[OUTBOX_TEXT_SIZE], folded[INBOX_TEXT_SIZE];
    int rc = guard_last_answer(db, msisdn, answer, sizeof answer);

    if (rc <= 0)
        return rc;
    fold(answer, folded_answer, ECHO_LENGTH + 1);
    fold(text, folded, sizeof folded);
    return strlen(folded_answer) >= ECHO_LENGTH / 2 && strstr(folded, folded_answer) != NULL;
}

int guard_judge(struct db *db, const struct config *config, const struct inbox_message *message,
                const char *msisdn, bool is_answer, int64_t now, enum guard_verdict *ret,
                const char **why)
{
    int blocked = guard_is_blocked(db, msisdn);
    int answers = guard_answers_since(db, msisdn, now - HOUR_S);
    int repeats = guard_repeats_since(db, message->sender, message->text, now - HOUR_S);
    int echo = is_echo(db, msisdn, message->text);

    if (blocked < 0 || answers < 0 || repeats < 0 || echo < 0)
        return blocked < 0 ? blocked : answers < 0 ? answers : repeats < 0 ? repeats : echo;
    *ret = GUARD_ANSWER;
    *why = "";
    if (blocked)
        *ret = GUARD_BLOCKED, *why = "blocked";
    else if (echo)
        *ret = GUARD_BLOCKED, *why = "echo";
    else if (repeats > REPEATS_MAX && !is_answer)
        *ret = GUARD_SILENT, *why = "repeated";
    else if (answers > config->replies_per_hour)
        *ret = GUARD_SILENT, *why = "limit";
    else if (answers == config->replies_per_hour)
        *ret = GUARD_NOTICE, *why = "limit";
    return 0;
}
