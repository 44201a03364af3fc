/* SYARAT, BIAYA, LAMA, PROSEDUR, DASAR: one component of a service's standard; a group of services
 * is asked back. */
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"

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

static int ask_which(struct desk *desk, const struct catalogue_group *group, enum intent intent,
                     struct reply *reply)
{
    char choices[512] = "", code[CATALOGUE_CODE_SIZE], name[CATALOGUE_CODE_SIZE];
    const char *members = group->members;
    size_t length = 0;

    for (int number = 1;
         number <= REQUEST_CHOICES_MAX && catalogue_list_next(&members, code, sizeof code);
         number++) {
        char digit[2] = {(char)('0' + number), '\0'};

        say_code(code, name, sizeof name);
        if (length > 0)
            choices[length++] = ' ';
        reply_render(desk->texts, TEXT_ASK_WHICH_CHOICE, choices + length, sizeof choices - length,
                     {"number", digit}, {"service", name});
        length += strlen(choices + length);
    }
    reply_add(reply, desk->texts, TEXT_ASK_WHICH, {"question", group->question},
              {"choices", choices});
    return desk_ask(desk, intent, group->members);
}

static int answer_subject(struct desk *desk, const struct subject *subject, enum intent intent,
                          struct reply *reply)
{
    int rc;

    if (subject->group) {
        struct catalogue_group group;

        rc = catalogue_group(desk->db, subject->code, &group);
        return rc > 0 ? ask_which(desk, &group, intent, reply) : rc;
    }
    struct catalogue_service service;

    rc = catalogue_service(desk->db, subject->code, &service);
    if (rc > 0)
        answer_service(desk, &service, intent, reply);
    return rc < 0 ? rc : 0;
}

static int ask_service(struct desk *desk, const struct request *request, enum intent intent,
                       struct reply *reply)
{
    char name[31];

    gsm7_transliterate(request->text, name, sizeof name);
    if (name[0])
        reply_add(reply, desk->texts, TEXT_SERVICE_UNKNOWN, {"keyword", intent_names[intent]},
                  {"service", name});
    else
        reply_add(reply, desk->texts, TEXT_ASK_SERVICE, {"keyword", intent_names[intent]});
    return desk_ask(desk, intent, "");
}

int desk_service(struct desk *desk, const struct request *request, enum intent intent,
                 struct reply *reply)
{
    int rc = 0;

    if (request->subjects == 0)
        return ask_service(desk, request, intent, reply);
    for (int i = 0; rc == 0 && i < request->subjects; i++)
        rc = answer_subject(desk, &request->subject[i], intent, reply);
    return rc;
}
