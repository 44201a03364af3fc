/* SIAR: an officer says something to all who hold a node of a subtree. What it costs is asked back
 * first; YA sends it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "db/announcement.h"
#include "db/journal.h"
#include "gateway/desk/area.h"
#include "gateway/desk/authority.h"
#include "gateway/desk/quiet.h"
#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"

#define DAY_S       86400
#define HOUR_S      3600
#define QUOTE_SIZE  31 /* so much of a text is enough to know it again */
#define TELL_DAYS   3  /* quiet hours and an outage may hold it up so long */
#define ALL         "semua"
#define NUMBER_SIZE 24

/* All who are told, to be counted or told. */
struct telling {
    struct desk *desk;
    const struct announcement *announcement; /* id 0: not sent yet */
    int days;                                /* that the budget makes of it */
    int people, segments, longest;           /* counted; longest: segments of one message */
};

static int count_days(const struct desk *desk, int segments)
{
    int budget = desk->config->broadcasts_per_day;

    return budget > 0 ? (segments + budget - 1) / budget : 1;
}

static int write_to(const struct telling *telling, const struct officer *officer,
                    struct outbox_message *ret)
{
    struct desk *desk = telling->desk;
    const struct announcement *announcement = telling->announcement;
    int64_t person_id = person_find(desk->db, officer->msisdn);
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char number[NUMBER_SIZE];
    int rc = person_id < 0 ? (int)person_id
                           : desk_texts_for(desk->db, desk->languages, person_id, &texts);

    if (rc < 0)
        return rc;
    snprintf(number, sizeof number, "%lld", (long long)announcement->id);
    reply_add(&reply, texts, TEXT_ANNOUNCEMENT, {"number", number}, {"sender", desk->officer.name},
              {"text", announcement->text});
    *ret = (struct outbox_message){.priority = OUTBOX_BROADCAST, .due_at = desk->now};
    ret->expires_at = desk->now + (int64_t)(telling->days + TELL_DAYS) * DAY_S;
    snprintf(ret->bearer, sizeof ret->bearer, "%s", desk->bearer);
    snprintf(ret->recipient, sizeof ret->recipient, "%s", officer->msisdn);
    snprintf(ret->text, sizeof ret->text, "%s", reply.text);
    ret->segments = segment_count(reply.text);
    return 0;
}

static int tell_one(const void *row, void *context)
{
    const struct officer *officer = row;
    struct telling *telling = context;
    struct outbox_message message;
    int rc;

    if (officer->id == telling->desk->officer.id)
        return 0;
    rc = write_to(telling, officer, &message);
    if (rc < 0)
        return rc;
    telling->people++;
    telling->segments += message.segments;
    if (message.segments > telling->longest)
        telling->longest = message.segments;
    return telling->announcement->id
               ? announcement_tell(telling->desk->db, telling->announcement->id, officer, &message,
                                   telling->desk->now)
               : 0;
}

/* The area that a text begins with, "semua" for the officer's own. As area_read. */
static int read_area(struct desk *desk, const char *text, struct area *ret, const char **rest)
{
    size_t length = strcspn(text, " ");

    if (length != strlen(ALL) || strncasecmp(text, ALL, length) != 0)
        return area_read(desk->db, text, desk->officer.area_id, ret, rest);
    *rest = text + length + strspn(text + length, " ");
    return desk->officer.area_id ? area_get(desk->db, desk->officer.area_id, ret) : 0;
}

/* The words of an announcement, without the stop at their end: the text has one. */
static void set_words(const char *words, struct announcement *ret)
{
    size_t length;

    gsm7_transliterate(words, ret->text, sizeof ret->text);
    for (length = strlen(ret->text); length > 0 && strchr(" .", ret->text[length - 1]); length--)
        ret->text[length - 1] = '\0';
}

static void say_cost(struct desk *desk, const char *title, const struct telling *telling,
                     struct reply *reply)
{
    char people[16], segments[16], cost[16], budget[16], days[16];

    snprintf(people, sizeof people, "%d", telling->people);
    snprintf(segments, sizeof segments, "%d", telling->segments);
    snprintf(cost, sizeof cost, "%d", telling->segments * desk->config->sms_price_rupiah);
    snprintf(budget, sizeof budget, "%d", desk->config->broadcasts_per_day);
    snprintf(days, sizeof days, "%d", count_days(desk, telling->segments));
    reply_add(reply, desk->texts, TEXT_ANNOUNCE_CONFIRM, {"area", title}, {"people", people},
              {"segments", segments}, {"cost", cost});
    if (count_days(desk, telling->segments) > 1)
        reply_add(reply, desk->texts, TEXT_ANNOUNCE_DAYS, {"budget", budget}, {"days", days});
}

/* Ask before it costs anything. */
static int ask(struct desk *desk, const struct area *area, const char *words, struct reply *reply)
{
    struct announcement announcement = {.id = 0};
    struct telling telling = {.desk = desk, .announcement = &announcement};
    char title[AREA_TITLE_SIZE], segments[16], most[16];
    int rc = area_title(desk->db, area, 0, title);

    set_words(words, &announcement);
    if (rc == 0)
        rc = area_officers(desk->db, area->id, true, tell_one, &telling);
    if (rc < 0)
        return rc;
    if (telling.people == 0) {
        reply_add(reply, desk->texts, TEXT_ANNOUNCE_NOBODY, {"area", title});
        return 0;
    }
    if (telling.longest > desk->config->max_segments) {
        snprintf(segments, sizeof segments, "%d", telling.longest);
        snprintf(most, sizeof most, "%d", desk->config->max_segments);
        reply_add(reply, desk->texts, TEXT_ANNOUNCE_TOO_LONG, {"segments", segments},
                  {"most", most});
        return 0;
    }
    say_cost(desk, title, &telling, reply);
    return desk_ask(desk, QUESTION_CONFIRM, INTENT_SIAR, area->code, announcement.text);
}

static int order(struct desk *desk, const char *text, struct reply *reply)
{
    struct area area;
    const char *words = "";
    char quote[QUOTE_SIZE];
    int rc = read_area(desk, text, &area, &words);

    if (rc < 0 && rc != -EMLINK)
        return rc;
    gsm7_transliterate(text, quote, sizeof quote);
    if (text[0] == '\0' || (rc > 0 && words[0] == '\0'))
        reply_add(reply, desk->texts, TEXT_ANNOUNCE_HOW);
    else if (rc <= 0)
        reply_add(reply, desk->texts, rc == 0 ? TEXT_ANNOUNCE_WHERE : TEXT_ANNOUNCE_AMBIGUOUS,
                  {"text", quote});
    else if ((rc = authority_covers_area(desk, &area)) > 0)
        return ask(desk, &area, words, reply);
    else if (rc == 0)
        authority_refuse(desk, INTENT_SIAR, reply);
    return rc < 0 && rc != -EMLINK ? rc : 0;
}

/* The announcement and all its messages are of the transaction of the YA. */
static int send(struct desk *desk, const struct area *area, const char *words, struct reply *reply)
{
    struct announcement announcement = {
        .officer_id = desk->officer.id, .area_id = area->id, .inbox_id = desk->inbox_id};
    struct telling telling = {.desk = desk, .announcement = &announcement};
    char number[NUMBER_SIZE], people[16], hours[16], actor[AUTHORITY_ACTOR_SIZE], subject[64],
        detail[64];
    int rc;

    snprintf(announcement.text, sizeof announcement.text, "%.*s", (int)sizeof announcement.text - 1,
             words);
    announcement.due_at =
        quiet_end(desk->config, desk->now + (int64_t)desk->config->acknowledge_hours * HOUR_S);
    rc = area_officers(desk->db, area->id, true, tell_one, &telling);
    telling.days = count_days(desk, telling.segments);
    telling.people = 0;
    if (rc >= 0)
        rc = announcement_add(desk->db, &announcement, desk->now);
    if (rc >= 0)
        rc = area_officers(desk->db, area->id, true, tell_one, &telling);
    if (rc < 0)
        return rc;
    snprintf(number, sizeof number, "%lld", (long long)announcement.id);
    snprintf(people, sizeof people, "%d", telling.people);
    snprintf(hours, sizeof hours, "%d", desk->config->acknowledge_hours);
    reply_add(reply, desk->texts, TEXT_ANNOUNCE_SENT, {"number", number}, {"people", people},
              {"hours", hours});
    authority_actor(&desk->officer, actor);
    snprintf(subject, sizeof subject, "announcement %s", number);
    snprintf(detail, sizeof detail, "%s, %s people", area->code, people);
    return journal_add(desk->db, desk->now, actor, "announcement sent", subject, detail);
}

/* YA: the area may have gone to somebody else since. */
static int send_held(struct desk *desk, struct reply *reply)
{
    struct person_question held;
    struct area area;
    int rc = person_question(desk->db, desk->person_id, desk->now, &held);

    if (rc > 0)
        rc = area_find(desk->db, held.choices, &area);
    if (rc > 0)
        rc = authority_covers_area(desk, &area);
    if (rc > 0)
        rc = send(desk, &area, held.text, reply);
    else if (rc == 0)
        authority_refuse(desk, INTENT_SIAR, reply);
    return rc < 0 ? rc : person_question_close(desk->db, desk->person_id);
}

int desk_siar(struct desk *desk, const struct request *request, enum intent intent,
              struct reply *reply)
{
    (void)intent;
    if (request->answer == ANSWER_YES)
        return send_held(desk, reply);
    if (request->answer == ANSWER_NO) {
        reply_add(reply, desk->texts, TEXT_ANNOUNCE_NOT_SENT);
        return person_question_close(desk->db, desk->person_id);
    }
    return order(desk, request->text, reply);
}
