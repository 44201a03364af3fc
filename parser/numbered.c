/* What is said of tickets: CEK, STATUS, NILAI, and "laporan saya nomor 45 sudah sampai mana". */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "parser/lexicon.h"
#include "parser/understanding.h"

#define TICKET_DIGITS 7 /* of a number that is written in groups */

static bool is_number(const struct understanding *u, int place)
{
    return place >= 0 && place < u->reading.count && u->reading.item[place].number;
}

int read_ticket(const struct understanding *u, int place, char ret[REQUEST_TICKET_SIZE])
{
    size_t length =
        (size_t)snprintf(ret, REQUEST_TICKET_SIZE, "%.23s", u->reading.item[place].text);

    for (place++; is_number(u, place); place++) {
        const struct item *item = &u->reading.item[place];
        bool grouped = item->hyphened || (ret[0] == '0' && !item->joined && length < TICKET_DIGITS);

        if (!grouped || length + strlen(item->text) >= REQUEST_TICKET_SIZE)
            break;
        length += (size_t)snprintf(ret + length, REQUEST_TICKET_SIZE - length, "%s", item->text);
    }
    return place;
}

static void add_ticket(struct request *request, const char *ticket)
{
    if (request->tickets == 0)
        strcpy(request->ticket, ticket);
    else if (request->tickets < REQUEST_TICKETS_MAX)
        strcpy(request->further_ticket[request->tickets - 1], ticket);
    else
        return;
    request->tickets++;
}

/* All numbers from place on. */
static void read_tickets(const struct understanding *u, int place, struct request *ret)
{
    char ticket[REQUEST_TICKET_SIZE];

    while (place < u->reading.count) {
        if (!is_number(u, place)) {
            place++;
            continue;
        }
        place = read_ticket(u, place, ticket);
        add_ticket(ret, ticket);
    }
}

#define WHOLE_MIN 6 /* digits of a ticket, with or without its first 0 */

/* Nothing but digits, in whatever groups: "0100 421", "no 01-00421", "100 421". */
bool read_awaited_ticket(const struct understanding *u, struct request *ret)
{
    char whole[REQUEST_TICKET_SIZE] = "";
    size_t length = 0;

    for (int i = 0; i < u->reading.count; i++) {
        const struct item *item = &u->reading.item[i];

        if (!item->number && !(item->roles & (ROLE_FILLER | ROLE_NUMERO | ROLE_TICKET)))
            return false;
        if (item->number && length + strlen(item->text) < sizeof whole)
            length += (size_t)snprintf(whole + length, sizeof whole - length, "%s", item->text);
    }
    if (length == 0)
        return false;
    if (length >= WHOLE_MIN && length <= TICKET_DIGITS)
        add_ticket(ret, whole);
    else
        read_tickets(u, 0, ret);
    conclude(ret, INTENT_CEK, MATCH_EXACT);
    return true;
}

static bool read_check(const struct understanding *u, int from, enum match match,
                       struct request *ret)
{
    read_tickets(u, from, ret);
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, from - 1));
    conclude(ret, INTENT_CEK, match);
    return true;
}

/* The first state behind place. */
static const struct hit *find_state(const struct understanding *u, int place)
{
    const struct hit *found = NULL;

    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];
        if (hit->kind == PATTERN_STATE && hit->first > place &&
            (!found || hit->first < found->first))
            found = hit;
    }
    return found;
}

/* "sudah selesai belum": a question, not a report. */
static bool is_asked(const struct understanding *u, const struct hit *state)
{
    return u->reading.question || find_hit(u, PATTERN_NOT_YET) ||
           (has_role(u, ROLE_ASKING) && state->first > u->command_place + 3);
}

/* "tolak" is another spelling of "ditolak", and yet the state as it is taught. */
static bool is_state_right(const struct understanding *u, const struct hit *state)
{
    return are_spelt_right(u, state->first, state->last) ||
           strcasecmp(u->reading.item[state->first].text, state_names[state->value]) == 0;
}

static bool read_status(const struct understanding *u, struct request *ret)
{
    const struct hit *state = find_state(u, u->command_place);
    char ticket[REQUEST_TICKET_SIZE];
    int place = u->command_place + 1, after = u->command_place;

    while (place < u->reading.count && !is_number(u, place))
        place++;
    if (!state || state->first > place + 3 || (is_asked(u, state) && state->first != place + 1))
        return read_check(u, u->command_place + 1, match_of(u), ret);
    if (place < u->reading.count && place <= state->last + 2) {
        after = read_ticket(u, place, ticket) - 1;
        add_ticket(ret, ticket);
    }
    after = state->last > after ? state->last : after;
    ret->state = (enum status_word)state->value;
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, after));
    conclude(ret, INTENT_STATUS, is_state_right(u, state) ? match_of(u) : MATCH_FUZZY);
    return true;
}

/* 1 to 4 as a digit or a word; what else is said of a ticket is no score. */
static int score_of(const struct item *item)
{
    static const char *const names[] = {"satu", "dua", "tiga", "empat"};

    for (int i = 0; i < 4; i++)
        if (strcmp(item->text, names[i]) == 0)
            return i + 1;
    if (!item->number)
        return SCORE_NONE;
    return item->text[1] == '\0' && item->text[0] >= '1' && item->text[0] <= '4'
               ? item->text[0] - '0'
               : SCORE_INVALID;
}

/* "nilai 3 untuk tiket 44": the number that is called one is the ticket. */
static int find_named_ticket(const struct understanding *u, int from)
{
    for (int i = from + 1; i < u->reading.count; i++)
        if (is_number(u, i) && (u->reading.item[i - 1].roles & (ROLE_NUMERO | ROLE_TICKET)))
            return i;
    return -1;
}

/* The first number; but one digit beside a longer number is the score, and what is as long as a
 * whole ticket is the ticket: "nilai 2 untuk 0100655". */
static int find_ticket(const struct understanding *u, int from)
{
    int ticket = find_named_ticket(u, from);
    size_t length, best = 0;

    for (int i = from; i < u->reading.count && (ticket < 0 || best > 0); i++) {
        if (!is_number(u, i))
            continue;
        length = strlen(u->reading.item[i].text);
        if (best > 0 && !(best == 1 && length > 1) && !(best < WHOLE_MIN && length >= WHOLE_MIN))
            continue;
        ticket = i;
        best = length;
    }
    return ticket;
}

static bool read_score(const struct understanding *u, struct request *ret)
{
    int from = u->command_place + 1, ticket = find_ticket(u, from), score = -1, after;
    char digits[REQUEST_TICKET_SIZE];

    if (ticket < 0)
        return false;
    after = read_ticket(u, ticket, digits);
    for (int i = from; i < u->reading.count && score < 0; i++)
        if ((i < ticket || i >= after) && score_of(&u->reading.item[i]) != SCORE_NONE)
            score = i;
    add_ticket(ret, digits);
    ret->score = score < 0 ? SCORE_INVALID : score_of(&u->reading.item[score]);
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, score >= after ? score : after - 1));
    conclude(ret, INTENT_NILAI, match_of(u));
    return true;
}

/* A number right behind "laporan", "tiket saya", "nomor". */
static int find_called_number(const struct understanding *u)
{
    for (int i = 1; i < u->reading.count; i++) {
        if (!is_number(u, i))
            continue;
        for (int j = i - 1; j >= 0 && j >= i - 4; j--) {
            unsigned roles = u->reading.item[j].roles;
            if (roles & ROLE_TICKET)
                return i;
            if (!(roles & (ROLE_FILLER | ROLE_NUMERO)))
                break;
        }
    }
    return -1;
}

#define CHECK_CONTENT_MAX 7
#define CHECK_STRANGE_MAX 1

/* Words that have to do with no ticket: "laporan keuangan" is another thing. */
static int count_strange(const struct understanding *u)
{
    unsigned long long places = places_of(u, 1u << PATTERN_PROGRESS | 1u << PATTERN_NOT_YET);

    for (int i = 0; i < u->reading.count && i < 64; i++)
        if (u->reading.item[i].number ||
            (u->reading.item[i].roles & (ROLE_WISH | ROLE_TICKET | ROLE_NUMERO | ROLE_ASKING)))
            places |= 1ull << i;
    return count_content(u, places);
}

/* "Gmn laporan sy nmr 45 udh jdi ato blom": no keyword, but a ticket, and somebody waits. */
static bool read_free_check(const struct understanding *u, struct request *ret)
{
    int number = find_called_number(u);
    bool waits = count_hits(u, PATTERN_PROGRESS) > 0 || u->reading.question;

    if (!has_role(u, ROLE_TICKET) || count_content(u, 0) > CHECK_CONTENT_MAX)
        return false;
    if (u->command != INTENT_UNKNOWN && u->command != INTENT_CEK && u->command != INTENT_MENU &&
        !(u->reading.item[u->command_place].roles & ROLE_TICKET))
        return false;
    if (number < 0 &&
        (!waits || count_hits(u, PATTERN_PROBLEM) > 0 || count_strange(u) > CHECK_STRANGE_MAX))
        return false;
    if (number >= 0 && !waits && count_strange(u) > CHECK_STRANGE_MAX)
        return false;
    return read_check(u, number < 0 ? u->reading.count : number, MATCH_FUZZY, ret);
}

/* "cek email ya" and "status wa kamu lucu" are about no ticket. */
static bool is_about_ticket(const struct understanding *u)
{
    for (int i = u->command_place + 1; i < u->reading.count; i++)
        if (u->reading.item[i].text[strcspn(u->reading.item[i].text, "0123456789")] ||
            (u->reading.item[i].roles & ROLE_TICKET))
            return true;
    return count_content(u, 1ull << u->command_place) == 0 ||
           (u->command == INTENT_CEK && count_content(u, 0) == 2 &&
            count_hits(u, PATTERN_PROGRESS) > 0);
}

bool read_numbered(const struct understanding *u, struct request *ret)
{
    if (u->command == INTENT_NILAI)
        return read_score(u, ret);
    if (u->command != INTENT_CEK && u->command != INTENT_STATUS)
        return read_free_check(u, ret);
    if (u->command == INTENT_STATUS && find_state(u, u->command_place))
        return read_status(u, ret);
    if (!is_about_ticket(u))
        return false;
    return read_check(u, u->command_place + 1, match_of(u), ret);
}
