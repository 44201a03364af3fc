#include "gateway/desk/near.h"

#include <stdio.h>
#include <string.h>

#include "gateway/desk/area.h"
#include "gateway/desk/assignment.h"
#include "parser/fold.h"

/* A complaint about the head of a village is not for the head of that village to read. */
static bool is_about_officer(const char *text)
{
    static const char *const officials[] = {
        " kades ",  " kepala desa ", " pak desa ",     " lurah ",     " camat ",
        " sekdes ", " kadus ",       " kepala dusun ", " ketua rt ",  " ketua rw ",
        " pak rt ", " pak rw ",      " bu rt ",        " bu rw ",     " perangkat ",
        " aparat ", " pejabat ",     " oknum ",        " bendahara ",
    };
    char folded[INBOX_TEXT_SIZE], padded[INBOX_TEXT_SIZE + 2];

    fold(text, folded, sizeof folded);
    snprintf(padded, sizeof padded, " %s ", folded);
    for (size_t i = 0; i < sizeof officials / sizeof officials[0]; i++)
        if (strstr(padded, officials[i]))
            return true;
    return false;
}

struct nearby {
    struct desk *desk;
    const struct ticket *ticket;
    char place[AREA_TITLE_SIZE]; /* that it speaks of */
};

static void say_near(struct desk *desk, const struct texts *texts, const void *context,
                     struct reply *reply)
{
    const struct nearby *nearby = context;
    char quote[ASSIGNMENT_QUOTE_SIZE];
    (void)desk;

    assignment_quote(nearby->ticket->text, quote);
    reply_add(reply, texts, TEXT_TASK_NEAR, {"ticket", nearby->ticket->number},
              {"area", nearby->place}, {"unit", nearby->ticket->unit}, {"text", quote});
}

/* Whoever is of the office was told by it. */
static int tell_one(const void *row, void *context)
{
    const struct officer *officer = row;
    const struct nearby *nearby = context;

    if (strcmp(officer->msisdn, nearby->desk->msisdn) == 0 ||
        strcmp(officer->unit, nearby->ticket->unit) == 0)
        return 0;
    return assignment_tell_officer(nearby->desk, officer, say_near, nearby);
}

int near_tell(struct desk *desk, const struct ticket *ticket)
{
    struct nearby nearby = {.desk = desk, .ticket = ticket};
    struct area area, held;
    int rc;

    if (ticket->secret || is_about_officer(ticket->text))
        return 0;
    rc = area_find_in_text(desk->db, ticket->text, &area);
    if (rc > 0)
        rc = area_nearest_held(desk->db, area.id, &held);
    if (rc <= 0)
        return rc;
    rc = area_title(desk->db, &area, 0, nearby.place);
    if (rc == 0)
        rc = area_officers(desk->db, held.id, false, tell_one, &nearby);
    return rc < 0 ? rc : 0;
}
