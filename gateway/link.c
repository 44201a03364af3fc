#include "gateway/link.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

#define TIME_MAX ((int64_t)1 << 40) /* no SMSC says more, and one can reckon with it */

static bool is_text(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}
#define IS_TEXT(array) is_text(array, sizeof(array))

static bool is_part(const struct link_part *part)
{
    if (part->reference_bits == 0)
        return true;
    if (part->reference_bits != 8 && part->reference_bits != 16)
        return false;
    return part->reference >= 0 && part->reference < 1 << part->reference_bits &&
           part->total >= 2 && part->total <= 255 && part->part >= 1 && part->part <= part->total;
}

static bool is_length(int32_t length)
{
    return length >= 0 && length <= LINK_UNITS_MAX;
}

static bool check_setup(const struct link_packet *packet)
{
    const struct link_setup *setup = &packet->setup;

    return IS_TEXT(setup->name) && IS_TEXT(setup->device) && IS_TEXT(setup->connection) &&
           IS_TEXT(setup->model) && IS_TEXT(setup->pin) && IS_TEXT(setup->init_commands) &&
           IS_TEXT(setup->balance_code) && IS_TEXT(setup->balance_answers) &&
           setup->poll_interval_ms > 0 && setup->heartbeat_s > 0 && setup->patience_s > 0;
}

static bool check_taken(const struct link_packet *packet)
{
    (void)packet;
    return true;
}

static bool check_send(const struct link_packet *packet)
{
    const struct link_send *send = &packet->send;

    return IS_TEXT(send->number) && is_part(&send->part) && is_length(send->length);
}

static bool check_sms(const struct link_packet *packet)
{
    const struct link_sms *sms = &packet->sms;

    return IS_TEXT(sms->sender) && is_part(&sms->part) && is_length(sms->length) &&
           sms->sent_at >= -TIME_MAX && sms->sent_at <= TIME_MAX;
}

static bool check_result(const struct link_packet *packet)
{
    const struct link_result *result = &packet->result;

    return IS_TEXT(result->reason) && result->outcome >= LINK_OUTCOME_SENT &&
           result->outcome <= LINK_OUTCOME_NOT_TRIED && result->part >= 1 && result->part <= 255;
}

static bool check_state(const struct link_packet *packet)
{
    const struct link_state *state = &packet->state;

    return IS_TEXT(state->reason) && IS_TEXT(state->network) && state->condition >= LINK_STARTING &&
           state->condition <= LINK_LOCKED && state->signal_percent >= -1 &&
           state->signal_percent <= 100 && state->places_used >= 0 && state->places >= 0;
}

static bool check_report(const struct link_packet *packet)
{
    return IS_TEXT(packet->report.number);
}

static bool check_call(const struct link_packet *packet)
{
    return IS_TEXT(packet->call.number);
}

static bool check_ussd(const struct link_packet *packet)
{
    return IS_TEXT(packet->ussd.text);
}

static bool check_corrupt(const struct link_packet *packet)
{
    return IS_TEXT(packet->corrupt.pdu) && packet->corrupt.pdu[0] != '\0';
}

#define SIZE(member)                                                                               \
    (offsetof(struct link_packet, member) + sizeof(((struct link_packet *)NULL)->member))
static const struct {
    enum link_side from;
    size_t size;
    bool (*check)(const struct link_packet *packet);
} types[LINK_TYPES] = {
    [LINK_SETUP] = {LINK_GATEWAY, SIZE(setup), check_setup},
    [LINK_TAKEN] = {LINK_GATEWAY, SIZE(taken), check_taken},
    [LINK_SEND] = {LINK_GATEWAY, SIZE(send), check_send},
    [LINK_SMS] = {LINK_BEARER, SIZE(sms), check_sms},
    [LINK_RESULT] = {LINK_BEARER, SIZE(result), check_result},
    [LINK_STATE] = {LINK_BEARER, SIZE(state), check_state},
    [LINK_REPORT] = {LINK_BEARER, SIZE(report), check_report},
    [LINK_CALL] = {LINK_BEARER, SIZE(call), check_call},
    [LINK_USSD] = {LINK_BEARER, SIZE(ussd), check_ussd},
    [LINK_CORRUPT] = {LINK_BEARER, SIZE(corrupt), check_corrupt},
};

int link_send(int fd, const struct link_packet *packet)
{
    ssize_t sent;

    do
        sent = send(fd, packet, types[packet->type].size, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return 0;
    return errno == EAGAIN ? -EAGAIN : -EPIPE;
}

int link_receive(int fd, enum link_side peer, struct link_packet *ret)
{
    ssize_t size;

    /* A peer that goes without having read all makes a reset, before what it said last. */
    do
        size = recv(fd, ret, sizeof *ret, MSG_TRUNC);
    while (size < 0 && (errno == EINTR || errno == ECONNRESET));
    if (size < 0)
        return errno == EAGAIN ? -EAGAIN : 0;
    if (size == 0)
        return 0;
    if (size < (ssize_t)sizeof ret->type || ret->type < 0 || ret->type >= LINK_TYPES)
        return -EPROTO;
    if (types[ret->type].from != peer || types[ret->type].size != (size_t)size ||
        !types[ret->type].check(ret))
        return -EPROTO;
    return 1;
}
