/* Commands whose words are said all day in other ways ("tambah anggota keluarga", "terus gimana"):
 * they count only where they are written as they are taught, with the number right behind. */
#include <stdio.h>
#include <string.h>

#include "parser/distance.h"
#include "parser/fold.h"
#include "parser/lexicon.h"
#include "parser/understanding.h"

#define OFFICE_WORDS_MAX 3 /* of one that we do not know */

/* What stands behind the keyword. */
enum form {
    FORM_TICKET, /* a number, and maybe more */
    FORM_SAID,   /* a number and more */
    FORM_ALONE,  /* nothing */
    FORM_WORDS,  /* words */
    FORM_OFFICE, /* the name of an office, or nothing */
    FORM_ANY,    /* whatever it is */
    FORM_READ    /* a number, or nothing: "terima kasih" is another thing */
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
    {"kinerja", INTENT_KINERJA, FORM_OFFICE, STATE_NONE, false},
    {"baca", INTENT_BACA, FORM_TICKET, STATE_NONE, true},
    {"jawab", INTENT_JAWAB, FORM_TICKET, STATE_NONE, true},
    {"berkas", INTENT_BERKAS, FORM_SAID, STATE_NONE, true},
    {"siar", INTENT_SIAR, FORM_ANY, STATE_NONE, true},
    {"terima", INTENT_TERIMA, FORM_READ, STATE_NONE, true},
    {"terus", INTENT_STATUS, FORM_TICKET, STATE_TERUS, true},
    {"lengkapi", INTENT_STATUS, FORM_TICKET, STATE_LENGKAPI, true},
    {"tolak", INTENT_STATUS, FORM_TICKET, STATE_TOLAK, true},
    {"lengkapi", INTENT_TAMBAH, FORM_TICKET, STATE_NONE, false}, /* as the office called it */
};

#define SLIP 15 /* of a first letter; see parser/distance.c */

#define ORDERS (sizeof orders / sizeof orders[0])

/* The states as officers are taught them: "STATUS 0100014 JADI". */
static const struct {
    const char *word;
    enum status_word state;
} states[] = {
    {"verifikasi", STATE_VERIFIKASI}, {"diverifikasi", STATE_VERIFIKASI}, {"jadi", STATE_JADI},
    {"proses", STATE_PROSES},         {"selesai", STATE_SELESAI},         {"tolak", STATE_TOLAK},
    {"terus", STATE_TERUS},           {"lengkapi", STATE_LENGKAPI},
};

static bool is_word(const struct understanding *u, int place, const char *word)
{
    return place < u->reading.count && strcmp(u->reading.item[place].text, word) == 0;
}

/* The place of the number at place, or behind "no" or "nomor" there; -1 if there is none. */
static int find_number(const struct understanding *u, int place)
{
    if (place < u->reading.count && (u->reading.item[place].roles & ROLE_NUMERO))
        place++;
    return place < u->reading.count && u->reading.item[place].number ? place : -1;
}

static void take_ticket(const char *ticket, struct request *ret)
{
    strcpy(ret->ticket, ticket);
    ret->tickets = 1;
}

/* "kinerja dinas pu", or an office that we may not know; a complaint is none. */
static bool is_office(const struct understanding *u, int from)
{
    char name[REQUEST_TEXT_SIZE];

    fold(rest_after(u, from - 1), name, sizeof name);
    return vocabulary_find_unit(u->vocabulary, name) != NULL ||
           (u->reading.count - from <= OFFICE_WORDS_MAX && complaint_score(u) < COMPLAINT_MIN);
}

/* Whether the reading took more words for the keyword than that one. */
static bool is_phrase(const struct understanding *u, const struct order *order)
{
    return u->reading.item[0].end - u->reading.item[0].start > (int)strlen(order->word);
}

/* Whether what stands from a place on, where a number may be, is of the order's form. */
static bool fits(const struct understanding *u, const struct order *order, int from, int number)
{
    int behind = u->reading.count - from;

    switch (order->form) {
    case FORM_TICKET:
    case FORM_SAID:
        return number >= 0;
    case FORM_ALONE:
        return behind == 0;
    case FORM_WORDS:
        return behind >= 2;
    case FORM_OFFICE:
        return is_office(u, from);
    case FORM_READ:
        return !is_phrase(u, order) && (behind == 0 || number >= 0);
    default:
        return true;
    }
}

/* from: the place behind the keyword. */
static bool fill(const struct understanding *u, const struct order *order, int from,
                 struct request *ret)
{
    int number = find_number(u, from), after = from;
    bool numbered = order->form == FORM_TICKET || order->form == FORM_SAID ||
                    (order->form == FORM_READ && number >= 0);
    char ticket[REQUEST_TICKET_SIZE];

    if (!fits(u, order, from, number))
        return false;
    if (numbered)
        after = read_ticket(u, number, ticket);
    if (order->form == FORM_SAID && after == u->reading.count)
        return false;
    if (numbered)
        take_ticket(ticket, ret);
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, after - 1));
    ret->state = order->state;
    conclude(ret, order->intent, MATCH_EXACT);
    return true;
}

/* The word at place as it was typed, of which the reading may have made two: "kabra" = ka bra.
 * Returns the place behind it. */
static int read_typed(const struct understanding *u, int place, char *ret, size_t size)
{
    const struct item *item = u->reading.item;
    size_t length = (size_t)snprintf(ret, size, "%s", item[place].text);

    for (place++; place < u->reading.count && item[place].start == item[place - 1].end &&
                  !item[place].number && length < size;
         place++)
        length += (size_t)snprintf(ret + length, size - length, "%s", item[place].text);
    return place;
}

int behind_slip_of(const struct understanding *u, int place, const char *word)
{
    char typed[2 * TOKEN_SIZE];
    int behind;

    if (!u->input->officer || place >= u->reading.count ||
        (place == u->command_place && u->command_exact))
        return 0;
    behind = read_typed(u, place, typed, sizeof typed);
    return distance(typed, word, SLIP) <= SLIP ? behind : 0;
}

/* Where anything may follow, "siap" and "biar" are words by themselves, and "sair" is none. */
static bool may_be_slip(const struct understanding *u, const struct order *order)
{
    if (!intent_changes(order->intent))
        return false;
    return order->form != FORM_ANY ||
           (u->reading.count > 2 &&
            (u->reading.item[0].word == WORD_NONE || u->reading.item[0].how != HOW_EXACT));
}

/* What officers change is asked for once more if it is misspelt: "jawb 0100014 besok". */
static bool read_misspelt(const struct understanding *u, struct request *ret)
{
    for (size_t i = 0; i < ORDERS; i++) {
        int from = may_be_slip(u, &orders[i]) ? behind_slip_of(u, 0, orders[i].word) : 0;

        if (from > 0 && fill(u, &orders[i], from, ret)) {
            ret->match = MATCH_FUZZY;
            if (orders[i].state != STATE_NONE)
                ret->meant_word = state_names[orders[i].state];
            return true;
        }
    }
    return false;
}

/* "beres" and other words for a state, which is no slip of one. */
static bool is_state(const struct understanding *u, int place)
{
    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];

        if (hit->kind == PATTERN_STATE && hit->first == place &&
            are_spelt_right(u, hit->first, hit->last))
            return true;
    }
    return false;
}

static bool read_office_status(const struct understanding *u, struct request *ret)
{
    bool exact = is_word(u, 0, "status");
    int from = exact ? 1 : behind_slip_of(u, 0, "status"), after;
    int number = from > 0 ? find_number(u, from) : -1;
    char ticket[REQUEST_TICKET_SIZE];

    if (!u->input->officer || number < 0 || u->reading.question)
        return false;
    after = read_ticket(u, number, ticket);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        bool right = is_word(u, after, states[i].word);

        if (!right && (is_state(u, after) || !behind_slip_of(u, after, states[i].word)))
            continue;
        take_ticket(ticket, ret);
        ret->state = states[i].state;
        snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, after));
        conclude(ret, INTENT_STATUS, exact && right ? MATCH_EXACT : MATCH_FUZZY);
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
            return fill(u, &orders[i], 1, ret);
    return read_misspelt(u, ret);
}

const char *keyword_ordered_at(size_t i)
{
    return i < ORDERS ? orders[i].word : NULL;
}
