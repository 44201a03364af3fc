#include "gateway/core.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/guard.h"
#include "db/inbox.h"
#include "db/journal.h"
#include "db/officer.h"
#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/post.h"
#include "gateway/desk/tick.h"
#include "gateway/guard.h"
#include "gateway/log.h"
#include "parser/msisdn.h"

#define DAY_S 86400

_Static_assert(INBOX_UNITS_MAX == LINK_UNITS_MAX, "an SMS of the link fits the inbox");
_Static_assert(REPLY_TEXT_SIZE == OUTBOX_TEXT_SIZE, "a reply fits the outbox");

int core_store(struct core *core, const char *bearer, const struct link_sms *sms, int64_t now)
{
    struct inbox_sms stored = {.sent_at = sms->sent_at, .length = sms->length};

    snprintf(stored.bearer, sizeof stored.bearer, "%s", bearer);
    snprintf(stored.sender, sizeof stored.sender, "%s", sms->sender);
    if (sms->part.reference_bits > 0) {
        stored.reference_bits = sms->part.reference_bits;
        stored.reference = sms->part.reference;
        stored.total = sms->part.total;
        stored.part = sms->part.part;
    }
    memcpy(stored.units, sms->units, (size_t)sms->length * sizeof sms->units[0]);
    return inbox_add(core->db, &stored, now);
}

/* The question that is open, in the parser's terms. Returns 1, 0 or an errno. */
static int open_question(struct core *core, int64_t person_id, int64_t now, struct question *ret)
{
    struct person_question stored;
    const char *list = stored.choices;
    int rc = person_question(core->db, person_id, now, &stored);

    if (rc <= 0)
        return rc;
    memset(ret, 0, sizeof *ret);
    ret->kind = strcmp(stored.kind, "confirm") == 0  ? QUESTION_CONFIRM
                : strcmp(stored.kind, "result") == 0 ? QUESTION_RESULT
                                                     : QUESTION_CHOICE;
    ret->intent = intent_of_name(stored.intent);
    while (ret->choices < REQUEST_CHOICES_MAX &&
           catalogue_list_next(&list, ret->choice[ret->choices], sizeof ret->choice[0]))
        ret->choices++;
    return 1;
}

/* Queue a text for a number; inbox_id 0 if it answers no message. */
static int queue_text(struct core *core, const char *bearer, const char *msisdn, int64_t inbox_id,
                      enum outbox_priority priority, const struct reply *reply, int64_t now)
{
    const struct post post = {bearer, msisdn, inbox_id, priority, now};

    return post_text(core->db, &post, reply->text, now);
}

/* Whether a caller may be answered: not a machine, not one of ours, not blocked, not just now. */
static int may_answer_call(struct core *core, const char *number, char msisdn[MSISDN_SIZE],
                           int64_t now)
{
    int64_t person_id;
    int rc;

    if (msisdn_read(number, msisdn) != MSISDN_MOBILE ||
        vocabulary_is_own_number(core->vocabulary, msisdn))
        return 0;
    rc = guard_is_blocked(core->db, msisdn);
    if (rc != 0)
        return rc < 0 ? rc : 0;
    person_id = person_get(core->db, msisdn, now);
    if (person_id < 0)
        return (int)person_id;
    return person_called(core->db, person_id, now - core->config->missed_call_period_s, now);
}

int core_called(struct core *core, const char *bearer, const char *number, int64_t now)
{
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char msisdn[MSISDN_SIZE];
    int rc = may_answer_call(core, number, msisdn, now);

    if (rc <= 0)
        return rc;
    rc = desk_texts_for(core->db, core->texts, person_get(core->db, msisdn, now), &texts);
    if (rc < 0)
        return rc;
    reply_add(&reply, texts, TEXT_MENU, {"regency", core->config->regency});
    return queue_text(core, bearer, msisdn, 0, OUTBOX_ANSWER, &reply, now);
}

static int tell_operator(struct core *core, const char *bearer, const struct reply *reply,
                         int64_t now)
{
    const char *number = core->config->operator_number;

    return number[0] ? queue_text(core, bearer, number, 0, OUTBOX_RECEIPT, reply, now) : 0;
}

int core_warn_of_credit(struct core *core, const char *bearer, int64_t rupiah, int64_t now)
{
    struct reply reply = {.text = ""};
    char balance[24];

    snprintf(balance, sizeof balance, "%lld", (long long)rupiah);
    reply_add(&reply, core->texts, TEXT_CREDIT_LOW, {"modem", bearer}, {"balance", balance});
    return tell_operator(core, bearer, &reply, now);
}

int core_warn_of_expiry(struct core *core, const char *bearer, int64_t day, int64_t now)
{
    struct reply reply = {.text = ""};
    char until[REPLY_DATE_SIZE];

    reply_date(day * DAY_S, 0, until);
    reply_add(&reply, core->texts, TEXT_CREDIT_EXPIRES, {"modem", bearer}, {"until", until});
    return tell_operator(core, bearer, &reply, now);
}

#define DAY_S 86400

/* "Is it done?" is open as long as the ticket waits for the citizen's word, and for some days more.
 * Returns 1, 0 or an errno. */
static int open_judgement(struct core *core, int64_t person_id, int64_t now, struct question *ret)
{
    struct ticket ticket;
    int64_t since = now - (int64_t)core->config->reopen_days * DAY_S;
    int rc = ticket_awaiting_word(core->db, person_id, since, &ticket);

    if (rc > 0)
        *ret = (struct question){.kind = QUESTION_RESULT, .intent = INTENT_NILAI};
    return rc;
}

int core_tick(struct core *core, int64_t now)
{
    struct desk desk = {.db = core->db,
                        .config = core->config,
                        .texts = core->texts,
                        .languages = core->texts,
                        .now = now,
                        .bearer = core->config->modems[0].name};

    return tick(&desk);
}

/* What the message asks for, in the light of what its sender was asked last. */
static int read_request(struct core *core, const struct inbox_message *message, const char *msisdn,
                        int64_t now, struct request *ret, bool *is_answer)
{
    struct request_input input = {.text = message->text, .sender = message->sender};
    int64_t person_id = person_find(core->db, msisdn);
    struct question question;
    struct officer officer;
    int rc = person_id > 0 ? open_question(core, person_id, now, &question) : (int)person_id;

    if (rc < 0)
        return rc;
    *is_answer = rc > 0;
    if (rc == 0 && person_id > 0)
        rc = open_judgement(core, person_id, now, &question);
    if (rc < 0)
        return rc;
    if (rc > 0)
        input.question = &question;
    rc = officer_find(core->db, msisdn, &officer);
    if (rc < 0)
        return rc;
    input.officer = rc > 0;
    /* The journal is for ever: it has the numbers of those who answer for what they do, and not of
     * citizens, who may ask to be forgotten. */
    if (input.officer)
        journal_from(core->db, "sms", msisdn);
    request_parse(core->vocabulary, &input, ret);
    return 0;
}

/* Codes are kept nowhere. */
static int hide(struct core *core, struct inbox_message *message, const char *masked)
{
    if (strcmp(message->text, masked) == 0)
        return 0;
    snprintf(message->text, sizeof message->text, "%s", masked);
    return inbox_hide(core->db, message->id, masked);
}

static int hide_code(struct core *core, const struct request *request,
                     struct inbox_message *message)
{
    char masked[sizeof message->text];

    if (request->code[0] == '\0')
        return 0;
    return hide(core, message, request_mask(request, message->text, masked, sizeof masked));
}

static int finish(struct core *core, const struct inbox_message *message,
                  const struct request *request, const char *state, const char *reason, int64_t now)
{
    char arguments[sizeof message->arguments] = "";
    struct inbox_outcome outcome = {state, intent_names[request->intent[0]], arguments,
                                    match_names[request->match], reason};

    /* The words of a complaint stand in the message and in the ticket; not a third time here. */
    if (request->intent[0] != INTENT_LAPOR)
        request_arguments(request, arguments, sizeof arguments);
    return inbox_done(core->db, message->id, &outcome, now);
}

/* What only sounds like one needs a question first, and to that there would be no answer. */
static bool is_complaint(const struct request *request)
{
    return (request->intent[0] == INTENT_LAPOR && !request->confirm) ||
           request->intent[0] == INTENT_USUL || request->intent[0] == INTENT_TAMBAH ||
           request->intent[0] == INTENT_TERIMA;
}

/* Let the desk work, unless the guard has had enough; complaints are kept even then, and an officer
 * with many tickets is no machine. */
static int work(struct core *core, const struct request *request, enum guard_verdict verdict,
                struct desk *desk, struct reply *reply)
{
    int rc;

    reply->text[0] = '\0';
    rc = desk_texts_for(core->db, core->texts, desk->person_id, &desk->texts);
    if (rc == 0 &&
        (verdict == GUARD_ANSWER || is_complaint(request) || intent_changes(request->intent[0])))
        rc = desk_answer(desk, request, reply);
    if (desk->must_answer)
        return rc;
    if (rc == 0 && verdict != GUARD_ANSWER)
        reply->text[0] = '\0';
    if (rc == 0 && verdict == GUARD_NOTICE)
        reply_add(reply, desk->texts, TEXT_TOO_MANY);
    return rc;
}

/* Do what is asked, and queue the reply. */
static int serve(struct core *core, const struct request *request, enum guard_verdict verdict,
                 struct desk *desk, struct reply *reply)
{
    int rc;

    desk->person_id = person_get(core->db, desk->msisdn, desk->now);
    rc = desk->person_id < 0 ? (int)desk->person_id : work(core, request, verdict, desk, reply);
    if (rc == 0 && reply->text[0])
        rc = queue_text(core, desk->bearer, desk->msisdn, desk->inbox_id, desk_priority(request),
                        reply, desk->now);
    return rc < 0 ? rc
                  : inbox_hide_sender(core->db, desk->inbox_id, desk->person_id, request->ticket,
                                      reply->text);
}

static int answer(struct core *core, const struct inbox_message *waiting, int64_t now)
{
    struct inbox_message message = *waiting;
    char msisdn[MSISDN_SIZE];
    struct desk desk = {.db = core->db,
                        .config = core->config,
                        .languages = core->texts,
                        .now = now,
                        .inbox_id = message.id,
                        .text = message.text,
                        .msisdn = msisdn,
                        .bearer = message.bearer};
    struct request request;
    struct reply reply;
    enum guard_verdict verdict;
    bool is_answer;
    const char *why;
    int rc;

    msisdn_read(message.sender, msisdn);
    journal_from(core->db, "sms", "");
    rc = read_request(core, &message, msisdn, now, &request, &is_answer);
    if (rc == 0)
        rc = hide_code(core, &request, &message);
    if (rc < 0)
        return rc;
    if (request.intent[0] == INTENT_IGNORE)
        return finish(core, &message, &request, "ignored", "", now);
    rc = guard_judge(core->db, core->config, &message, msisdn, is_answer, now, &verdict, &why);
    if (rc < 0)
        return rc;
    if (verdict == GUARD_BLOCKED)
        return finish(core, &message, &request, "ignored", why, now);

    rc = serve(core, &request, verdict, &desk, &reply);
    if (rc < 0)
        return rc;
    return finish(core, &message, &request,
                  reply.text[0]            ? "answered"
                  : is_complaint(&request) ? "kept"
                                           : "ignored",
                  why, now);
}

int core_answer_next(struct core *core, int64_t now)
{
    struct inbox_message message;
    int rc = inbox_next(core->db, &message);

    if (rc <= 0)
        return rc;
    rc = db_step_begin(core->db);
    if (rc == 0)
        rc = db_step_end(core->db, answer(core, &message, now));
    if (rc < 0 && !db_is_trouble(rc)) {
        struct inbox_outcome outcome = {"failed", "", "", "none", strerror(-rc)};
        char masked[sizeof message.text];

        log_error("message %lld cannot be answered and is marked failed: %s", (long long)message.id,
                  outcome.reason);
        rc = hide(core, &message, secret_mask(message.text, "", true, masked, sizeof masked));
        if (rc == 0)
            rc = inbox_done(core->db, message.id, &outcome, now);
    }
    journal_from(core->db, "gateway", "");
    return rc < 0 ? rc : 1;
}
