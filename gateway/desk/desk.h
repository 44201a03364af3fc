/* Desk: what is done about a request. One file a command, one row each in the table of desk.c. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/db.h"
#include "db/officer.h"
#include "db/outbox.h"
#include "db/person.h"
#include "gateway/reply/reply.h"
#include "parser/request.h"

/* What a command works with: who asks, when, and by what message. */
struct desk {
    struct db *db;
    const struct config *config;
    const struct texts *texts; /* in the language of who asks */
    int64_t now;
    int64_t person_id;
    int64_t inbox_id;
    const char *text;       /* the whole message as it came, but for a code */
    const char *msisdn;     /* the sender, E.164 */
    struct officer officer; /* who sent it, in the commands of officers */
    bool must_answer;       /* set by a command whose answer goes out however many there were */
    const char *bearer;     /* that it came by: what is sent unasked leaves by it */
    const struct texts *languages; /* the texts in all languages, the house's first */
    bool drafts; /* answer with texts that nobody has approved, too: to see what they cost */
};

/* Answer a request that is not INTENT_IGNORE: read or write what it needs and fill *reply. Within
 * the transaction of the message. Returns 0 or an errno of db.h. */
int desk_answer(struct desk *desk, const struct request *request, struct reply *reply);

/* The texts in the language of a person, else the first of languages: whoever is written to is
 * written to in their own. Returns 0 or an errno of db.h. */
int desk_texts_for(struct db *db, const struct texts *languages, int64_t person_id,
                   const struct texts **ret);

/* How urgent the answer to a request is. */
enum outbox_priority desk_priority(const struct request *request);

/* Remember what the person was asked: the answer to come is for intent; choices are service codes
 * separated by '|'; text is what YA is said to, or "". Returns 0 or an errno of db.h. */
int desk_ask(struct desk *desk, enum question_kind kind, enum intent intent, const char *choices,
             const char *text);

/* Give the next page of an answer and remember the one after it, if there is one. Returns 0 or an
 * errno of db.h. */
int desk_turn_page(struct desk *desk, struct person_pages *pages, struct reply *reply);

/* The commands. intent is the one of the request that is answered now; a request may hold several.
 */
typedef int desk_command(struct desk *desk, const struct request *request, enum intent intent,
                         struct reply *reply);
desk_command desk_service; /* SYARAT, BIAYA, TEMPAT ...: the service standard */
desk_command desk_kabar;   /* of officers */
desk_command desk_lapor;
desk_command desk_cek;
desk_command desk_usul;
desk_command desk_tambah;
desk_command desk_tarik;
desk_command desk_nilai; /* NILAI, and YA or BELUM to "is it done?" */
desk_command desk_skm;
desk_command desk_tugas;
desk_command desk_baca;
desk_command desk_status;
desk_command desk_jawab;
desk_command desk_berkas;
desk_command desk_kinerja;
desk_command desk_siar;
desk_command desk_terima;
desk_command desk_bantuan;
desk_command desk_menu;
desk_command desk_lanjut;
desk_command desk_stop;
desk_command desk_start;
desk_command desk_bahasa;
desk_command desk_help; /* not understood */
