/* SYARAT, BIAYA, TEMPAT and the like: one component of a service's standard, or its office; a group
 * of services is asked back. */
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/person.h"
#include "db/translation.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/notice.h"
#include "gateway/desk/place.h"
#include "gateway/reply/gsm7.h"

#define QUOTE_SIZE      31 /* so much of a text is enough to know it again */
#define QUOTE_LONG_SIZE 71 /* and so much to send it again */

static const struct topic {
    enum component component;
    enum text_id name;
} topics[INTENTS] = {
    [INTENT_SYARAT] = {COMPONENT_PERSYARATAN, TEXT_TOPIC_SYARAT},
    [INTENT_BIAYA] = {COMPONENT_BIAYA, TEXT_TOPIC_BIAYA},
    [INTENT_LAMA] = {COMPONENT_JANGKA_WAKTU, TEXT_TOPIC_LAMA},
    [INTENT_PROSEDUR] = {COMPONENT_PROSEDUR, TEXT_TOPIC_PROSEDUR},
    [INTENT_DASAR] = {COMPONENT_DASAR_HUKUM, TEXT_TOPIC_DASAR},
    [INTENT_HASIL] = {COMPONENT_PRODUK, TEXT_TOPIC_HASIL},
    [INTENT_SARANA] = {COMPONENT_SARANA, TEXT_TOPIC_SARANA},
    [INTENT_PETUGAS] = {COMPONENT_KOMPETENSI, TEXT_TOPIC_PETUGAS},
    [INTENT_JUMLAH] = {COMPONENT_JUMLAH_PELAKSANA, TEXT_TOPIC_JUMLAH},
    [INTENT_PENGAWASAN] = {COMPONENT_PENGAWASAN, TEXT_TOPIC_PENGAWASAN},
    [INTENT_SALURAN] = {COMPONENT_PENGADUAN, TEXT_TOPIC_SALURAN},
    [INTENT_JAMINAN] = {COMPONENT_JAMINAN_LAYANAN, TEXT_TOPIC_JAMINAN},
    [INTENT_KEAMANAN] = {COMPONENT_JAMINAN_KEAMANAN, TEXT_TOPIC_KEAMANAN},
    [INTENT_EVALUASI] = {COMPONENT_EVALUASI, TEXT_TOPIC_EVALUASI},
};

/* Codes are what people may type: "KTP-HILANG" is said "KTP HILANG". */
static void say_code(const char *code, char *ret, size_t size)
{
    snprintf(ret, size, "%s", code);
    for (; *ret; ret++)
        if (*ret == '-')
            *ret = ' ';
}

static bool may_be_sent(const struct desk *desk, const struct catalogue_service *service,
                        enum component component)
{
    return place_is_approved(desk, catalogue_provenance(service, component).approved_by);
}

/* The most telling part first: what was asked, then what it costs, then where to go. */
static void tell_topic(struct desk *desk, const struct catalogue_service *service,
                       enum intent intent, struct reply *reply)
{
    const char *value = service->component[topics[intent].component],
               *fee = service->component[COMPONENT_BIAYA];
    char topic[64];

    reply_render(desk->texts, topics[intent].name, topic, sizeof topic);
    if (intent == INTENT_SYARAT)
        reply_add(reply, desk->texts, TEXT_ANSWER_SYARAT, {"service", service->name},
                  {"value", value});
    else
        reply_add(reply, desk->texts, TEXT_ANSWER_TOPIC, {"topic", topic},
                  {"service", service->name}, {"value", value});
    if (intent == INTENT_SYARAT && fee[0] && may_be_sent(desk, service, COMPONENT_BIAYA))
        reply_go_on(reply, desk->texts, TEXT_ANSWER_FEE, {"fee", fee});
    else if (intent == INTENT_SYARAT)
        reply_go_on(reply, desk->texts, TEXT_ANSWER_FEE_ASK);
    reply_go_on(reply, desk->texts, TEXT_ANSWER_OFFICE, {"unit", service->unit_name});
    if ((intent == INTENT_SYARAT || intent == INTENT_LAMA) && service->one_visit[0] &&
        place_is_approved(desk, service->approved_by))
        reply_go_on(reply, desk->texts, TEXT_ANSWER_ONE_VISIT);
}

/* In the language of who asks, as far as somebody has translated and approved it. */
static int translate(struct desk *desk, struct catalogue_service *service)
{
    struct catalogue_translation translation;
    int rc = translation_find(desk->db, service->code, desk->texts->code, &translation);

    if (rc > 0 && place_is_approved(desk, translation.approved_by))
        rc = translation_apply(desk->db, &translation, service);
    return rc;
}

static int answer_service(struct desk *desk, struct catalogue_service *service, enum intent intent,
                          struct reply *reply)
{
    enum component component = topics[intent].component;
    char topic[64], office[CATALOGUE_NAME_SIZE * 2];
    struct catalogue_unit unit;
    int rc = catalogue_unit(desk->db, service->unit, &unit);

    if (rc >= 0)
        rc = translate(desk, service);
    if (rc < 0)
        return rc;
    if (intent == INTENT_TEMPAT)
        return place_answer(desk, &unit, service, reply);
    if (service->component[component][0] && may_be_sent(desk, service, component)) {
        tell_topic(desk, service, intent, reply);
        return 0;
    }
    place_name(desk, &unit, office, sizeof office);
    reply_render(desk->texts, topics[intent].name, topic, sizeof topic);
    reply_add(reply, desk->texts,
              service->component[component][0] ? TEXT_ANSWER_NOT_APPROVED : TEXT_ANSWER_NOT_KNOWN,
              {"topic", topic}, {"service", service->name}, {"unit", office});
    return 0;
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
    struct catalogue_translation translation;
    const char *question = group->question;
    char choices[512];
    int rc = has_asked(desk);

    if (rc != 0)
        return rc < 0 ? rc : tell_later(desk, intent, group->code, reply);
    rc = translation_find(desk->db, group->code, desk->texts->code, &translation);
    if (rc < 0)
        return rc;
    if (rc > 0 && translation.question[0] && place_is_approved(desk, translation.approved_by))
        question = translation.question;
    list_choices(desk, TEXT_ASK_WHICH_CHOICE, intent, group->members, choices, sizeof choices);
    reply_add(reply, desk->texts, TEXT_ASK_WHICH, {"question", question}, {"choices", choices});
    return desk_ask(desk, QUESTION_CHOICE, intent, group->members, "");
}

static void tell_unknown(struct desk *desk, enum intent intent, const char *name,
                         struct reply *reply)
{
    reply_add(reply, desk->texts, TEXT_SERVICE_UNKNOWN, {"keyword", intent_names[intent]},
              {"service", name});
}

/* All services of a group are at one office, which *ret then is: no need to ask which. */
static int find_one_office(struct desk *desk, const struct catalogue_group *group,
                           struct catalogue_unit *ret)
{
    char code[CATALOGUE_CODE_SIZE], office[CATALOGUE_CODE_SIZE] = "";
    const char *members = group->members;
    struct catalogue_service service;
    int rc = 1;

    while (rc > 0 && catalogue_list_next(&members, code, sizeof code)) {
        rc = catalogue_service(desk->db, code, &service);
        if (rc > 0 && office[0] && strcmp(office, service.unit) != 0)
            return 0;
        if (rc > 0)
            snprintf(office, sizeof office, "%s", service.unit);
    }
    return rc > 0 ? catalogue_unit(desk->db, office, ret) : rc;
}

static int answer_group(struct desk *desk, const struct catalogue_group *group, enum intent intent,
                        struct reply *reply)
{
    struct catalogue_unit unit;
    int rc = intent == INTENT_TEMPAT ? find_one_office(desk, group, &unit) : 0;

    if (rc < 0)
        return rc;
    return rc > 0 ? place_answer(desk, &unit, NULL, reply) : ask_which(desk, group, intent, reply);
}

static enum catalogue_kind kind_of(const struct subject *subject)
{
    return subject->unit ? CATALOGUE_UNIT : subject->group ? CATALOGUE_GROUP : CATALOGUE_SERVICE;
}

/* A code that has just left the catalogue is answered, too: silence is no answer. */
static int answer_subject(struct desk *desk, const struct subject *subject, enum intent intent,
                          struct reply *reply)
{
    struct catalogue_service service;
    struct catalogue_group group;
    struct catalogue_unit unit;
    int rc = subject->unit    ? catalogue_unit(desk->db, subject->code, &unit)
             : subject->group ? catalogue_group(desk->db, subject->code, &group)
                              : catalogue_service(desk->db, subject->code, &service);

    if (rc == 0)
        tell_unknown(desk, intent, subject->code, reply);
    if (rc <= 0)
        return rc;
    rc = subject->unit    ? place_answer(desk, &unit, NULL, reply)
         : subject->group ? answer_group(desk, &group, intent, reply)
                          : answer_service(desk, &service, intent, reply);
    return rc < 0 ? rc : notice_append(desk, kind_of(subject), subject->code, reply);
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
