/* KABAR: an officer tells what holds for a service, a group of services or the office from now on,
 * or that it is over. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/desk/authority.h"
#include "gateway/desk/notice.h"
#include "gateway/reply/gsm7.h"
#include "parser/fold.h"

#define QUOTE_SIZE 41 /* so much of a text is enough to know it again */

/* Whether one of the phrases (each between spaces) is in a folded text between spaces. */
static bool says(const char *padded, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (strstr(padded, *phrases))
            return true;
    return false;
}

enum purpose { PURPOSE_ADD, PURPOSE_REMOVE, PURPOSE_WITHDRAW, PURPOSE_BACK };

/* "HAPUS" ends a notice, "BATAL" one that was a mistake; "blangko sudah ada" ends it with words of
 * its own. */
static enum purpose purpose_of(const char *text)
{
    static const char *const remove[] = {" hapus ", " selesai ", " berakhir ", NULL};
    static const char *const withdraw[] = {" batal ", " batalkan ", " cabut ", " salah ", NULL};
    static const char *const back[] = {
        " sudah ada ", " sdh ada ",   " udah ada ",     " ada lagi ",
        " tersedia ",  " buka lagi ", " buka kembali ", " sudah buka ",
        " sdh buka ",  " normal ",    " sudah bisa ",   " sdh bisa ",
        NULL};
    static const char *const still[] = {" belum ", " blm ",   " tidak ", " tdk ",
                                        " habis ", " tutup ", " rusak ", NULL};
    char folded[REQUEST_TEXT_SIZE], padded[REQUEST_TEXT_SIZE + 2];

    fold(text, folded, sizeof folded);
    snprintf(padded, sizeof padded, " %s ", folded);
    if (!strchr(folded, ' ') && says(padded, remove))
        return PURPOSE_REMOVE;
    if (!strchr(folded, ' ') && says(padded, withdraw))
        return PURPOSE_WITHDRAW;
    return says(padded, back) && !says(padded, still) ? PURPOSE_BACK : PURPOSE_ADD;
}

/* Whether all services of a group are the officer's to speak of. Returns 1, 0 or an errno. */
static int covers_group(struct desk *desk, const char *code)
{
    struct catalogue_group group;
    struct catalogue_service service;
    const char *members = group.members;
    char member[CATALOGUE_CODE_SIZE];
    int rc = catalogue_group(desk->db, code, &group);

    while (rc > 0 && catalogue_list_next(&members, member, sizeof member)) {
        rc = catalogue_service(desk->db, member, &service);
        if (rc > 0)
            rc = authority_covers(&desk->officer, service.unit);
    }
    return rc;
}

static int covers(struct desk *desk, const struct subject *subject)
{
    struct catalogue_service service;
    int rc;

    if (subject->unit)
        return authority_covers(&desk->officer, subject->code);
    if (subject->group)
        return covers_group(desk, subject->code);
    rc = catalogue_service(desk->db, subject->code, &service);
    return rc <= 0 ? rc : authority_covers(&desk->officer, service.unit);
}

static void say_number(int number, char ret[16])
{
    snprintf(ret, 16, "%d", number);
}

static int add(struct desk *desk, struct notice *notice, const char *text, struct reply *reply)
{
    char name[CATALOGUE_CODE_SIZE], until[REPLY_DATE_SIZE], people[16], days[16];
    bool dated;
    int rc = notice_announce(desk, text, notice, &dated), asked;

    if (rc == -EINVAL) {
        reply_add(reply, desk->texts, TEXT_NOTICE_PAST);
        return 0;
    }
    if (rc < 0)
        return rc;
    asked = notice_count_asked(desk->db, notice, notice_asked_since(desk));
    if (asked < 0)
        return asked;
    notice_name(notice, name);
    reply_date(notice->expires_at - 1, config_utc_offset_s(desk->config), until);
    say_number(asked, people);
    say_number(desk->config->notice_asked_days, days);
    reply_add(reply, desk->texts, dated ? TEXT_NOTICE_ADDED : TEXT_NOTICE_ADDED_UNDATED,
              {"service", name}, {"text", notice->text}, {"until", until}, {"people", people},
              {"days", days});
    return 0;
}

static int finish(struct desk *desk, const struct notice *notice, const char *actor,
                  const char *back, struct reply *reply)
{
    char name[CATALOGUE_CODE_SIZE], people[16], cost[16], asked[16];
    int count = notice_finish(desk, notice, actor, back), left;

    left = count < 0 ? count : notice_left_out(desk, notice);
    if (left < 0)
        return left;
    notice_name(notice, name);
    say_number(count, people);
    say_number(count * desk->config->sms_price_rupiah, cost);
    say_number(count + left, asked);
    if (left > 0)
        reply_add(reply, desk->texts, TEXT_NOTICE_ENDED_PART, {"service", name}, {"asked", asked},
                  {"people", people}, {"cost", cost});
    else
        reply_add(reply, desk->texts, TEXT_NOTICE_ENDED, {"service", name}, {"people", people},
                  {"cost", cost});
    return 0;
}

/* It was a mistake: nobody is told that it is over. */
static int withdraw(struct desk *desk, const struct notice *notice, const char *actor,
                    struct reply *reply)
{
    char name[CATALOGUE_CODE_SIZE];
    int rc = notice_end(desk->db, notice, actor, desk->now);

    if (rc < 0)
        return rc;
    notice_name(notice, name);
    reply_add(reply, desk->texts, TEXT_NOTICE_WITHDRAWN, {"service", name});
    return 0;
}

/* What is said of a subject that is the officer's. */
static int act(struct desk *desk, const struct subject *subject, const char *text,
               struct reply *reply)
{
    struct notice notice = {.kind = subject->unit    ? CATALOGUE_UNIT
                                    : subject->group ? CATALOGUE_GROUP
                                                     : CATALOGUE_SERVICE},
                  old;
    enum purpose purpose = purpose_of(text);
    char name[CATALOGUE_CODE_SIZE];
    int rc;

    snprintf(notice.code, sizeof notice.code, "%s", subject->code);
    authority_actor(&desk->officer, notice.actor);
    notice_name(&notice, name);
    rc = notice_newest(desk->db, notice.kind, notice.code, notice_asked_since(desk), &old);
    if (rc < 0)
        return rc;
    if (rc > 0 && purpose == PURPOSE_WITHDRAW)
        return withdraw(desk, &old, notice.actor, reply);
    if (rc > 0 && purpose != PURPOSE_ADD)
        return finish(desk, &old, notice.actor, purpose == PURPOSE_BACK ? text : "", reply);
    if (purpose == PURPOSE_REMOVE || purpose == PURPOSE_WITHDRAW)
        reply_add(reply, desk->texts, TEXT_NOTICE_NONE, {"service", name});
    else if (text[0] == '\0')
        reply_add(reply, desk->texts, TEXT_NOTICE_EMPTY, {"service", name});
    else
        return add(desk, &notice, text, reply);
    return 0;
}

int desk_kabar(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    char quote[QUOTE_SIZE];
    int rc;

    if (request->subjects == 0) {
        gsm7_transliterate(request->text, quote, sizeof quote);
        reply_add(reply, desk->texts, TEXT_NOTICE_WHICH, {"text", quote});
        return 0;
    }
    rc = covers(desk, &request->subject[0]);
    if (rc > 0)
        return act(desk, &request->subject[0], request->text, reply);
    if (rc == 0)
        authority_refuse(desk, intent, reply);
    return rc;
}
