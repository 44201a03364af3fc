/* Commands whose words are said all day in other ways ("tambah anggota keluarga", "terus gimana"):
 * they count only where they are written as they are taught, with the number right behind. */
#include <stdio.h>
#include <string.h>

#include "parser/understanding.h"

/* What stands behind the keyword. */
enum form {
    FORM_TICKET, /* a number, and maybe more */
    FORM_SAID,   /* a number and more */
    FORM_ALONE,  /* nothing */
    FORM_WORDS   /* words */
};

static const struct order {
    const char *word;
    enum intent intent;
    enum form form;
    enum status_word state;
    bool officers; /* only */
} orders[] = {
    {"tambah", INTENT_TAMBAH, FORM_TICKET, STATE_NONE, false},
    {"tarik", INTENT_TARIK, FORM_TICKET, STATE_NONE, false},
    {"skm", INTENT_SKM, FORM_TICKET, STATE_NONE, false},
    {"usul", INTENT_USUL, FORM_WORDS, STATE_NONE, false},
    {"tugas", INTENT_TUGAS, FORM_ALONE, STATE_NONE, true},
    {"baca", INTENT_BACA, FORM_TICKET, STATE_NONE, true},
    {"jawab", INTENT_JAWAB, FORM_TICKET, STATE_NONE, true},
    {"berkas", INTENT_BERKAS, FORM_SAID, STATE_NONE, true},
    {"terus", INTENT_STATUS, FORM_TICKET, STATE_TERUS, true},
    {"lengkapi", INTENT_STATUS, FORM_TICKET, STATE_LENGKAPI, true},
    {"tolak", INTENT_STATUS, FORM_TICKET, STATE_TOLAK, true},
    {"lengkapi", INTENT_TAMBAH, FORM_TICKET, STATE_NONE, false}, /* as the office called it */
};

#define ORDERS (sizeof orders / sizeof orders[0])

/* The states that only officers write: "STATUS 0100014 JADI". */
static const struct {
    const char *word;
    enum status_word state;
} states[] = {
    {"verifikasi", STATE_VERIFIKASI},
    {"diverifikasi", STATE_VERIFIKASI},
    {"jadi", STATE_JADI},
};

static bool is_word(const struct understanding *u, int place, const char *word)
{
    return place < u->reading.count && strcmp(u->reading.item[place].text, word) == 0;
}

/* The place of the number behind the keyword, with "no" or "nomor" before it; -1 if there is none.
 */
static int number_after(const struct understanding *u, int place)
{
    if (place + 1 < u->reading.count && (u->reading.item[place + 1].roles & ROLE_NUMERO))
        place++;
    return place + 1 < u->reading.count && u->reading.item[place + 1].number ? place + 1 : -1;
}

static void take_ticket(const struct understanding *u, int place, int *after, struct request *ret)
{
    *after = read_ticket(u, place, ret->ticket);
    ret->tickets = 1;
}

static bool fill(const struct understanding *u, const struct order *order, struct request *ret)
{
    int number = number_after(u, 0), after = 1, behind = u->reading.count - 1;

    if ((order->form == FORM_ALONE && behind > 0) || (order->form == FORM_WORDS && behind < 2))
        return false;
    if (order->form == FORM_TICKET || order->form == FORM_SAID) {
        if (number < 0)
            return false;
        take_ticket(u, number, &after, ret);
    }
    if (order->form == FORM_SAID && after == u->reading.count)
        return false;
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, after - 1));
    ret->state = order->state;
    conclude(ret, order->intent, MATCH_EXACT);
    return true;
}

static bool read_office_status(const struct understanding *u, struct request *ret)
{
    bool asked = u->input->officer && is_word(u, 0, "status");
    int number = asked ? number_after(u, 0) : -1, after;
    struct request found = *ret;

    if (number < 0)
        return false;
    take_ticket(u, number, &after, &found);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (!is_word(u, after, states[i].word) || u->reading.question)
            continue;
        *ret = found;
        ret->state = states[i].state;
        snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, after));
        conclude(ret, INTENT_STATUS, MATCH_EXACT);
        return true;
    }
    return false;
}

/* "BANTUAN LAPOR", and nothing more: BANTUAN is also what the poor get. */
static bool read_help(const struct understanding *u, struct request *ret)
{
    bool known = false;

    if (u->reading.count != 2 || (!is_word(u, 0, "bantuan") && !is_word(u, 0, "help")))
        return false;
    known = keyword_find(u->reading.item[1].text) != INTENT_UNKNOWN || is_word(u, 1, "ya") ||
            is_word(u, 1, "belum") || is_word(u, 1, "bantuan") || is_word(u, 1, "kabar") ||
            is_word(u, 1, "tempat");
    for (size_t i = 0; i < ORDERS && !known; i++)
        known = is_word(u, 1, orders[i].word);
    if (!known)
        return false;
    snprintf(ret->text, sizeof ret->text, "%s", u->reading.item[1].text);
    conclude(ret, INTENT_BANTUAN, MATCH_EXACT);
    return true;
}

bool read_ordered(const struct understanding *u, struct request *ret)
{
    if (read_office_status(u, ret) || read_help(u, ret))
        return true;
    for (size_t i = 0; i < ORDERS; i++)
        if (is_word(u, 0, orders[i].word) && (u->input->officer || !orders[i].officers))
            return fill(u, &orders[i], ret);
    return false;
}

const char *keyword_ordered_at(size_t i)
{
    return i < ORDERS ? orders[i].word : NULL;
}
