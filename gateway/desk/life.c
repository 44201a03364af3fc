#include "gateway/desk/life.h"

#include <stdio.h>

#include "db/ticket_clock.h"
#include "gateway/desk/assignment.h"
#include "gateway/desk/post.h"

int life_load_rules(struct desk *desk, const struct ticket *ticket, struct life_rules *ret)
{
    struct catalogue_unit unit;
    int known = ticket->unit[0] ? catalogue_unit(desk->db, ticket->unit, &unit) : 0;
    int rc = known < 0
                 ? known
                 : office_calendar(desk->db, desk->config, known ? &unit : NULL, &ret->office);

    if (rc == 0)
        rc = ticket_promise(desk->db, ticket->unit);
    if (rc < 0)
        return rc;
    ret->by = (struct deadline_rules){desk->config, &ret->office.calendar, rc};
    return 0;
}

static int find_alarm(struct desk *desk, const struct life_rules *rules,
                      const struct ticket *ticket, int64_t *ret)
{
    int64_t first = 0;

    for (int i = 0; i < DEADLINES; i++) {
        int64_t due = deadline_due(ticket, (enum deadline)i);

        for (int step = 0; due && step < STEPS; step++) {
            int64_t at =
                deadline_step_at(&rules->by, (enum deadline)i, (enum deadline_step)step, due);
            int done = at ? ticket_alarm_done(desk->db, ticket->id, deadline_names[i],
                                              deadline_step_names[step], due)
                          : 1;

            if (done < 0)
                return done;
            if (!done && (first == 0 || at < first))
                first = at;
        }
    }
    *ret = first;
    return 0;
}

static int set_alarm(struct desk *desk, const struct life_rules *rules, struct ticket *ticket)
{
    int rc = find_alarm(desk, rules, ticket, &ticket->alarm_at);

    return rc < 0 ? rc : ticket_save(desk->db, ticket);
}

int life_set_alarm(struct desk *desk, struct ticket *ticket)
{
    struct life_rules rules;
    int rc = life_load_rules(desk, ticket, &rules);

    return rc < 0 ? rc : set_alarm(desk, &rules, ticket);
}

int life_open(struct desk *desk, int64_t person_id, const struct ticket_act *act,
              struct ticket *ticket)
{
    struct life_rules rules;
    int rc = life_load_rules(desk, ticket, &rules);

    if (rc < 0)
        return rc;
    deadline_open(&rules.by, ticket, desk->now);
    rc = ticket_open(desk->db, desk->config->node, person_id, act, ticket, desk->now);
    return rc < 0 ? rc : set_alarm(desk, &rules, ticket);
}

int life_move(struct desk *desk, struct ticket *ticket, enum ticket_state to,
              const struct ticket_act *act)
{
    struct life_rules rules;
    int rc = life_load_rules(desk, ticket, &rules);

    if (rc < 0)
        return rc;
    deadline_move(&rules.by, ticket, to, desk->now);
    rc = ticket_move(desk->db, ticket, to, act, desk->now);
    return rc < 0 ? rc : set_alarm(desk, &rules, ticket);
}

static const enum text_id told[TICKET_STATES] = {
    [TICKET_DITERIMA] = TEXT_TOLD_DITERIMA,     [TICKET_DIVERIFIKASI] = TEXT_TOLD_DIVERIFIKASI,
    [TICKET_DIPROSES] = TEXT_TOLD_DIPROSES,     [TICKET_MENUNGGU_WARGA] = TEXT_TOLD_MENUNGGU_WARGA,
    [TICKET_DITERUSKAN] = TEXT_TOLD_DITERUSKAN, [TICKET_SELESAI] = TEXT_TOLD_SELESAI,
    [TICKET_DITUTUP] = TEXT_TOLD_DITUTUP,       [TICKET_DITOLAK] = TEXT_TOLD_DITOLAK,
    [TICKET_DITARIK] = TEXT_TOLD_DITARIK,       [TICKET_DIBUKA_LAGI] = TEXT_TOLD_DIBUKA_LAGI,
};

void life_kind(const struct texts *texts, const struct ticket *ticket, char ret[LIFE_KIND_SIZE])
{
    static const enum text_id kinds[TICKET_KINDS] = {[TICKET_PENGADUAN] = TEXT_KIND_PENGADUAN,
                                                     [TICKET_ASPIRASI] = TEXT_KIND_ASPIRASI,
                                                     [TICKET_INFORMASI] = TEXT_KIND_INFORMASI,
                                                     [TICKET_PERMOHONAN] = TEXT_KIND_PERMOHONAN};

    reply_render(texts, kinds[ticket->kind], ret, LIFE_KIND_SIZE);
}

/* What has been done for a ticket, said as fits its kind. */
static const enum text_id done[TICKET_KINDS] = {[TICKET_PENGADUAN] = TEXT_TOLD_SELESAI,
                                                [TICKET_ASPIRASI] = TEXT_TOLD_ANSWERED,
                                                [TICKET_INFORMASI] = TEXT_TOLD_ANSWERED,
                                                [TICKET_PERMOHONAN] = TEXT_TOLD_JADI};

void life_words(struct desk *desk, const struct ticket *ticket, const char *note,
                struct reply *reply)
{
    enum text_id text = ticket->state == TICKET_SELESAI ? done[ticket->kind] : told[ticket->state];
    char until[REPLY_DATE_SIZE], kind[LIFE_KIND_SIZE];

    life_kind(desk->texts, ticket, kind);
    reply_date(ticket->state == TICKET_MENUNGGU_WARGA ? ticket->complete_by : ticket->resolve_by,
               config_utc_offset_s(desk->config), until);
    reply_add(reply, desk->texts, text, {"ticket", ticket->number}, {"unit", ticket->unit_name},
              {"until", until}, {"kind", kind});
    if (note[0])
        reply_add(reply, desk->texts, TEXT_TOLD_NOTE, {"note", note});
}

int life_send(struct desk *desk, const struct ticket *ticket, const char *text)
{
    const struct post post = {.bearer = desk->bearer,
                              .msisdn = ticket->msisdn,
                              .priority = OUTBOX_ANSWER,
                              .due_at = desk->now};

    return post_text(desk->db, &post, text, desk->now);
}

int life_tell(struct desk *desk, const struct ticket *ticket, const char *note)
{
    struct desk of_citizen = *desk;
    struct reply reply = {.text = ""};
    int rc = desk_texts_for(desk->db, desk->languages, ticket->person_id, &of_citizen.texts);

    if (rc < 0)
        return rc;
    life_words(&of_citizen, ticket, note, &reply);
    return life_send(desk, ticket, reply.text);
}

int life_keep(struct desk *desk, const struct ticket *ticket, const char *text)
{
    const struct ticket_act act = {.actor = "warga", .note = text, .inbox_id = desk->inbox_id};

    return ticket_say(desk->db, ticket->id, &act, desk->now);
}

int life_reopen(struct desk *desk, struct ticket *ticket, const char *text, struct reply *reply)
{
    const struct ticket_act act = {.actor = "warga", .note = "", .inbox_id = desk->inbox_id};
    int rc = life_move(desk, ticket, TICKET_DIBUKA_LAGI, &act);

    if (rc == 0 && text[0])
        rc = life_keep(desk, ticket, text);
    if (rc == 0)
        rc = assignment_tell_change(desk, ticket, text);
    if (rc == 0)
        life_words(desk, ticket, "", reply);
    return rc;
}
