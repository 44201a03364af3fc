#include "gateway/desk/silence.h"

#include <stdio.h>
#include <string.h>

#include "db/announcement.h"
#include "db/journal.h"
#include "gateway/desk/area.h"
#include "gateway/desk/post.h"
#include "gateway/desk/quiet.h"
#include "gateway/reply/gsm7.h"

#define HOUR_S        3600
#define DAY_S         86400
#define NUMBER_SIZE   24
#define QUOTE_SIZE    26 /* with as many names as fit, the whole is one SMS */
#define NAMES_SIZE    56
#define REPORTS_A_SEC 20 /* the rest is done in the next second */

/* The nodes that are silent, as many as fit. */
struct names {
    struct desk *desk;
    int64_t within; /* they are called as there */
    char list[NAMES_SIZE];
    int count, shown;
};

static int add_name(const void *row, void *context)
{
    struct names *names = context;
    char title[AREA_TITLE_SIZE];
    size_t length = strlen(names->list);
    int rc = area_title(names->desk->db, row, names->within, title);

    if (rc < 0)
        return rc;
    if (names->shown == names->count++ &&
        length + strlen(title) + (length ? 2 : 0) < sizeof names->list) {
        strcat(strcat(names->list, length ? ", " : ""), title);
        names->shown++;
    }
    return 0;
}

/* All of them in words: "RT 01, RT 02 dan 3 lagi". */
static void say_names(const struct names *names, const struct texts *texts, char *ret, size_t size)
{
    char count[16], more[64];

    snprintf(ret, size, "%s", names->list);
    if (names->shown == names->count)
        return;
    snprintf(count, sizeof count, "%d", names->count - names->shown);
    reply_render(texts, TEXT_ANNOUNCE_SILENT_MORE, more, sizeof more, {"count", count});
    snprintf(ret, size, "%s %s", names->list, more);
}

static int texts_of(struct desk *desk, const char *msisdn, const struct texts **ret)
{
    int64_t person_id = person_find(desk->db, msisdn);

    return person_id < 0 ? (int)person_id
                         : desk_texts_for(desk->db, desk->languages, person_id, ret);
}

static int tell_sender(struct desk *desk, const struct announcement *announcement,
                       const struct names *names)
{
    const struct post post = {.bearer = desk->bearer,
                              .msisdn = announcement->msisdn,
                              .priority = OUTBOX_ANSWER,
                              .due_at = desk->now};
    struct reply reply = {.text = ""};
    const struct texts *texts;
    struct officer sender;
    char number[NUMBER_SIZE], acknowledged[16], people[16], areas[NAMES_SIZE + 64];
    int rc = officer_find(desk->db, announcement->msisdn, &sender);

    if (rc <= 0) /* 0: no officer any more */
        return rc;
    rc = texts_of(desk, announcement->msisdn, &texts);
    if (rc < 0)
        return rc;
    snprintf(number, sizeof number, "%lld", (long long)announcement->id);
    snprintf(acknowledged, sizeof acknowledged, "%d", announcement->acknowledged);
    snprintf(people, sizeof people, "%d", announcement->people);
    say_names(names, texts, areas, sizeof areas);
    reply_add(&reply, texts, TEXT_ANNOUNCE_SILENT, {"number", number},
              {"acknowledged", acknowledged}, {"people", people}, {"areas", areas});
    return post_text(desk->db, &post, reply.text, desk->now);
}

struct passing {
    struct desk *desk;
    const struct announcement *announcement;
    struct names names;
};

static int tell_holder(const void *row, void *context)
{
    const struct officer *officer = row;
    const struct passing *passing = context;
    struct desk *desk = passing->desk;
    const struct post post = {.bearer = desk->bearer,
                              .msisdn = officer->msisdn,
                              .priority = OUTBOX_REMINDER,
                              .due_at = desk->now};
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char number[NUMBER_SIZE], quote[QUOTE_SIZE], areas[NAMES_SIZE + 64];
    int rc;

    if (officer->id == passing->announcement->officer_id)
        return 0;
    rc = texts_of(desk, officer->msisdn, &texts);
    if (rc < 0)
        return rc;
    snprintf(number, sizeof number, "%lld", (long long)passing->announcement->id);
    gsm7_transliterate(passing->announcement->text, quote, sizeof quote);
    say_names(&passing->names, texts, areas, sizeof areas);
    reply_add(&reply, texts, TEXT_ANNOUNCE_SILENT_BELOW, {"number", number}, {"text", quote},
              {"areas", areas});
    return post_text(desk->db, &post, reply.text, desk->now);
}

/* One level up: whoever holds the node above is named those that are silent below it. */
static int pass_up(const void *row, void *context)
{
    const struct area *above = row;
    struct passing *passing = context;
    int rc;

    passing->names = (struct names){.desk = passing->desk, .within = above->id};
    rc = announcement_silent(passing->desk->db, passing->announcement->id, above->id, add_name,
                             &passing->names);
    return rc < 0 ? rc : area_officers(passing->desk->db, above->id, false, tell_holder, passing);
}

static int report(struct desk *desk, const struct announcement *announcement)
{
    struct names names = {.desk = desk, .within = announcement->area_id};
    struct passing passing = {.desk = desk, .announcement = announcement};
    char subject[64], detail[64];
    int rc = announcement_silent(desk->db, announcement->id, 0, add_name, &names);

    if (rc <= 0)
        return rc;
    rc = tell_sender(desk, announcement, &names);
    if (rc == 0)
        rc = announcement_above_silent(desk->db, announcement->id, pass_up, &passing);
    snprintf(subject, sizeof subject, "announcement %lld", (long long)announcement->id);
    snprintf(detail, sizeof detail, "%d nodes", names.count);
    return rc < 0
               ? rc
               : journal_add(desk->db, desk->now, "gateway", "silence reported", subject, detail);
}

/* Nobody is silent whom it has not reached yet: the budget of some days may be needed for that. */
static int deal_with(struct desk *desk, const struct announcement *announcement)
{
    int rc = announcement_on_its_way(desk->db, announcement->id);

    if (rc > 0)
        return announcement_set_due(desk->db, announcement->id,
                                    quiet_end(desk->config, desk->now + HOUR_S));
    if (rc == 0)
        rc = report(desk, announcement);
    return rc < 0 ? rc : announcement_set_due(desk->db, announcement->id, 0);
}

int silence_report(struct desk *desk)
{
    struct announcement announcement;
    int rc = 1;

    for (int i = 0; i < REPORTS_A_SEC && rc > 0; i++) {
        rc = announcement_due(desk->db, desk->now, &announcement);
        if (rc <= 0)
            break;
        rc = db_step_begin(desk->db);
        if (rc == 0)
            rc = db_step_end(desk->db, deal_with(desk, &announcement));
        /* What cannot be reported for a reason of its own does not hold up the others. */
        if (rc < 0 && !db_is_trouble(rc))
            rc = announcement_set_due(desk->db, announcement.id, desk->now + DAY_S);
        rc = rc < 0 ? rc : 1;
    }
    return rc < 0 ? rc : 0;
}
