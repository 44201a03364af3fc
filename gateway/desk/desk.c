#include "gateway/desk/desk.h"

#include <stdio.h>

#include "db/person.h"
#include "gateway/desk/authority.h"
#include "gateway/reply/page.h"

static const struct {
    desk_command *answer;
    enum outbox_priority priority;
} commands[INTENTS] = {
    [INTENT_UNKNOWN] = {desk_help, OUTBOX_ANSWER},
    [INTENT_SYARAT] = {desk_service, OUTBOX_ANSWER},
    [INTENT_BIAYA] = {desk_service, OUTBOX_ANSWER},
    [INTENT_LAMA] = {desk_service, OUTBOX_ANSWER},
    [INTENT_PROSEDUR] = {desk_service, OUTBOX_ANSWER},
    [INTENT_DASAR] = {desk_service, OUTBOX_ANSWER},
    [INTENT_LAPOR] = {desk_lapor, OUTBOX_RECEIPT},
    [INTENT_USUL] = {desk_usul, OUTBOX_RECEIPT},
    [INTENT_CEK] = {desk_cek, OUTBOX_ANSWER},
    [INTENT_TAMBAH] = {desk_tambah, OUTBOX_RECEIPT},
    [INTENT_TARIK] = {desk_tarik, OUTBOX_RECEIPT},
    [INTENT_NILAI] = {desk_nilai, OUTBOX_RECEIPT},
    [INTENT_SKM] = {desk_skm, OUTBOX_RECEIPT},
    [INTENT_TUGAS] = {desk_tugas, OUTBOX_ANSWER},
    [INTENT_BACA] = {desk_baca, OUTBOX_ANSWER},
    [INTENT_STATUS] = {desk_status, OUTBOX_RECEIPT},
    [INTENT_JAWAB] = {desk_jawab, OUTBOX_RECEIPT},
    [INTENT_BERKAS] = {desk_berkas, OUTBOX_RECEIPT},
    [INTENT_KINERJA] = {desk_kinerja, OUTBOX_ANSWER},
    [INTENT_SIAR] = {desk_siar, OUTBOX_RECEIPT},
    [INTENT_TERIMA] = {desk_terima, OUTBOX_RECEIPT},
    [INTENT_BANTUAN] = {desk_bantuan, OUTBOX_ANSWER},
    [INTENT_MENU] = {desk_menu, OUTBOX_ANSWER},
    [INTENT_LANJUT] = {desk_lanjut, OUTBOX_ANSWER},
    [INTENT_STOP] = {desk_stop, OUTBOX_RECEIPT},
    [INTENT_MULAI] = {desk_start, OUTBOX_RECEIPT},
    [INTENT_KABAR] = {desk_kabar, OUTBOX_RECEIPT},
    [INTENT_BAHASA] = {desk_bahasa, OUTBOX_RECEIPT},
    [INTENT_HASIL... INTENT_EVALUASI] = {desk_service, OUTBOX_ANSWER},
};

/* Every SMS costs money: what is more than an answer may cost waits for LANJUT. */
static int keep_to_a_page(struct desk *desk, const struct request *request, struct reply *reply)
{
    struct person_pages pages = {.next = 1};

    if (request->intent[0] == INTENT_LANJUT ||
        page_count(desk->texts, reply->text, desk->config->max_segments) == 1)
        return 0;
    snprintf(pages.text, sizeof pages.text, "%s", reply->text);
    return desk_turn_page(desk, &pages, reply);
}

static int answer(struct desk *desk, const struct request *request, enum intent intent,
                  struct reply *reply)
{
    desk_command *command = commands[intent].answer ? commands[intent].answer : desk_help;
    int rc = authority_is_needed(intent) ? authority_admit(desk, request, intent, reply)
                                         : AUTHORITY_ALLOWED;

    return rc == AUTHORITY_ALLOWED ? command(desk, request, intent, reply) : rc < 0 ? rc : 0;
}

int desk_answer(struct desk *desk, const struct request *request, struct reply *reply)
{
    int rc = 0;

    reply->text[0] = '\0';
    for (int i = 0; rc == 0 && i < request->intents; i++)
        rc = answer(desk, request, request->intent[i], reply);
    return rc == 0 ? keep_to_a_page(desk, request, reply) : rc;
}

enum outbox_priority desk_priority(const struct request *request)
{
    return commands[request->intent[0]].priority;
}

int desk_ask(struct desk *desk, enum question_kind kind, enum intent intent, const char *choices,
             const char *text)
{
    static const char *const kinds[] = {
        [QUESTION_CHOICE] = "choice", [QUESTION_CONFIRM] = "confirm", [QUESTION_RESULT] = "result"};
    struct person_question question = {.inbox_id = desk->inbox_id};

    snprintf(question.kind, sizeof question.kind, "%s", kinds[kind]);
    snprintf(question.intent, sizeof question.intent, "%s", intent_names[intent]);
    snprintf(question.choices, sizeof question.choices, "%s", choices);
    snprintf(question.text, sizeof question.text, "%s", text);
    return person_ask(desk->db, desk->person_id, &question,
                      desk->now + desk->config->question_timeout_s);
}
