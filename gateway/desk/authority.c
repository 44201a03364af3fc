#include "gateway/desk/authority.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/reply/gsm7.h"

#define DAY_S      86400
#define QUOTE_SIZE 61 /* so much of a text is enough to know it again */

#define ROLE(role) (1u << OFFICER_##role)

/* The role of an officer who has no office, but a node of the tree of areas. */
#define HOLDER (1u << OFFICER_ROLES)

#define WORKING (ROLE(PETUGAS) | ROLE(ATASAN) | ROLE(INSPEKTORAT) | ROLE(OPERATOR))

/* The right of each role to each command; a command that is not here is nobody's. Which of them
 * need a code is in parser/keyword.c. */
static const unsigned rights[INTENTS] = {
    [INTENT_STATUS] = WORKING,
    [INTENT_KABAR] = WORKING,
    [INTENT_JAWAB] = WORKING,
    [INTENT_BERKAS] = WORKING,
    [INTENT_TUGAS] = WORKING | ROLE(SEKDA),
    [INTENT_BACA] = WORKING | ROLE(SEKDA),
    [INTENT_SIAR] = ROLE(PETUGAS) | ROLE(ATASAN) | ROLE(SEKDA) | ROLE(OPERATOR) | HOLDER,
    [INTENT_TERIMA] = WORKING | ROLE(SEKDA) | HOLDER,
};

static unsigned role_of(const struct officer *officer)
{
    unsigned role = 1u << officer->role;

    return officer->unit[0] == '\0' && role & (ROLE(PETUGAS) | ROLE(ATASAN)) ? HOLDER : role;
}

void authority_actor(const struct officer *officer, char ret[AUTHORITY_ACTOR_SIZE])
{
    snprintf(ret, AUTHORITY_ACTOR_SIZE, "officer:%s", officer->msisdn);
}

bool authority_covers(const struct officer *officer, const char *unit)
{
    return officer->role == OFFICER_OPERATOR || (unit[0] && strcmp(officer->unit, unit) == 0);
}

int authority_covers_area(struct desk *desk, const struct area *area)
{
    const struct officer *officer = &desk->officer;

    if (officer->role == OFFICER_OPERATOR || officer->role == OFFICER_SEKDA)
        return 1;
    return officer->area_id ? area_is_in(desk->db, area->id, officer->area_id) : 0;
}

bool authority_is_needed(enum intent intent)
{
    return rights[intent] != 0;
}

static int check_code(struct desk *desk, const struct request *request)
{
    struct officer *officer = &desk->officer;
    int rc;

    if (officer->locked_at > 0)
        return AUTHORITY_LOCKED;
    if (request->code[0] == '\0' || request->code_bare)
        return officer->has_pin || officer->codes_left > 0 ? AUTHORITY_PIN_MISSING
                                                           : AUTHORITY_PIN_NONE;
    rc = officer_check(desk->db, officer, request->code, desk->config->pin_attempts, desk->now);
    if (rc == -EACCES)
        return AUTHORITY_LOCKED;
    return rc < 0 ? rc : rc > 0 ? AUTHORITY_ALLOWED : AUTHORITY_PIN_WRONG;
}

/* YA to an announcement that was asked back: the code came with the announcement, or nothing would
 * have been asked. */
static bool is_confirmation(const struct request *request, enum intent intent)
{
    return intent == INTENT_SIAR && request->answer != ANSWER_NONE;
}

static int judge(struct desk *desk, const struct request *request, enum intent intent)
{
    int rc = officer_find(desk->db, desk->msisdn, &desk->officer);

    if (rc <= 0)
        return rc < 0 ? rc : AUTHORITY_STRANGER;
    if (!(rights[intent] & role_of(&desk->officer)))
        return AUTHORITY_NO_RIGHT;
    if (!intent_changes(intent))
        return AUTHORITY_ALLOWED;
    if (is_confirmation(request, intent))
        return desk->officer.locked_at > 0 ? AUTHORITY_LOCKED : AUTHORITY_ALLOWED;
    return check_code(desk, request);
}

void authority_refuse(struct desk *desk, enum intent intent, struct reply *reply)
{
    reply_add(reply, desk->texts, TEXT_OFFICER_NO_RIGHT, {"name", desk->officer.name},
              {"keyword", intent_names[intent]});
}

/* Locked: told at once, then once a day at most, for it may be somebody else who goes on trying. */
static int tell_lock(struct desk *desk, struct reply *reply)
{
    char count[16];
    int rc = 1;

    if (desk->officer.locked_at != desk->now)
        rc = officer_tell_lock(desk->db, &desk->officer, desk->now - DAY_S, desk->now);
    if (rc <= 0)
        return rc;
    snprintf(count, sizeof count, "%d", desk->config->pin_attempts);
    reply_add(reply, desk->texts, TEXT_OFFICER_LOCKED, {"count", count});
    desk->must_answer = true;
    return 0;
}

static void tell_wrong(struct desk *desk, struct reply *reply)
{
    char left[16];

    snprintf(left, sizeof left, "%d", desk->config->pin_attempts - desk->officer.failures);
    reply_add(reply, desk->texts, TEXT_PIN_WRONG, {"left", left});
    desk->must_answer = true;
}

/* A code that came without its sign was taken out of the text already. */
static void ask_code(struct desk *desk, struct reply *reply)
{
    char quote[QUOTE_SIZE];

    gsm7_transliterate(desk->text, quote, sizeof quote);
    quote[strcspn(quote, "#")] = '\0';
    reply_add(reply, desk->texts, TEXT_PIN_MISSING, {"text", quote});
}

/* Say why not. Returns 0 or an errno. */
static int explain(struct desk *desk, const struct request *request, enum intent intent,
                   enum authority outcome, struct reply *reply)
{
    switch (outcome) {
    case AUTHORITY_STRANGER:
        return desk_help(desk, request, intent, reply);
    case AUTHORITY_NO_RIGHT:
        authority_refuse(desk, intent, reply);
        break;
    case AUTHORITY_PIN_NONE:
        reply_add(reply, desk->texts, TEXT_PIN_NONE, {"name", desk->officer.name});
        break;
    case AUTHORITY_PIN_MISSING:
        ask_code(desk, reply);
        break;
    case AUTHORITY_PIN_WRONG:
        tell_wrong(desk, reply);
        break;
    case AUTHORITY_LOCKED:
        return tell_lock(desk, reply);
    case AUTHORITY_ALLOWED:
        desk->must_answer = true;
    }
    return 0;
}

int authority_admit(struct desk *desk, const struct request *request, enum intent intent,
                    struct reply *reply)
{
    int outcome = judge(desk, request, intent), rc;

    if (outcome < 0)
        return outcome;
    rc = explain(desk, request, intent, (enum authority)outcome, reply);
    return rc < 0 ? rc : outcome;
}
