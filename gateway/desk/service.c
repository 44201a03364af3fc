/* SYARAT, BIAYA, LAMA, PROSEDUR, DASAR: one component of a service's standard; a group of services
 * is asked back. */
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/person.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"

#define QUOTE_SIZE      31 /* so much of a text is enough to know it again */
#define QUOTE_LONG_SIZE 71 /* and so much to send it again */

static const struct topic {
    enum component component;
    enum text_id answer, name;
} topics[INTENTS] = {
    [INTENT_SYARAT] = {COMPONENT_PERSYARATAN, TEXT_ANSWER_SYARAT, TEXT_TOPIC_SYARAT},
    [INTENT_BIAYA] = {COMPONENT_BIAYA, TEXT_ANSWER_BIAYA, TEXT_TOPIC_BIAYA},
    [INTENT_LAMA] = {COMPONENT_JANGKA_WAKTU, TEXT_ANSWER_LAMA, TEXT_TOPIC_LAMA},
    [INTENT_PROSEDUR] = {COMPONENT_PROSEDUR, TEXT_ANSWER_PROSEDUR, TEXT_TOPIC_PROSEDUR},
    [INTENT_DASAR] = {COMPONENT_DASAR_HUKUM, TEXT_ANSWER_DASAR, TEXT_TOPIC_DASAR},
};

/* Codes are what people may type: "KTP-HILANG" is said "KTP HILANG". */
static void say_code(const char *code, char *ret, size_t size)
{
    snprintf(ret, size, "%s", code);
    for (; *ret; ret++)
        if (*ret == '-')
            *ret = ' ';
}

static void answer_service(struct desk *desk, const struct catalogue_service *service,
                           enum intent intent, struct reply *reply)
{
    const struct topic *topic = &topics[intent];
    const char *value = service->component[topic->component],
               *fee = service->component[COMPONENT_BIAYA];
    char name[64];

    if (value[0] && intent == INTENT_SYARAT && fee[0]) {
        reply_add(reply, desk->texts, topic->answer, {"service", service->name}, {"value", value},
                  {"fee", fee}, {"unit", service->unit_name});
    } else if (value[0] && intent != INTENT_SYARAT) {
        reply_add(reply, desk->texts, topic->answer, {"service", service->name}, {"value", value},
                  {"unit", service->unit_name});
    } else {
        reply_render(desk->texts, topic->name, name, sizeof name);
        reply_add(reply, desk->texts, TEXT_ANSWER_NOT_KNOWN, {"topic", name},
                  {"service", service->name}, {"unit", service->unit_name});
    }
}

/* "1=KTP BARU 2=KTP HILANG": the choices of a list of codes, as many as a keypad has digits. */
static void list_choices(struct desk *desk, enum text_id text, enum intent intent,
                         const char *codes, char *ret, size_t size)
{
    char code[CATALOGUE_CODE_SIZE], name[CATALOGUE_CODE_SIZE];
    size_t length = 0;

    ret[0] = '\0';
    for (int number = 1; number <= REQUEST_CHOICES_MAX; number++) {
        struct texts_field keyword = {"keyword", intent_names[intent]};
        char digit[2] = {(char)('0' + number), '\0'};

        if (!catalogue_list_next(&codes, code, sizeof code) || length + 1 >= size)
            break;
        say_code(code, name, sizeof name);
        if (length > 0)
            ret[length++] = ' ';
        reply_render(desk->texts, text, ret + length, size - length, {"number", digit},
                     {"service", name}, keyword);
        length += strlen(ret + length);
    }
}

/* Whether this message was asked something already: an answer can be to one question only. */
static int has_asked(struct desk *desk)
{
    struct person_question asked;
    int rc = person_question(desk->db, desk->person_id, desk->now, &asked);

    return rc <= 0 ? rc : asked.inbox_id == desk->inbox_id;
}

/* "BIAYA KK": what comes after the one question, to be sent again. */
static int tell_later(struct desk *desk, enum intent intent, const char *code, struct reply *reply)
{
    char name[CATALOGUE_CODE_SIZE], text[2 * CATALOGUE_CODE_SIZE];

    say_code(code, name, sizeof name);
    snprintf(text, sizeof text, "%s%s%s", intent_names[intent], name[0] ? " " : "", name);
    reply_add(reply, desk->texts, TEXT_ASK_LATER, {"text", text});
    return 0;
}

static int ask_which(struct desk *desk, const struct catalogue_group *group, enum intent intent,
                     struct reply *reply)
{
    char choices[512];
    int rc = has_asked(desk);

    if (rc != 0)
        return rc < 0 ? rc : tell_later(desk, intent, group->code, reply);
    list_choices(desk, TEXT_ASK_WHICH_CHOICE, intent, group->members, choices, sizeof choices);
    reply_add(reply, desk->texts, TEXT_ASK_WHICH, {"question", group->question},
              {"choices", choices});
    return desk_ask(desk, QUESTION_CHOICE, intent, group->members, "");
}

static void tell_unknown(struct desk *desk, enum intent intent, const char *name,
                         struct reply *reply)
{
    reply_add(reply, desk->texts, TEXT_SERVICE_UNKNOWN, {"keyword", intent_names[intent]},
              {"service", name});
}

/* A code that has just left the catalogue is answered, too: silence is no answer. */
static int answer_subject(struct desk *desk, const struct subject *subject, enum intent intent,
                          struct reply *reply)
{
    struct catalogue_service service;
    struct catalogue_group group;
    int rc = subject->group ? catalogue_group(desk->db, subject->code, &group)
                            : catalogue_service(desk->db, subject->code, &service);

    if (rc < 0)
        return rc;
    if (rc > 0 && subject->group)
        return ask_which(desk, &group, intent, reply);
    if (rc > 0)
        answer_service(desk, &service, intent, reply);
    else
        tell_unknown(desk, intent, subject->code, reply);
    return 0;
}

/* What was named is not in the catalogue, or nothing was named. */
static int ask_service(struct desk *desk, const struct request *request, enum intent intent,
                       struct reply *reply)
{
    char name[QUOTE_SIZE];

    gsm7_transliterate(request->text, name, sizeof name);
    if (name[0])
        tell_unknown(desk, intent, name, reply);
    else
        reply_add(reply, desk->texts, TEXT_ASK_SERVICE, {"keyword", intent_names[intent]});
    return desk_ask(desk, QUESTION_CHOICE, intent, "", "");
}

/* A code, or the codes of a group, added to a list that is separated by '|'. */
static int add_codes(struct desk *desk, const struct subject *subject, char *list, size_t size)
{
    struct catalogue_group group;
    const char *codes = subject->code;
    size_t length = strlen(list);
    int rc = subject->group ? catalogue_group(desk->db, subject->code, &group) : 0;

    if (rc < 0)
        return rc;
    if (rc > 0)
        codes = group.members;
    snprintf(list + length, size - length, "%s%s", length ? "|" : "", codes);
    return 0;
}

/* Not sure: a wrong answer costs a boat trip, a question one SMS. */
static int ask_meaning(struct desk *desk, const struct request *request, enum intent intent,
                       struct reply *reply)
{
    char codes[2 * CATALOGUE_LIST_SIZE] = "", choices[512], text[QUOTE_SIZE];
    int rc = 0;

    for (int i = 0; rc == 0 && i < request->candidates; i++)
        rc = add_codes(desk, &request->candidate[i], codes, sizeof codes);
    if (rc < 0)
        return rc;
    gsm7_transliterate(desk->text, text, sizeof text);
    list_choices(desk, TEXT_DID_YOU_MEAN_CHOICE, intent, codes, choices, sizeof choices);
    reply_add(reply, desk->texts, TEXT_DID_YOU_MEAN, {"text", text}, {"choices", choices});
    return desk_ask(desk, QUESTION_CHOICE, intent, codes, "");
}

static int ask_first(struct desk *desk, const struct subject *subject, enum intent intent,
                     struct reply *reply)
{
    char name[CATALOGUE_CODE_SIZE];

    say_code(subject->code, name, sizeof name);
    reply_add(reply, desk->texts, TEXT_CONFIRM_SERVICE, {"keyword", intent_names[intent]},
              {"service", name});
    return desk_ask(desk, QUESTION_CONFIRM, intent, subject->code, "");
}

/* A number that was not offered: the same choices once more. */
static int ask_again(struct desk *desk, enum intent intent, struct reply *reply)
{
    struct person_question asked;
    char choices[512], text[QUOTE_SIZE];
    int rc = person_question(desk->db, desk->person_id, desk->now, &asked);

    if (rc <= 0)
        return rc;
    gsm7_transliterate(desk->text, text, sizeof text);
    list_choices(desk, TEXT_DID_YOU_MEAN_CHOICE, intent, asked.choices, choices, sizeof choices);
    reply_add(reply, desk->texts, TEXT_DID_YOU_MEAN, {"text", text}, {"choices", choices});
    return desk_ask(desk, QUESTION_CHOICE, intent, asked.choices, "");
}

/* Nothing sure was named. */
static int ask_back(struct desk *desk, const struct request *request, enum intent intent,
                    struct reply *reply)
{
    const char *code = request->subjects > 0 ? request->subject[0].code : "";
    int rc = has_asked(desk);

    if (rc != 0)
        return rc < 0 ? rc : tell_later(desk, intent, code, reply);
    if (request->subjects > 0)
        return ask_first(desk, &request->subject[0], intent, reply);
    return request->candidates > 0 ? ask_meaning(desk, request, intent, reply)
                                   : ask_service(desk, request, intent, reply);
}

/* What of a text has to be sent again by itself is told once, at the end. */
static void tell_left_out(struct desk *desk, const struct request *request, enum intent intent,
                          struct reply *reply)
{
    char text[QUOTE_LONG_SIZE];

    if (request->text[0] == '\0' || intent != request->intent[request->intents - 1])
        return;
    gsm7_transliterate(request->text, text, sizeof text);
    reply_add(reply, desk->texts, TEXT_ASK_LATER, {"text", text});
}

int desk_service(struct desk *desk, const struct request *request, enum intent intent,
                 struct reply *reply)
{
    int rc = 0;

    if (request->answer == ANSWER_NO) {
        reply_add(reply, desk->texts, TEXT_CONFIRM_NO);
        return person_question_close(desk->db, desk->person_id);
    }
    if (request->answer == ANSWER_OUT_OF_RANGE)
        return ask_again(desk, intent, reply);
    if (request->subjects == 0 || (request->confirm && !request->subject[0].group))
        return ask_back(desk, request, intent, reply);
    for (int i = 0; rc == 0 && i < request->subjects; i++)
        if (request_asks(request, i, intent))
            rc = answer_subject(desk, &request->subject[i], intent, reply);
    tell_left_out(desk, request, intent, reply);
    return rc;
}
